#include "segment/segment_writer.h"

#include "store/field_lengths.h"
#include "store/packed_integers.h"

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
      positions_(positions),
      lengths_(lengths),
      lists_(postings_, positions, average_length(lengths)),
      frequent_(static_cast<std::uint32_t>(lengths.size())) {
  segment_.file_.begin_section(SectionKind::kPostings, field_);
}

void FieldTermsWriter::add(DocId doc, std::uint32_t freq,
                           std::span<const std::uint32_t> positions) {
  lists_.add(doc, freq, length_of(doc), positions);
}

void FieldTermsWriter::append(std::span<const DocId> docs, std::span<const std::uint32_t> freqs,
                              std::span<const std::uint32_t> gaps) {
  block_lengths_.clear();
  for (const DocId doc : docs) block_lengths_.push_back(length_of(doc));
  lists_.append(docs, freqs, block_lengths_, gaps);
}

void FieldTermsWriter::end_term(std::string_view term) {
  const std::size_t begin = postings_.size();
  const TermInfo info = lists_.finish();
  const ByteSpan list = postings_.view().subspan(begin);
  if (positions_) frequent_.add(info, list);
  if (terms_.add(term, info, list)) postings_.buffer().resize(begin);
  if (postings_.size() >= kFlushBytes) segment_.file_.append(postings_);
}

void FieldTermsWriter::add_encoded(const EncodedTerms& terms) {
  for (std::size_t i = 0; i < terms.terms.size(); ++i) {
    const TermInfo& info = terms.infos[i];
    const ByteSpan list =
        terms.postings.view().subspan(info.offset, info.postings_size + info.positions_size);
    if (positions_) frequent_.add(info, list);
    if (!terms_.add(terms.terms[i], info, list)) postings_.bytes(list);
  }
  segment_.file_.append(postings_);
}

void FieldTermsWriter::finish() {
  lists_.finish_section();
  segment_.file_.append(postings_);
  segment_.file_.end_section();
  terms_.finish();
  segment_.write_section(SectionKind::kTerms, field_, terms_.terms());
  segment_.write_section(SectionKind::kTermsIndex, field_, terms_.index());
  if (positions_) write_pairs();
}

void FieldTermsWriter::write_pairs() {
  PairFinder finder(frequent_.words(), frequent_.rule(), lengths_);
  postings::PostingListWriter lists(postings_, false, average_length(lengths_));
  dictionary::TermDictionaryWriter names;
  finder.for_each([&](TermId first, TermId second, std::span<const PairFinder::Posting> places) {
    if (names.term_count() == 0) segment_.file_.begin_section(SectionKind::kPairPostings, field_);
    for (const auto& [doc, freq] : places) lists.add(doc, freq, lengths_[doc], {});
    const std::size_t begin = postings_.size();
    const TermInfo info = lists.finish();
    const bool kept = names.add(pair_name(first, second), info, postings_.view().subspan(begin));
    if (kept) postings_.buffer().resize(begin);
    if (postings_.size() >= kFlushBytes) segment_.file_.append(postings_);
  });
  if (names.term_count() == 0) return;
  lists.finish_section();
  segment_.file_.append(postings_);
  segment_.file_.end_section();
  names.finish();
  segment_.write_section(SectionKind::kPairs, field_, names.terms());
  segment_.write_section(SectionKind::kPairsIndex, field_, names.index());
  ByteWriter rule;
  frequent_.rule().write(rule);
  segment_.write_section(SectionKind::kPairRule, field_, rule);
}

SegmentWriter::SegmentWriter(std::unique_ptr<io::WritableFile> file) : file_(std::move(file)) {
  file_.begin_section(SectionKind::kDocuments);
}

void SegmentWriter::add_document(const Document& document) {
  add_id(document.id());
  store_document(document);
}

void SegmentWriter::add_document(std::string_view id, ByteSpan stored,
                                 std::span<const std::uint32_t> names) {
  add_id(id);
  documents_.add(stored, names);
  flush_documents();
}

bool SegmentWriter::copy_documents(const store::StoredDocuments& stored,
                                   std::span<const std::uint32_t> names) {
  if (!store::StoredDocumentsWriter::can_copy(stored, names)) return false;
  documents_.begin_copy(stored);
  for (std::uint64_t block = 0; block < stored.block_count(); ++block) {
    documents_.copy_block(stored, block);
    flush_documents();
  }
  return true;
}

void SegmentWriter::add_id(std::string_view id) {
  ids_.add(id);
  ++doc_count_;
}

void SegmentWriter::store_document(const Document& document) {
  documents_.add(document);
  flush_documents();
}

void SegmentWriter::flush_documents() {
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
