#include "segment/segment.h"

#include <algorithm>

#include "lodex/error.h"

namespace lodex::segment {

Segment::Segment(std::unique_ptr<io::ReadableFile> file, std::string path)
    : file_(std::move(file), std::move(path)) {
  SegmentFields described = SegmentFields::read(file_.section(SectionKind::kFields).read_all());
  doc_count_ = described.doc_count;
  for (std::uint32_t number = 0; number < described.fields.size(); ++number) {
    read_field(number, std::move(described.fields[number]));
  }
  ids_ = {file_.section(SectionKind::kIds), file_.section(SectionKind::kIdsIndex), doc_count_};
  documents_ = {file_.section(SectionKind::kDocuments), file_.section(SectionKind::kDocumentsIndex),
                doc_count_};
  if (file_.has(SectionKind::kPlaces)) read_places();
}

void Segment::read_places() {
  const CheckedBytes section = file_.section(SectionKind::kPlaces);
  places_ = {section, 0};
  docs_at_ = {section, places_.end()};
  if (places_.size() != doc_count_ || docs_at_.size() != doc_count_) {
    section.fail("the places of documents are not one a document");
  }
}

DocId Segment::number_in(const store::PackedIntegers& numbers, DocId of) const {
  if (numbers.size() == 0) return of;
  const std::int64_t number = numbers[of];
  if (number < 0 || number >= doc_count_) {
    throw CorruptIndexError(path() + ": a document has an impossible place", path());
  }
  return static_cast<DocId>(number);
}

void Segment::read_field(std::uint32_t number, FieldInfo info) {
  SegmentField field;
  field.info = std::move(info);
  field.terms = {file_.section(SectionKind::kTerms, number),
                 file_.section(SectionKind::kTermsIndex, number)};
  field.postings = {file_.section(SectionKind::kPostings, number), doc_count_};
  if (field.info.kind == FieldKind::kText) {
    field.lengths = {file_.section(SectionKind::kLengths, number), doc_count_};
    field.pairs = {file_.section(SectionKind::kPairRule, number),
                   file_.section(SectionKind::kPairs, number),
                   file_.section(SectionKind::kPairsIndex, number),
                   {file_.section(SectionKind::kPairPostings, number), doc_count_}};
  }
  if (file_.has(SectionKind::kColumn, number)) {
    field.column.emplace(file_.section(SectionKind::kColumn, number), doc_count_);
  }
  fields_.push_back(std::move(field));
}

const SegmentField* Segment::field(std::string_view name) const {
  const auto found = std::ranges::find_if(
      fields_, [&](const SegmentField& field) { return field.info.name == name; });
  return found == fields_.end() ? nullptr : &*found;
}

Document Segment::document(DocId doc) const {
  const DocId place = place_of(doc);
  return store::StoredDocumentReader(documents_).read(place, ids_.id(place));
}

std::optional<DocId> Segment::find(std::string_view id) const {
  const std::optional<DocId> place = ids_.find(id);
  if (!place) return {};
  return doc_at(*place);
}

}  // namespace lodex::segment
