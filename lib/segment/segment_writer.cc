#include "segment/segment_writer.h"

#include "store/field_lengths.h"
#include "store/packed_integers.h"

namespace lodex::segment {
namespace {
constexpr std::size_t kFlushBytes = std::size_t{1} << 20;
}

FieldTermsWriter::FieldTermsWriter(SegmentWriter& segment, std::uint32_t field, bool positions,
                                   std::span<const std::uint32_t> lengths)
    : segment_(segment), field_(field), lengths_(lengths), lists_(postings_, positions) {
  segment_.file_.begin_section(SectionKind::kPostings, field_);
}

void FieldTermsWriter::add(DocId doc, std::uint32_t freq,
                           std::span<const std::uint32_t> positions) {
  lists_.add(doc, freq, lengths_.empty() ? 1 : lengths_[doc], positions);
}

void FieldTermsWriter::end_term(std::string_view term) {
  terms_.add(term, lists_.finish());
  if (postings_.size() >= kFlushBytes) segment_.file_.append(postings_);
}

void FieldTermsWriter::finish() {
  lists_.finish_section();
  segment_.file_.append(postings_);
  segment_.file_.end_section();
  terms_.finish();
  segment_.write_section(SectionKind::kTerms, field_, terms_.terms());
  segment_.write_section(SectionKind::kTermsIndex, field_, terms_.index());
}

SegmentWriter::SegmentWriter(std::unique_ptr<io::WritableFile> file) : file_(std::move(file)) {
  file_.begin_section(SectionKind::kDocuments);
}

void SegmentWriter::add_document(const Document& document) {
  documents_.add(document);
  end_document(document.id());
}

void SegmentWriter::add_document(std::string_view id, ByteSpan stored,
                                 std::span<const std::uint32_t> names) {
  documents_.add(stored, names);
  end_document(id);
}

void SegmentWriter::end_document(std::string_view id) {
  ids_.add(id);
  ++doc_count_;
  if (documents_.documents().size() >= kFlushBytes) file_.append(documents_.documents());
}

void SegmentWriter::end_documents() {
  ByteWriter index;
  documents_.finish(index);
  file_.append(documents_.documents());
  file_.end_section();
  write_section(SectionKind::kDocumentsIndex, kNoField, index);
  ByteWriter ids;
  ids_.finish(ids, index);
  write_section(SectionKind::kIds, kNoField, ids);
  write_section(SectionKind::kIdsIndex, kNoField, index);
}

void SegmentWriter::write_places(std::span<const DocId> docs) {
  std::vector<std::int64_t> places(docs.size());
  for (std::size_t place = 0; place < docs.size(); ++place) {
    places[docs[place]] = static_cast<std::int64_t>(place);
  }
  ByteWriter bytes;
  store::write_packed_integers(places, bytes);
  places.assign(docs.begin(), docs.end());
  store::write_packed_integers(places, bytes);
  write_section(SectionKind::kPlaces, kNoField, bytes);
}

void SegmentWriter::write_section(SectionKind kind, std::uint32_t field, ByteWriter& bytes) {
  file_.begin_section(kind, field);
  file_.append(bytes);
  file_.end_section();
}

void SegmentWriter::write_lengths(std::uint32_t field, std::span<const std::uint32_t> lengths) {
  ByteWriter bytes;
  store::write_field_lengths(lengths, bytes);
  write_section(SectionKind::kLengths, field, bytes);
}

void SegmentWriter::write_column(std::uint32_t field, store::ColumnWriter& column) {
  ByteWriter bytes;
  column.finish(doc_count_, bytes);
  write_section(SectionKind::kColumn, field, bytes);
}

FileIdentity SegmentWriter::finish(std::vector<FieldInfo> fields) {
  ByteWriter bytes;
  SegmentFields{doc_count_, std::move(fields)}.write(bytes);
  write_section(SectionKind::kFields, kNoField, bytes);
  return file_.finish();
}

}  // namespace lodex::segment
