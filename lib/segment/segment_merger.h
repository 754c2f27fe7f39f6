// Merges segments into one, without their deleted documents.
#pragma once

#include <memory>
#include <vector>

#include "io/directory.h"
#include "segment/segment.h"

namespace lodex::segment {

// Writes the live documents of the segments, in their order, as one new segment. Throws IoError,
// CorruptIndexError, LimitError.
FileIdentity merge_segments(const std::vector<LiveSegment>& segments,
                            std::unique_ptr<io::WritableFile> file);

}  // namespace lodex::segment
