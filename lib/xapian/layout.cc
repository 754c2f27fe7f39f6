// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/layout.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "lodex/config.h"
#include "lodex/document.h"
#include "lodex/error.h"
#include "text/term_limit.h"

namespace lodex::xapian {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// Whether a ':' stands between the prefix of a field and a term.
bool has_colon(const LayoutField& field, std::string_view term) {
  if (term.empty() || (!is_capital(term[0]) && term[0] != ':')) return false;
  if (field.prefix.empty()) return field.escapes_capitals;
  return field.prefix.size() > 1 && field.prefix.back() != ':';
}

// What Xapian needs for the bytes of a term.
std::size_t encoded_size(std::string_view term) {
  return term.size() + static_cast<std::size_t>(std::ranges::count(term, '\0'));
}

// The term itself, or its beginning and a hash of it, so that `room` is enough.
std::string limited(std::string_view term, std::size_t room) {
  std::string cut;
  for (std::size_t bytes = room; encoded_size(cut = text::limited_term(term, bytes)) > room;) {
    bytes = std::min(bytes, term.size()) - 1;
  }
  return cut;
}

bool is_main_text(const FieldSpec& field, const Schema& schema) {
  if (field.kind != FieldKind::kText || !field.options.indexed) return false;
  if (field.name == "body") return true;
  const auto is_text = [](const FieldSpec& other) {
    return other.kind == FieldKind::kText && other.options.indexed;
  };
  const FieldSpec* body = schema.find("body");
  if (field.name == "text") return body == nullptr || !is_text(*body);
  return std::ranges::count_if(schema.fields(), is_text) == 1;
}

bool is_tags(const FieldSpec& field) {
  return field.kind == FieldKind::kKeyword &&
         (field.name == "keyword" || field.name == "keywords" || field.name == "tag" ||
          field.name == "tags");
}

Value slot_value(const std::optional<Xapian::valueno>& slot) {
  return slot ? Value(static_cast<std::int64_t>(*slot)) : Value();
}

std::optional<Xapian::valueno> slot_of(const Document& document, std::string_view name) {
  const Value* value = document.find(name);
  if (value == nullptr || value->is_null()) return {};
  const auto* number = value->get_if<std::int64_t>();
  if (number == nullptr || *number < 0 || *number >= std::int64_t{Xapian::BAD_VALUENO}) {
    throw CorruptIndexError("the metadata \"lodex.layout\" has no number for \"" +
                            std::string(name) + "\" but " + value->to_json());
  }
  return static_cast<Xapian::valueno>(*number);
}

LayoutField field_from_json(const FieldSpec& spec, std::string_view json) {
  const Document described = Document::from_json(json);
  LayoutField field{spec.name, spec.kind};
  field.has_terms = described.find("prefix") != nullptr;
  field.prefix = described.text("prefix");
  field.length_slot = slot_of(described, "length");
  field.value_slot = slot_of(described, "value");
  field.values_slot = slot_of(described, "values");
  field.positions = spec.kind == FieldKind::kText && spec.options.positions;
  return field;
}

std::string field_to_json(const LayoutField& field) {
  Document out;
  if (field.has_terms) out.set("prefix", field.prefix);
  if (field.length_slot) out.set("length", slot_value(field.length_slot));
  if (field.value_slot) out.set("value", slot_value(field.value_slot));
  if (field.values_slot) out.set("values", slot_value(field.values_slot));
  return out.to_json();
}

}  // namespace

Layout::Layout(const Schema& schema) { extend(schema); }

Layout::Layout(Schema schema, std::vector<LayoutField> fields, std::optional<std::string> id_prefix)
    : schema_(std::move(schema)),
      fields_(std::move(fields)),
      id_prefix_(std::move(id_prefix)),
      is_foreign_(true) {}

const LayoutField* Layout::find(std::string_view name) const {
  const auto found = std::ranges::find(fields_, name, &LayoutField::name);
  return found == fields_.end() ? nullptr : &*found;
}

bool Layout::is_taken(std::string_view prefix) const {
  return prefix == id_prefix_ || std::ranges::any_of(fields_, [&](const LayoutField& field) {
           return field.has_terms && field.prefix == prefix;
         });
}

std::string Layout::free_prefix(const FieldSpec& field) const {
  if (is_main_text(field, schema_) && !is_taken("")) return "";
  if (field.kind == FieldKind::kText && field.name == "title" && !is_taken("S")) return "S";
  if (is_tags(field) && !is_taken("K")) return "K";
  std::string prefix = "X";
  for (const char c : field.name) {
    if (is_ascii_letter(c)) prefix += static_cast<char>(c & ~0x20);
  }
  if (prefix.size() > 1 && !is_taken(prefix)) return prefix;
  // Letters only, so that what follows a prefix is never taken for a part of it.
  prefix += 'Z';
  for (std::size_t number = 0;; ++number) {
    std::string suffix;
    for (std::size_t rest = number + 1; rest > 0; rest = (rest - 1) / 26) {
      suffix += static_cast<char>('A' + (rest - 1) % 26);
    }
    if (!is_taken(prefix + suffix)) return prefix + suffix;
  }
}

