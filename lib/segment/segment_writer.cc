#include "segment/segment_writer.h"

#include "store/field_lengths.h"

namespace lodex::segment {
namespace {
constexpr std::size_t kFlushBytes = std::size_t{1} << 20;
static_assert(dictionary::kInlineDocuments <= postings::kShortList,
              "what lies in a dictionary has no blocks");

// Of the documents that have the field.
double average_length(std::span<const std::uint32_t> lengths) {
  double total = 0;
  std::size_t count = 0;
  for (const std::uint32_t length : lengths) {
    if (length == store::kMissing) continue;
    total += length;
    ++count;
  }
  return count == 0 ? 1 : total / static_cast<double>(count);
}
}  // namespace

FieldTermsWriter::FieldTermsWriter(SegmentWriter& segment, std::uint32_t field, bool positions,
                                   std::span<const std::uint32_t> lengths)
    : segment_(segment),
      field_(field),
      lengths_(lengths),
      lists_(postings_, positions, average_length(lengths)) {
  segment_.file_.begin_section(SectionKind::kPostings, field_);
}

void FieldTermsWriter::add(DocId doc, std::uint32_t freq,
                           std::span<const std::uint32_t> positions) {
  lists_.add(doc, freq, lengths_.empty() ? 1 : lengths_[doc], positions);
}

void FieldTermsWriter::end_term(std::string_view term) {
  const std::size_t begin = postings_.size();
  const TermInfo info = lists_.finish();
  if (terms_.add(term, info, postings_.view().subspan(begin))) postings_.buffer().resize(begin);
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
  ids_.add(document.id());
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
