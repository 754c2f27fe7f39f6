// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/mapping.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "base/joined.h"
#include "io/directory.h"
#include "lodex/error.h"
#include "xapian/ready_mappings.h"

namespace lodex::xapian {
namespace {

constexpr std::array<std::string_view, 8> kKeys = {"like",  "schema", "prefixes", "slots",
                                                   "dates", "id",     "data",     "names"};

[[noreturn]] void fail(const std::string& what) { throw UsageError("a mapping " + what); }

const ReadyMapping* find_ready(std::string_view name) {
  const auto found = std::ranges::find(kReadyMappings, name, &ReadyMapping::name);
  return found == kReadyMappings.end() ? nullptr : &*found;
}

// The object of this name; an empty one where there is none.
Document object_in(const Document& mapping, std::string_view name) {
  const Value* value = mapping.find(name);
  if (value == nullptr) return {};
  const auto* object = value->get_if<Json>();
  if (object == nullptr || !object->text.starts_with('{')) {
    fail("has an object for \"" + std::string(name) + "\", not " + value->to_json());
  }
  return Document::from_json(object->text);
}

std::string string_of(const Field& field, std::string_view what) {
  const auto* text = field.value.get_if<std::string>();
  if (text != nullptr) return *text;
  fail("has a string as " + std::string(what) + " of \"" + field.name + "\", not " +
       field.value.to_json());
}

Xapian::valueno slot_number(const Field& field) {
  const auto* number = field.value.get_if<std::int64_t>();
  if (number != nullptr && *number >= 0 && *number < std::int64_t{Xapian::BAD_VALUENO}) {
    return static_cast<Xapian::valueno>(*number);
  }
  fail("has a number as slot of \"" + field.name + "\", not " + field.value.to_json());
}

DateFormat date_format(const Field& field) {
  const std::string name = string_of(field, "format of dates");
  if (name == "microseconds") return DateFormat::kMicroseconds;
  if (name == "seconds") return DateFormat::kSeconds;
  if (name == "binary seconds") return DateFormat::kBinarySeconds;
  fail("has dates that are microseconds, seconds or binary seconds, not " + field.value.to_json());
}

// As RFC 7386 merges: objects field by field, null takes away, anything else replaces.
Document merged(Document base, const Document& patch) {
  for (const Field& field : patch.fields()) {
    const auto* object = field.value.get_if<Json>();
    const Value* old = base.find(field.name);
    const auto* old_object = old == nullptr ? nullptr : old->get_if<Json>();
    if (field.value.is_null()) {
      base.remove(field.name);
    } else if (object != nullptr && old_object != nullptr) {
      base.set(field.name,
               Json{merged(Document::from_json(old_object->text), Document::from_json(object->text))
                        .to_json()});
    } else {
      base.set(field.name, field.value);
    }
  }
  return base;
}

Document with_basis(const Document& mapping) {
  const Value* like = mapping.find("like");
  if (like == nullptr) return mapping;
  const auto* name = like->get_if<std::string>();
  const ReadyMapping* ready = name == nullptr ? nullptr : find_ready(*name);
  if (ready == nullptr) fail("can be like a ready one, not like " + like->to_json());
  Document changes = mapping;
  changes.remove("like");
  return merged(Document::from_json(ready->json), changes);
}

DataFormat format_of(const Document& mapping) {
  const Value* value = mapping.find("data");
  const std::string name = value == nullptr ? "none" : value->to_text();
  if (name == "lines") return DataFormat::kLines;
  if (name == "json") return DataFormat::kJson;
  if (name == "text") return DataFormat::kText;
  if (name == "none") return DataFormat::kNone;
  fail("has \"data\" that is lines, json, text or none, not " + value->to_json());
}

void require_fields(const Document& names, const Schema& schema, std::string_view what) {
  for (const Field& field : names.fields()) {
    if (schema.find(field.name) == nullptr) {
      fail("names \"" + field.name + "\" in \"" + std::string(what) + "\", which its schema lacks");
    }
  }
}

std::vector<LayoutField> layout_fields(const Schema& schema, const Document& prefixes,
                                       const Document& slots, const Document& dates) {
  std::vector<LayoutField> out;
  for (const FieldSpec& spec : schema.fields()) {
    LayoutField field{spec.name, spec.kind};
    const bool is_text = spec.kind == FieldKind::kText;
    const bool may_have_terms = is_text || spec.kind == FieldKind::kKeyword;
    if (const Value* prefix = prefixes.find(spec.name); prefix != nullptr) {
      if (!may_have_terms) fail("gives a prefix to \"" + spec.name + "\", which has no terms");
      field.has_terms = spec.options.indexed;
      field.prefix = string_of({spec.name, *prefix}, "prefix");
    }
    if (const Value* slot = slots.find(spec.name); slot != nullptr) {
      if (is_text) fail("gives a slot to \"" + spec.name + "\", which is text");
      field.value_slot = slot_number({spec.name, *slot});
    }
    if (const Value* format = dates.find(spec.name); format != nullptr) {
      if (spec.kind != FieldKind::kDate) fail("has dates in \"" + spec.name + "\", which has none");
      field.dates = date_format({spec.name, *format});
    }
    if (may_have_terms && spec.options.indexed && !field.has_terms) {
      fail("has no prefix for \"" + spec.name + "\"");
    }
    if (!may_have_terms && spec.kind != FieldKind::kJson && !field.value_slot) {
      fail("has no slot for \"" + spec.name + "\"");
    }
    field.length = is_text ? LengthSource::kDocument : LengthSource::kNone;
    field.positions = is_text && spec.options.positions;
    field.escapes_capitals = false;
    out.push_back(std::move(field));
  }
  return out;
}

bool has_metadata(const Xapian::Database& database, const std::string& prefix) {
  return database.metadata_keys_begin(prefix) != database.metadata_keys_end(prefix);
}

// Documents of omindex are named by their URL, and begin with it.
bool is_of_omindex(const Xapian::Database& database) {
  const Xapian::TermIterator term = database.allterms_begin("U");
  if (term == database.allterms_end("U")) return false;
  const Xapian::PostingIterator first = database.postlist_begin(*term);
  return database.get_document(*first).get_data().starts_with("url=");
}

// What seems to have made the database.
std::string_view program_of(const Xapian::Database& database) {
  if (has_metadata(database, "RCL_IDX_")) return "recoll";
  if (has_metadata(database, "schema-version")) return "mu";
  if (has_metadata(database, "version") && has_metadata(database, "features")) return "notmuch";
  if (is_of_omindex(database)) return "omindex";
  return "xapian";
}

std::string read_mapping(const std::string& name) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(name, error)) {
    fail("is a file or a ready one (" + joined(kReadyMappings, &ReadyMapping::name) + ")");
  }
  return io::read_file(name);
}

}  // namespace

