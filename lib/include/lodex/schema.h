// The schema of an index: which fields its documents have and how each is searched.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/config.h"

namespace lodex {

// What a field holds.
enum class FieldKind : std::uint8_t {
  kText,     // words, cut by an analyzer, ranked
  kKeyword,  // a string taken as one term: tags, codes, names of authors
  kInteger,  // 64-bit signed
  kReal,     // 64-bit floating point
  kDate,     // an instant in UTC, microseconds; ISO 8601 text in documents and queries
  kBoolean,
  kJson,  // stored only
};

// "text", "keyword", … as schema files spell it.
LODEX_API std::string_view to_string(FieldKind kind) noexcept;

// How a field is treated. What a kind does not use is ignored (an analyzer on an integer).
struct FieldOptions {
  std::string analyzer{};  // text only; empty: the schema's default analyzer
  double boost = 1;        // weight of the field's occurrences in BM25F; > 0, at most 1000
  bool indexed = true;     // can be searched
  bool stored = true;      // is returned with the document
  bool positions = true;   // text only: phrases can be searched
  bool sortable = true;    // can be sorted by: keywords, numbers, dates and booleans
  bool facet = true;       // values can be counted: keywords and booleans
  bool operator==(const FieldOptions&) const = default;
};

// What happens to a field of a document that the schema does not name.
enum class UnknownFields : std::uint8_t {
  kIndex,  // added to the schema by its value: string → text, number → real, boolean, object → json
  kStore,  // stored, not indexed
  kReject,  // the document is refused with DocumentError
};

struct FieldSpec {
  std::string name;
  FieldKind kind = FieldKind::kText;
  FieldOptions options;
  bool operator==(const FieldSpec&) const = default;
};

// An ordered set of fields. A plain value type; builders return *this so that they can be chained.
// The field "id" is always there (a unique keyword) and is not listed.
// Names: 1 to 128 bytes of UTF-8 without control characters.
class LODEX_API Schema {
 public:
  Schema& text(std::string name, FieldOptions options = {});
  Schema& keyword(std::string name, FieldOptions options = {});
  Schema& integer(std::string name, FieldOptions options = {});
  Schema& real(std::string name, FieldOptions options = {});
  Schema& date(std::string name, FieldOptions options = {});
  Schema& boolean(std::string name, FieldOptions options = {});
  Schema& json(std::string name, FieldOptions options = {});
  // Adds or replaces a field. Throws SchemaError where the name or an option is not valid.
  Schema& add(FieldSpec field);

  // The analyzer of text fields that name none; "standard" unless set.
  Schema& analyzer(std::string name);
  Schema& unknown_fields(UnknownFields policy);

  [[nodiscard]] const std::vector<FieldSpec>& fields() const noexcept { return fields_; }
  [[nodiscard]] const FieldSpec* find(std::string_view name) const noexcept;
  [[nodiscard]] const std::string& default_analyzer() const noexcept { return analyzer_; }
  [[nodiscard]] UnknownFields unknown_fields() const noexcept { return unknown_; }
  // The analyzer that a text field uses.
  [[nodiscard]] const std::string& analyzer_of(const FieldSpec& field) const noexcept;

  // A schema that takes every field as it comes (UnknownFields::kIndex).
  static Schema dynamic();

  // The JSON form of schema files: {"analyzer": "english", "unknown_fields": "index",
  // "fields": {"title": {"kind": "text", "boost": 2}, "tag": "keyword"}}. Throws SchemaError that
  // names the field and what is wrong with it.
  static Schema from_json(std::string_view text);
  [[nodiscard]] std::string to_json() const;
  // Reads such a file. Throws SchemaError, IoError.
  static Schema load(const std::string& path);

  bool operator==(const Schema&) const = default;

 private:
  std::vector<FieldSpec> fields_;
  std::string analyzer_ = "standard";
  UnknownFields unknown_ = UnknownFields::kStore;
};

}  // namespace lodex
