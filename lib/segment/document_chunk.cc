#include "segment/document_chunk.h"

namespace lodex::segment {

bool is_inverted(FieldKind kind) { return kind == FieldKind::kText || kind == FieldKind::kKeyword; }

Contents contents_of(const FieldSpec& field) {
  if (field.kind == FieldKind::kKeyword) return Contents::kDocuments;
  return field.options.positions ? Contents::kPositions : Contents::kFrequencies;
}

std::uint32_t DocumentChunk::field(const FieldSpec& spec) {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].spec.name == spec.name) return static_cast<std::uint32_t>(i);
  }
  Field field{spec, nullptr, {}};
  if (is_inverted(spec.kind)) {
    if (spare_.empty()) spare_.push_back(std::make_unique<FieldInverter>());
    field.inverter = std::move(spare_.back());
    spare_.pop_back();
  }
  fields_.push_back(std::move(field));
  return static_cast<std::uint32_t>(fields_.size() - 1);
}

void DocumentChunk::add_text(std::uint32_t field, std::span<const Token> tokens,
                             std::string_view readable) {
  fields_[field].inverter->add_value(doc_count_ - 1, tokens, readable);
}

void DocumentChunk::add_keyword(std::uint32_t field, std::string_view term) {
  const Token token{term, 0, 0, 0};
  fields_[field].inverter->add_value(doc_count_ - 1, {&token, 1}, term);
}

void DocumentChunk::add_terms(std::uint32_t field, const GivenTerms& given) {
  fields_[field].inverter->add_terms(doc_count_ - 1, given);
}

void DocumentChunk::add_number(std::uint32_t field, std::int64_t value) {
  fields_[field].numbers.emplace_back(doc_count_ - 1, value);
}

void DocumentChunk::invert() {
  for (const Field& field : fields_) {
    if (field.inverter != nullptr) field.inverter->invert(contents_of(field.spec));
  }
}

void DocumentChunk::clear() {
  for (Field& field : fields_) {
    if (field.inverter == nullptr) continue;
    field.inverter->clear();
    spare_.push_back(std::move(field.inverter));
  }
  fields_.clear();
  doc_count_ = 0;
}

}  // namespace lodex::segment