Mapping parse_mapping(std::string_view json) {
  Document mapping;
  try {
    mapping = with_basis(Document::from_json(json));
  } catch (const DocumentError& error) {
    fail(std::string("is a JSON object: ") + error.what());
  }
  for (const Field& field : mapping.fields()) {
    if (std::ranges::find(kKeys, field.name) == kKeys.end()) {
      fail("has nothing named \"" + field.name + "\"");
    }
  }
  const Schema schema = Schema::from_json(object_in(mapping, "schema").to_json());
  const Document prefixes = object_in(mapping, "prefixes");
  const Document slots = object_in(mapping, "slots");
  require_fields(prefixes, schema, "prefixes");
  require_fields(slots, schema, "slots");
  const Document dates = object_in(mapping, "dates");
  require_fields(dates, schema, "dates");
  std::optional<std::string> id_prefix;
  if (const Value* id = mapping.find("id"); id != nullptr) {
    id_prefix = string_of({"id", *id}, "prefix");
    if (id_prefix->empty()) id_prefix.reset();
  }
  DataMapping data{format_of(mapping), {}};
  const Document names = object_in(mapping, "names");
  for (const Field& name : names.fields()) data.names[name.name] = string_of(name, "name");
  return {Layout(schema, layout_fields(schema, prefixes, slots, dates), std::move(id_prefix)),
          std::move(data)};
}

Mapping mapping_of(const Xapian::Database& database, const std::string& named) {
  if (Layout::is_in(database)) {
    if (!named.empty()) {
      throw UsageError(
          "the database was made by lodex and has a schema; a mapping is for other "
          "programs' databases");
    }
    return {Layout::load(database)};
  }
  const ReadyMapping* ready = find_ready(named.empty() ? program_of(database) : named);
  if (ready != nullptr) return parse_mapping(ready->json);
  try {
    return parse_mapping(read_mapping(named));
  } catch (const UsageError& error) {
    throw UsageError(named + ": " + error.what(), named);
  }
}

std::vector<std::string> ready_mappings() {
  std::vector<std::string> names;
  for (const ReadyMapping& ready : kReadyMappings) names.emplace_back(ready.name);
  return names;
}

}  // namespace lodex::xapian
