// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/document_builder.h"

#include "segment/field_inverter.h"
#include "xapian/collection.h"
#include "xapian/values.h"

namespace lodex::xapian {

DocumentBuilder::DocumentBuilder(std::shared_ptr<const Layout> layout)
    : layout_(std::move(layout)) {
  const Schema& schema = layout_->schema();
  for (const FieldSpec& spec : schema.fields()) {
    const bool is_text = spec.kind == FieldKind::kText && spec.options.indexed;
    analyzers_.push_back(is_text ? schema.find_analyzer(schema.analyzer_of(spec)) : nullptr);
  }
  fields_.resize(analyzers_.size());
}

void DocumentBuilder::add_term(const LayoutField& field, std::string_view term,
                               std::uint32_t position, Xapian::Document& out) {
  term_.clear();
  append_term(term_, field, term);
  if (term_.empty()) return;
  if (field.positions) {
    out.add_posting(term_, position);
  } else {
    out.add_term(term_);
  }
}

void DocumentBuilder::add_text(std::size_t number, std::string_view text, Xapian::Document& out) {
  Field& field = fields_[number];
  const LayoutField& layout = layout_->fields()[number];
  const std::uint32_t base =
      field.length == 0 ? field.next_position : field.next_position + segment::kValueGap;
  tokens_.clear();
  analyzers_[number]->analyze(text, tokens_);
  for (const Token& token : tokens_.tokens()) {
    // Positions of Xapian begin with 1.
    add_term(layout, token.term, base + token.position + 1, out);
    field.next_position = base + token.position + 1;
  }
  field.length += static_cast<std::uint32_t>(tokens_.tokens().size());
}

void DocumentBuilder::add_given(std::size_t number, const index::IndexedField& given,
                                Xapian::Document& out) {
  Field& field = fields_[number];
  const LayoutField& layout = layout_->fields()[number];
  field.used = true;
  for (const std::int64_t value : given.numbers) {
    field.values.push_back(encode_number(layout.kind, value));
  }
  const segment::GivenTerms& terms = given.terms;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    term_.clear();
    if (layout.has_terms) append_term(term_, layout, terms.term(i));
    if (layout.kind == FieldKind::kKeyword) {
      field.values.emplace_back(terms.term(i));
      if (layout.has_terms) out.add_boolean_term(term_);
      continue;
    }
    field.length += terms.frequency(i);
    if (!layout.has_terms || term_.empty()) continue;
    if (layout.positions) {
      for (const std::uint32_t position : terms.positions(i)) out.add_posting(term_, position + 1);
      if (terms.more(i) > 0) out.add_term(term_, terms.more(i));
    } else {
      out.add_term(term_, terms.frequency(i));
    }
  }
}

void DocumentBuilder::finish_field(std::size_t number, BuiltDocument& out) {
  Field& field = fields_[number];
  const LayoutField& layout = layout_->fields()[number];
  if (layout.length_slot) {
    out.document.add_value(*layout.length_slot, encode_length(field.length));
    out.lengths.emplace_back(number, field.length);
  }
  if (layout.value_slot) {
    const SlotValues slots = slot_values(std::move(field.values));
    if (!slots.value.empty()) out.document.add_value(*layout.value_slot, slots.value);
    if (!slots.values.empty()) out.document.add_value(*layout.values_slot, slots.values);
  }
  field = {};
}

BuiltDocument DocumentBuilder::build(const index::MappedDocument& mapped) {
  BuiltDocument out;
  out.id = mapped.stored.id();
  out.document.set_data(mapped.stored.to_json());
  out.document.add_boolean_term(layout_->id_term(out.id));
  for (const index::FieldValue& value : mapped.values) {
    const LayoutField& layout = layout_->fields()[value.field];
    Field& field = fields_[value.field];
    field.used = true;
    if (layout.kind == FieldKind::kText) {
      add_text(value.field, value.text, out.document);
      continue;
    }
    if (layout.kind != FieldKind::kKeyword) {
      field.values.push_back(encode_number(layout.kind, value.number));
      continue;
    }
    field.values.emplace_back(value.text);
    if (!layout.has_terms) continue;
    term_.clear();
    append_term(term_, layout, value.text);
    out.document.add_boolean_term(term_);
  }
  for (const auto& [number, given] : mapped.given) add_given(number, given, out.document);
  for (std::size_t number = 0; number < fields_.size(); ++number) {
    if (fields_[number].used) finish_field(number, out);
  }
  return out;
}

}  // namespace lodex::xapian
