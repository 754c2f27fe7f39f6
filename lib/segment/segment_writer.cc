#include "segment/segment_writer.h"

#include "store/field_lengths.h"

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
  TermInfo info = lists_.finish();
  info.offset += encoded_;
  terms_.add(term, info);
  if (postings_.size() >= kFlushBytes) segment_.file_.append(postings_);
}

void FieldTermsWriter::add_encoded(const EncodedTerms& terms) {
  const std::uint64_t begin = encoded_ + lists_.written();
  for (std::size_t i = 0; i < terms.terms.size(); ++i) {
    TermInfo info = terms.infos[i];
    info.offset += begin;
    terms_.add(terms.terms[i], info);
  }
  segment_.file_.append(postings_);
  segment_.file_.append(terms.postings.view());
  encoded_ += terms.postings.size();
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
  add_id(document.id());
  store_document(document);
}

void SegmentWriter::add_id(std::string_view id) {
  ids_.add(id);
  ++doc_count_;
}

void SegmentWriter::store_document(const Document& document) {
  documents_.add(document);
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
