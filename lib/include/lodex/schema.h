// The schema of an index: which fields its documents have and how each is searched.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/config.h"

namespace lodex {

class Analyzer;

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
  // Of queries, where it is not that of documents (which makes n-grams or adds synonyms, say).
  std::string search_analyzer{};
  double boost = 1;       // weight of the field's occurrences in BM25F; > 0, at most 1000
  bool indexed = true;    // can be searched
  bool stored = true;     // is returned with the document
  bool positions = true;  // text only: phrases can be searched
  bool sortable = true;   // can be sorted by: keywords, numbers, dates and booleans
  bool facet = true;      // values can be counted: keywords and booleans
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

// An analyzer that a schema brings along. Of two with one definition either may be used.
struct AnalyzerDefinition {
  std::string name;
  std::string definition;  // JSON, see make_analyzer()
  std::shared_ptr<const Analyzer> analyzer;
  bool operator==(const AnalyzerDefinition& other) const {
    return name == other.name && definition == other.definition;
  }
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
  // Defines an analyzer that fields of this schema may name. It is kept with the index. Throws
  // SchemaError where the name is taken or the definition is not valid; see make_analyzer().
  Schema& define_analyzer(std::string name, std::string_view definition);

  [[nodiscard]] const std::vector<FieldSpec>& fields() const noexcept { return fields_; }
  [[nodiscard]] const FieldSpec* find(std::string_view name) const noexcept;
  [[nodiscard]] const std::string& default_analyzer() const noexcept { return analyzer_; }
  [[nodiscard]] UnknownFields unknown_fields() const noexcept { return unknown_; }
  [[nodiscard]] const std::vector<AnalyzerDefinition>& analyzers() const noexcept {
    return analyzers_;
  }
  // The analyzer of this name: one of this schema's or one that every program has, see
  // find_analyzer(). Throws SchemaError where there is none.
  [[nodiscard]] std::shared_ptr<const Analyzer> find_analyzer(std::string_view name) const;
  // The name of the analyzer that a text field uses for documents, and of that for queries.
  [[nodiscard]] const std::string& analyzer_of(const FieldSpec& field) const noexcept;
  [[nodiscard]] const std::string& search_analyzer_of(const FieldSpec& field) const noexcept;

  // A schema that takes every field as it comes (UnknownFields::kIndex).
  static Schema dynamic();

  // The JSON form of schema files: {"analyzer": "english", "unknown_fields": "index",
  // "fields": {"title": {"kind": "text", "boost": 2}, "tag": "keyword"}}, and "analyzers" with a
  // definition for each name. Throws SchemaError that names the field and what is wrong with it.
  static Schema from_json(std::string_view text);
  [[nodiscard]] std::string to_json() const;
  // Reads such a file. Throws SchemaError, IoError.
  static Schema load(const std::string& path);

  bool operator==(const Schema&) const = default;

 private:
  std::vector<FieldSpec> fields_;
  std::vector<AnalyzerDefinition> analyzers_;
  std::string analyzer_ = "standard";
  UnknownFields unknown_ = UnknownFields::kStore;
};

}  // namespace lodex
