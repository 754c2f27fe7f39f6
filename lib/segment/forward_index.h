// The terms of each document: what documents are ordered by.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "segment/document_map.h"
#include "segment/segment.h"

namespace lodex::segment {

// Terms are numbers below 2^16, distinct within a document.
struct ForwardIndex {
  std::vector<std::uint64_t> starts{0};  // of each document's terms; the end of the last's
  std::vector<std::uint16_t> terms;

  [[nodiscard]] std::size_t doc_count() const { return starts.size() - 1; }
};

// A field, text or keyword, in each of the segments; null where one has it not.
using FieldParts = std::vector<const SegmentField*>;

// The documents of `map`, as numbered there, with the terms of `fields` that tell most: those in
// many documents, but in no more than half. So many of them that all their postings are at most
// `max_postings`. Throws CorruptIndexError.
[[nodiscard]] ForwardIndex make_forward_index(std::span<const FieldParts> fields,
                                              const DocumentMap& map, std::uint64_t max_postings);

}  // namespace lodex::segment
