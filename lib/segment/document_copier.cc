#include "segment/document_copier.h"

#include "store/stored_documents.h"

namespace lodex::segment {

void copy_documents(const std::vector<LiveSegment>& segments, const DocumentMap& map,
                    SegmentWriter& out) {
  std::vector<DocId> docs;  // by place
  bool in_order = true;
  for (std::size_t s = 0; s < segments.size(); ++s) {
    const Segment& segment = *segments[s].segment;
    const std::vector<std::uint32_t> names = out.numbers_of(segment.documents().names());
    const bool copied = map.is_shift(s) && out.copy_documents(segment.documents(), names);
    store::StoredDocumentReader reader(segment.documents());
    for (DocId place = 0; place < segment.doc_count(); ++place) {
      const DocId doc = map.new_docs(s)[segment.doc_at(place)];
      if (doc == kEndDoc) continue;
      if (copied) {
        out.add_id(segment.id_at(place));
      } else {
        out.add_document(segment.id_at(place), reader.bytes(place), names);
      }
      in_order = in_order && doc == docs.size();
      docs.push_back(doc);
    }
  }
  out.end_documents();
  if (!in_order) out.write_places(docs);
}

}  // namespace lodex::segment
