// From a segment back to documents with their terms.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "index/indexed_document.h"
#include "segment/segment.h"

namespace lodex::index {

// The documents [begin, end) of a segment that are not deleted, in their order, with all that it
// has of them: a writer makes the same postings, columns and stored documents from them. Walks over
// all terms of the segment whatever the number of documents.
[[nodiscard]] std::vector<std::pair<DocId, IndexedDocument>> uninvert(
    const segment::LiveSegment& live, DocId begin, DocId end);

// How many documents of a segment take about `memory` bytes in this form; at least 1.
[[nodiscard]] DocId documents_within(const segment::Segment& segment, std::size_t memory);

}  // namespace lodex::index
