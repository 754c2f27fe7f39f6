// Copies stored documents and ids from segments to the one that is made of them.
#pragma once

#include <vector>

#include "segment/document_map.h"
#include "segment/segment.h"
#include "segment/segment_writer.h"

namespace lodex::segment {

// Writes the live documents of `segments` in the order in which they lie there, whatever their
// numbers in `map`: neighbours there are more alike, so that they take less room, and reading and
// writing in order is fast. Where numbers and places differ, writes the places. Throws IoError,
// CorruptIndexError.
void copy_documents(const std::vector<LiveSegment>& segments, const DocumentMap& map,
                    SegmentWriter& out);

}  // namespace lodex::segment
