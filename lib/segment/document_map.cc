#include "segment/document_map.h"

#include <string>

#include "lodex/error.h"

namespace lodex::segment {

DocumentMap::DocumentMap(const std::vector<LiveSegment>& segments) {
  std::uint64_t live = 0;
  for (const LiveSegment& segment : segments) live += segment.live_count();
  if (live > kMaxDocuments) {
    throw LimitError("a segment has no more than " + std::to_string(kMaxDocuments) + " documents");
  }
  for (const LiveSegment& segment : segments) {
    is_shift_.push_back(segment.live_count() == segment.segment->doc_count());
    std::vector<DocId>& docs = new_docs_.emplace_back(segment.segment->doc_count(), kEndDoc);
    for (DocId doc = 0; doc < docs.size(); ++doc) {
      if (!segment.is_deleted(doc)) docs[doc] = size_++;
    }
  }
}

void DocumentMap::reorder(std::span<const DocId> order) {
  std::vector<Place> before(size_);
  for_each([&](std::size_t segment, DocId old, DocId doc) {
    before[doc] = {static_cast<std::uint32_t>(segment), old};
  });
  places_.resize(size_);
  for (DocId doc = 0; doc < size_; ++doc) {
    places_[doc] = before[order[doc]];
    new_docs_[places_[doc].segment][places_[doc].doc] = doc;
  }
}

}  // namespace lodex::segment