void Layout::extend(const Schema& schema) {
  schema_ = schema;
  for (const FieldSpec& spec : schema_.fields()) {
    if (find(spec.name) != nullptr) continue;
    LayoutField field{spec.name, spec.kind};
    const bool is_text = spec.kind == FieldKind::kText;
    field.has_terms = (is_text || spec.kind == FieldKind::kKeyword) && spec.options.indexed;
    const bool has_values = !is_text && spec.kind != FieldKind::kJson &&
                            (spec.options.indexed || spec.options.sortable || spec.options.facet);
    if (field.has_terms) field.prefix = free_prefix(spec);
    if (field.has_terms && is_text) field.length_slot = next_slot_++;
    if (has_values) {
      field.value_slot = next_slot_++;
      field.values_slot = next_slot_++;
    }
    field.positions = is_text && spec.options.positions;
    fields_.push_back(std::move(field));
  }
  std::vector<LayoutField> ordered;
  for (const FieldSpec& spec : schema_.fields()) ordered.push_back(*find(spec.name));
  fields_ = std::move(ordered);
  choose_lengths();
}

void Layout::choose_lengths() {
  const auto texts = std::ranges::count_if(
      fields_, [](const LayoutField& field) { return field.length_slot.has_value(); });
  for (LayoutField& field : fields_) {
    if (!field.length_slot) continue;
    field.length = texts == 1 ? LengthSource::kDocument : LengthSource::kSlot;
  }
}

bool Layout::is_in(const Xapian::Database& database) {
  return !database.get_metadata(kLayoutKey).empty();
}

Layout Layout::load(const Xapian::Database& database) {
  try {
    const Document described = Document::from_json(database.get_metadata(kLayoutKey));
    const Value* version = described.find("version");
    if (version == nullptr || *version != Value(kLayoutVersion)) {
      throw CorruptIndexError("the metadata \"lodex.layout\" is of another version than " +
                              std::to_string(kLayoutVersion));
    }
    Layout out{Schema{}};
    out.schema_ = Schema::from_json(database.get_metadata(kSchemaKey));
    out.next_slot_ = slot_of(described, "slots").value_or(0);
    const Value* fields = described.find("fields");
    const auto* text = fields == nullptr ? nullptr : fields->get_if<Json>();
    const Document by_name = Document::from_json(text == nullptr ? "{}" : text->text);
    for (const FieldSpec& spec : out.schema_.fields()) {
      const Value* field = by_name.find(spec.name);
      const auto* json = field == nullptr ? nullptr : field->get_if<Json>();
      if (json == nullptr) {
        throw CorruptIndexError("the metadata \"lodex.layout\" has no field \"" + spec.name + "\"");
      }
      out.fields_.push_back(field_from_json(spec, json->text));
    }
    out.choose_lengths();
    return out;
  } catch (const DocumentError& error) {
    throw CorruptIndexError(std::string("the metadata \"lodex.layout\": ") + error.what());
  } catch (const SchemaError& error) {
    throw CorruptIndexError(std::string("the metadata \"lodex.schema\": ") + error.what());
  }
}

void Layout::save(Xapian::WritableDatabase& database) const {
  Document fields;
  for (const LayoutField& field : fields_) fields.append(field.name, Json{field_to_json(field)});
  const Document described{{"version", kLayoutVersion},
                           {"slots", static_cast<std::int64_t>(next_slot_)},
                           {"fields", Json{fields.to_json()}}};
  const Document versions{
      {"lodex", version()}, {"unicode", unicode_version()}, {"icu", icu_version()}};
  database.set_metadata(kSchemaKey, schema_.to_json());
  database.set_metadata(kLayoutKey, described.to_json());
  database.set_metadata(kVersionsKey, versions.to_json());
}

void append_term(std::string& out, const LayoutField& field, std::string_view term) {
  out += field.prefix;
  const bool colon = has_colon(field, term);
  if (colon) out += ':';
  const std::size_t room =
      kMaxTermBytes - std::min(kMaxTermBytes, encoded_size(field.prefix) + colon);
  if (2 * term.size() <= room || encoded_size(term) <= room) {
    out += term;
  } else {
    out += limited(term, room);
  }
}

std::string term_of(const LayoutField& field, std::string_view term) {
  std::string out;
  append_term(out, field, term);
  return out;
}

std::string Layout::id_term(std::string_view id) const {
  LayoutField field{"id", FieldKind::kKeyword, true};
  field.prefix = id_prefix_.value_or("Q");
  return term_of(field, id);
}

std::optional<std::string> Layout::id_of(std::string_view term) const {
  if (!id_prefix_ || !term.starts_with(*id_prefix_)) return {};
  term.remove_prefix(id_prefix_->size());
  return std::string(term);
}

}  // namespace lodex::xapian
