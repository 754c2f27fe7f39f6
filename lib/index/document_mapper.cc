#include "index/document_mapper.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "base/date.h"
#include "base/sortable.h"
#include "lodex/error.h"
#include "lodex/origin.h"
#include "lodex/query.h"
#include "segment/document_chunk.h"
#include "text/term_limit.h"

namespace lodex::index {
namespace {

std::string shortened(const std::string& text) {
  return text.size() <= 80 ? text : text.substr(0, 77) + "...";
}

[[noreturn]] void refuse(const Document& document, const std::string& problem) {
  const std::string id = document.text("id");
  throw DocumentError(id.empty() ? "document: " + problem
                                 : "document \"" + shortened(id) + "\": " + problem);
}

void normalize_id(Document& document) {
  const Value* id = document.find("id");
  if (id != nullptr && id->get_if<std::int64_t>() != nullptr) {
    document.set("id", std::to_string(*id->get_if<std::int64_t>()));
  }
  if (document.id().empty()) refuse(document, "has no \"id\", which is a string that is not empty");
  if (document.id().size() > Limits::kMaxIdBytes) {
    throw LimitError("document \"" + shortened(std::string(document.id())) + "\": its id has " +
                     std::to_string(document.id().size()) + " bytes, more than " +
                     std::to_string(Limits::kMaxIdBytes));
  }
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

std::optional<std::int64_t> integer_of(const Value& value) {
  if (const auto* v = value.get_if<std::int64_t>()) return *v;
  if (const auto* v = value.get_if<std::string>()) return number_in<std::int64_t>(*v);
  if (const auto* v = value.get_if<double>()) {
    if (*v == std::floor(*v) && std::abs(*v) < 9e15) return static_cast<std::int64_t>(*v);
  }
  return {};
}

std::optional<std::int64_t> real_of(const Value& value) {
  std::optional<double> real;
  if (const auto* v = value.get_if<std::int64_t>()) real = static_cast<double>(*v);
  if (const auto* v = value.get_if<double>()) real = *v;
  if (const auto* v = value.get_if<std::string>()) real = number_in<double>(*v);
  // Integers of more than 64 bits arrive as their text.
  if (const auto* v = value.get_if<Json>()) real = number_in<double>(v->text);
  if (!real || std::isnan(*real)) return {};
  return sortable_real(*real);
}

std::optional<std::int64_t> date_of(const Value& value) {
  if (const auto* v = value.get_if<std::int64_t>()) return *v;
  const auto* text = value.get_if<std::string>();
  const auto interval = text == nullptr ? std::nullopt : parse_date(*text);
  if (!interval) return {};
  return interval->begin;
}

std::optional<std::int64_t> boolean_of(const Value& value) {
  if (const auto* v = value.get_if<bool>()) return *v ? 1 : 0;
  const auto* text = value.get_if<std::string>();
  if (text == nullptr) return {};
  if (*text == "true") return 1;
  if (*text == "false") return 0;
  return {};
}

std::optional<std::int64_t> number_of(FieldKind kind, const Value& value) {
  switch (kind) {
    case FieldKind::kInteger:
      return integer_of(value);
    case FieldKind::kReal:
      return real_of(value);
    case FieldKind::kDate:
      return date_of(value);
    default:
      return boolean_of(value);
  }
}

class Mapper {
 public:
  Mapper(MappedDocument& out, const Document& document) : out_(out), document_(document) {}

  // One value, or each of a list.
  void add(std::size_t number, const FieldSpec& spec, const Value& value) {
    if (value.is_null()) return;
    if (const auto* list = value.get_if<Value::List>()) {
      for (const Value& item : *list) {
        if (item.get_if<Value::List>() != nullptr) {
          refuse(document_, "field \"" + spec.name + "\" has a list within a list");
        }
        add(number, spec, item);
      }
      return;
    }
    if (spec.kind == FieldKind::kText || spec.kind == FieldKind::kKeyword) {
      if (value.get_if<Json>() != nullptr) wrong(spec, value);
      out_.values.push_back({number, text_of(spec, value), 0});
      return;
    }
    const std::optional<std::int64_t> converted = number_of(spec.kind, value);
    // A table's empty cell is no value.
    const auto* text = value.get_if<std::string>();
    if (!converted && text != nullptr && text->empty()) return;
    if (!converted) wrong(spec, value);
    out_.values.push_back({number, {}, *converted});
  }

 private:
  // A part of the document, or made from it and kept with it.
  std::string_view text_of(const FieldSpec& spec, const Value& value) {
    const auto* given = value.get_if<std::string>();
    std::string_view text =
        given != nullptr ? *given : std::string_view(out_.made.emplace_front(value.to_text()));
    if (spec.kind == FieldKind::kKeyword && text.size() > text::kMaxKeywordBytes) {
      text = out_.made.emplace_front(text::limited_term(std::string(text), text::kMaxKeywordBytes));
    }
    return text;
  }

  [[noreturn]] void wrong(const FieldSpec& spec, const Value& value) {
    refuse(document_, "field \"" + spec.name + "\" is of kind " +
                          std::string(to_string(spec.kind)) + ", which the value " +
                          shortened(value.to_json()) + " is not");
  }

  MappedDocument& out_;
  const Document& document_;
};

// The kind of a field that is met for the first time; nothing where it has no value yet.
std::optional<FieldKind> kind_of(const Value& value) {
  struct KindOf {
    std::optional<FieldKind> operator()(std::monostate) const { return {}; }
    std::optional<FieldKind> operator()(bool) const { return FieldKind::kBoolean; }
    std::optional<FieldKind> operator()(std::int64_t) const { return FieldKind::kReal; }
    std::optional<FieldKind> operator()(double) const { return FieldKind::kReal; }
    std::optional<FieldKind> operator()(const std::string&) const { return FieldKind::kText; }
    std::optional<FieldKind> operator()(const Json&) const { return FieldKind::kJson; }
    std::optional<FieldKind> operator()(const Value::List& list) const {
      for (const Value& item : list) {
        if (const auto kind = kind_of(item)) return kind;
      }
      return {};
    }
  };
  return std::visit(KindOf{}, value.variant());
}

// The fields of the document that the schema does not have. Throws before anything is changed.
std::vector<FieldSpec> unknown_fields(const Document& document, const Schema& schema) {
  std::vector<FieldSpec> unknown;
  for (const Field& field : document.fields()) {
    if (field.name == "id" || schema.find(field.name) != nullptr) continue;
    if (field.name == kOriginField) {
      if (Origin::from_value(field.value)) continue;
      refuse(document, "has a field \"" + field.name + "\", which is reserved");
    }
    if (schema.unknown_fields() == UnknownFields::kReject) {
      refuse(document, "has a field \"" + field.name + "\" that the schema has not");
    }
    const auto kind = kind_of(field.value);
    if (schema.unknown_fields() == UnknownFields::kStore || !kind) continue;
    unknown.push_back({field.name, *kind, {}});
  }
  return unknown;
}

Schema extended_by(const std::vector<FieldSpec>& fields, const Schema& schema,
                   const Document& document) {
  Schema extended = schema;
  for (const FieldSpec& field : fields) {
    try {
      extended.add(field);
    } catch (const SchemaError& error) {
      refuse(document, error.what());
    }
  }
  return extended;
}

// Adds what is indexed of `out.stored`; says whether all fields are stored.
bool add_values(const Schema& schema, MappedDocument& out) {
  Mapper mapper(out, out.stored);
  bool all_stored = true;
  for (std::size_t number = 0; number < schema.fields().size(); ++number) {
    const FieldSpec& spec = schema.fields()[number];
    const Value* value = out.stored.find(spec.name);
    if (value == nullptr) continue;
    all_stored = all_stored && spec.options.stored;
    const bool is_column =
        spec.kind != FieldKind::kText && (spec.options.facet || spec.options.sortable);
    if (spec.kind == FieldKind::kJson || (!spec.options.indexed && !is_column)) continue;
    mapper.add(number, spec, *value);
  }
  return all_stored;
}

// About what a value takes.
std::size_t bytes_of(const Value& value) {
  std::size_t bytes = sizeof value;
  if (const auto* text = value.get_if<std::string>()) bytes += text->size();
  if (const auto* json = value.get_if<Json>()) bytes += json->text.size();
  if (const auto* list = value.get_if<Value::List>()) {
    for (const Value& item : *list) bytes += bytes_of(item);
  }
  return bytes;
}

std::size_t bytes_of(const Field& field) { return sizeof(std::string) + bytes_of(field.value); }

// Beyond these the postings of a chunk have no numbers.
constexpr std::uint32_t kMostPosition = std::uint32_t{1} << 30;

void check_terms(const Document& document, const IndexedField& field, std::size_t most_bytes) {
  const segment::GivenTerms& terms = field.terms;
  const auto refuse_term = [&](std::size_t i, const std::string& problem) {
    refuse(document, "field \"" + field.name + "\", term \"" +
                         shortened(std::string(terms.term(i))) + "\": " + problem);
  };
  std::uint64_t without_position = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const auto positions = terms.positions(i);
    if (terms.term(i).size() > most_bytes) {
      refuse_term(i, "has more than " + std::to_string(most_bytes) + " bytes");
    }
    if (terms.frequency(i) == 0) refuse_term(i, "has no occurrence");
    if (!std::ranges::is_sorted(positions)) refuse_term(i, "its positions fall");
    if (!positions.empty() && positions.back() > kMostPosition) {
      refuse_term(i, "has a position beyond " + std::to_string(kMostPosition));
    }
    without_position += terms.more(i);
    if (without_position > kMostPosition / segment::kValueGap) {
      refuse_term(i, "it and those before it have too many occurrences without a position");
    }
  }
}

// Throws where the schema does not take what the field has.
void check_given(const Document& document, const IndexedField& field, const FieldSpec& spec) {
  const bool is_inverted = segment::is_inverted(spec.kind);
  if (is_inverted != field.numbers.empty() || (!is_inverted && field.terms.size() > 0)) {
    refuse(document, "field \"" + field.name + "\" is of kind " +
                         std::string(to_string(spec.kind)) + ", which has " +
                         (is_inverted ? "terms, no numbers" : "numbers, no terms"));
  }
  check_terms(document, field,
              spec.kind == FieldKind::kText ? text::kMaxTermBytes : text::kMaxKeywordBytes);
}

}  // namespace

MappedDocument map_document(Document document, Schema& schema) {
  normalize_id(document);
  const std::vector<FieldSpec> unknown = unknown_fields(document, schema);
  Schema extended;
  const Schema* used = &schema;
  if (!unknown.empty()) {
    extended = extended_by(unknown, schema, document);
    used = &extended;
  }
  MappedDocument out;
  // Values are parts of the document, so they are taken when it has its place.
  out.stored = std::move(document);
  const bool all_stored = add_values(*used, out);
  for (const Field& field : out.stored.fields()) out.bytes += bytes_of(field);
  if (!all_stored) {
    out.source = std::exchange(out.stored, {});
    out.stored.reserve(out.source.fields().size());
    for (const Field& field : out.source.fields()) {
      const FieldSpec* spec = used->find(field.name);
      if (spec == nullptr || spec->options.stored) out.stored.append(field.name, field.value);
    }
  }
  if (!unknown.empty()) schema = std::move(extended);
  return out;
}

MappedDocument map_indexed(IndexedDocument document, const Schema& schema) {
  normalize_id(document.stored);
  MappedDocument out;
  for (IndexedField& field : document.fields) {
    const FieldSpec* spec = schema.find(field.name);
    if (spec == nullptr || spec->kind == FieldKind::kJson) {
      refuse(document.stored,
             "has terms of a field \"" + field.name + "\", which the schema does not index");
    }
    check_given(document.stored, field, *spec);
    out.bytes += field.terms.memory() + field.numbers.size() * sizeof(std::int64_t);
    out.given.emplace_back(spec - schema.fields().data(), std::move(field));
  }
  std::ranges::sort(out.given, {}, &std::pair<std::size_t, IndexedField>::first);
  for (const Field& field : document.stored.fields()) out.bytes += bytes_of(field);
  out.stored = std::move(document.stored);
  return out;
}

}  // namespace lodex::index
