#include "index/uninvert.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "segment/document_chunk.h"

namespace lodex::index {
namespace {

// The documents of a stretch, in the order of their numbers.
class Stretch {
 public:
  Stretch(const segment::LiveSegment& live, DocId begin, DocId end)
      : live_(live), begin_(begin), end_(end), at_(end - begin, kNone) {
    for (DocId doc = begin; doc < end; ++doc) {
      if (live.is_deleted(doc)) continue;
      at_[doc - begin] = static_cast<std::uint32_t>(documents_.size());
      documents_.emplace_back(doc, IndexedDocument{});
    }
  }

  // In the order in which they lie, so that each block is read once.
  void read_stored() {
    const segment::Segment& segment = *live_.segment;
    std::vector<std::pair<DocId, std::size_t>> places;
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      places.emplace_back(segment.place_of(documents_[i].first), i);
    }
    std::ranges::sort(places);
    store::StoredDocumentReader reader(segment.documents());
    for (const auto& [place, i] : places) {
      documents_[i].second.stored = reader.read(place, segment.id_at(place));
    }
  }

  void read_field(const segment::SegmentField& field) {
    if (!segment::is_inverted(field.info.kind)) return read_column(field);
    if (field.info.kind == FieldKind::kText) {
      // Also those without any word.
      for (auto& [doc, document] : documents_) {
        if (field.lengths.has(doc)) document.fields.push_back({field.info.name});
      }
    }
    dictionary::TermIterator term(field.terms);
    for (term.seek(""); !term.at_end(); term.next()) read_term(field, term.term(), term.info());
  }

  std::vector<std::pair<DocId, IndexedDocument>> take() { return std::move(documents_); }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  void read_column(const segment::SegmentField& field) {
    for (auto& [doc, document] : documents_) {
      const store::Column::Extent extent = field.column->extent(doc);
      if (extent.begin == extent.end) continue;
      IndexedField& values = document.fields.emplace_back(IndexedField{field.info.name});
      for (std::uint64_t i = extent.begin; i < extent.end; ++i) {
        values.numbers.push_back(field.column->value(i));
      }
    }
  }

  void read_term(const segment::SegmentField& field, std::string_view term, const TermInfo& info) {
    postings::TermCursor cursor = field.cursor(info);
    for (cursor.seek(begin_); cursor.doc() < end_; cursor.next()) {
      const std::uint32_t at = at_[cursor.doc() - begin_];
      if (at == kNone) continue;
      std::vector<IndexedField>& fields = documents_[at].second.fields;
      // The field is the last one that was begun, if it was.
      if (fields.empty() || fields.back().name != field.info.name) {
        fields.push_back({field.info.name});
      }
      if (field.info.positions) {
        cursor.positions(positions_);
        fields.back().terms.add(term, positions_);
      } else {
        fields.back().terms.add(term, {}, cursor.freq());
      }
    }
  }

  const segment::LiveSegment& live_;
  DocId begin_;
  DocId end_;
  std::vector<std::uint32_t> at_;  // in documents_, by document
  std::vector<std::pair<DocId, IndexedDocument>> documents_;
  std::vector<std::uint32_t> positions_;
};

}  // namespace

std::vector<std::pair<DocId, IndexedDocument>> uninvert(const segment::LiveSegment& live,
                                                        DocId begin, DocId end) {
  Stretch stretch(live, begin, end);
  stretch.read_stored();
  for (const segment::SegmentField& field : live.segment->fields()) stretch.read_field(field);
  return stretch.take();
}

DocId documents_within(const segment::Segment& segment, std::size_t memory) {
  // A token's position and its part of a term, in vectors that grow; a stored document is about
  // three times what its segment takes for it.
  constexpr std::uint64_t kTokenBytes = 28;
  constexpr std::uint64_t kGrowth = 3;
  std::uint64_t bytes = kGrowth * segment.identity().size;
  for (const segment::SegmentField& field : segment.fields()) {
    bytes += kTokenBytes * field.info.tokens;
  }
  const std::uint64_t docs = std::max<std::uint64_t>(segment.doc_count(), 1);
  return static_cast<DocId>(std::clamp<std::uint64_t>(memory / (bytes / docs + 1), 1, docs));
}

}  // namespace lodex::index
