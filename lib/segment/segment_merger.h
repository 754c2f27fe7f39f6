// Merges segments into one, without their deleted documents.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "io/directory.h"
#include "segment/segment.h"

namespace lodex::segment {

struct MergeSettings {
  // Whether documents with the same terms are brought together (see document_order.h); else they
  // keep their order, and the order of their segments.
  bool reorder = false;
  // Memory for finding and making that order, in bytes: beyond it fewer terms are looked at. What
  // one term's postings take comes on top.
  std::size_t memory = std::size_t{512} << 20;
};

// Writes the live documents of the segments as one new segment. What is stored of them, and their
// ids, keep their order in any case: they take less room so. Throws IoError, CorruptIndexError,
// LimitError.
FileIdentity merge_segments(const std::vector<LiveSegment>& segments,
                            std::unique_ptr<io::WritableFile> file,
                            const MergeSettings& settings = {});

}  // namespace lodex::segment
