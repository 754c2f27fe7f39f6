#include "lodex/schema.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "document/schema_files.h"
#include "io/directory.h"
#include "lodex/analysis.h"
#include "lodex/error.h"
#include "lodex/origin.h"
#include "lodex/query.h"

namespace lodex {
namespace {

using OrderedJson = nlohmann::ordered_json;

struct KindName {
  FieldKind kind;
  std::string_view name;
};
constexpr std::array<KindName, 7> kKinds{{{FieldKind::kText, "text"},
                                          {FieldKind::kKeyword, "keyword"},
                                          {FieldKind::kInteger, "integer"},
                                          {FieldKind::kReal, "real"},
                                          {FieldKind::kDate, "date"},
                                          {FieldKind::kBoolean, "boolean"},
                                          {FieldKind::kJson, "json"}}};

struct PolicyName {
  UnknownFields policy;
  std::string_view name;
};
constexpr std::array<PolicyName, 3> kPolicies{{{UnknownFields::kIndex, "index"},
                                               {UnknownFields::kStore, "store"},
                                               {UnknownFields::kReject, "reject"}}};

// "a, b or c", for messages.
template <class Table>
std::string names_of(const Table& table) {
  std::string out;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (i > 0) out += i + 1 == table.size() ? " or " : ", ";
    out += table[i].name;
  }
  return out;
}

bool is_field_name(std::string_view name) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return !name.empty() && name.size() <= 128 && is_valid_utf8(name) &&
         std::none_of(name.begin(), name.end(), is_control);
}

void check(const FieldSpec& field) {
  const std::string prefix = "field \"" + field.name + "\": ";
  if (!is_field_name(field.name)) {
    throw SchemaError(prefix + "a name has 1 to 128 bytes of UTF-8 without control characters");
  }
  if (field.name == "id") {
    throw SchemaError(prefix +
                      "is there in every index, as a unique keyword, and cannot be defined");
  }
  if (field.name == kOriginField) {
    throw SchemaError(prefix + "is reserved for where documents come from");
  }
  if (!(field.options.boost > 0 && field.options.boost <= 1000)) {
    throw SchemaError(prefix + "boost is more than 0 and at most 1000, not " +
                      std::to_string(field.options.boost));
  }
}

FieldKind kind_named(const std::string& field, const std::string& name) {
  const auto found = std::ranges::find(kKinds, name, &KindName::name);
  if (found == kKinds.end()) {
    throw SchemaError("field \"" + field + "\": kind is " + names_of(kKinds) + ", not \"" + name +
                      "\"");
  }
  return found->kind;
}

// One option of a field, by its name in schema files.
void read_option(FieldSpec& field, const std::string& name, const OrderedJson& value) {
  FieldOptions& o = field.options;
  if (name == "kind") return;
  if (name == "analyzer") {
    o.analyzer = value.get<std::string>();
  } else if (name == "search_analyzer") {
    o.search_analyzer = value.get<std::string>();
  } else if (name == "boost") {
    o.boost = value.get<double>();
  } else if (name == "indexed") {
    o.indexed = value.get<bool>();
  } else if (name == "stored") {
    o.stored = value.get<bool>();
  } else if (name == "positions") {
    o.positions = value.get<bool>();
  } else if (name == "sortable") {
    o.sortable = value.get<bool>();
  } else if (name == "facet") {
    o.facet = value.get<bool>();
  } else {
    throw SchemaError("field \"" + field.name + "\": there is no option \"" + name +
                      "\"; there are kind, analyzer, search_analyzer, boost, indexed, stored, "
                      "positions, sortable and facet");
  }
}

FieldSpec read_field(const std::string& name, const OrderedJson& json) {
  FieldSpec field;
  field.name = name;
  if (json.is_string()) {
    field.kind = kind_named(name, json.get<std::string>());
    return field;
  }
  if (!json.is_object() || !json.contains("kind") || !json["kind"].is_string()) {
    throw SchemaError("field \"" + name + "\": wants a kind (" + names_of(kKinds) +
                      ") or an object with a \"kind\"");
  }
  field.kind = kind_named(name, json["kind"].get<std::string>());
  for (const auto& [option, value] : json.items()) {
    try {
      read_option(field, option, value);
    } catch (const nlohmann::json::exception&) {
      throw SchemaError("field \"" + name + "\": the value of \"" + option +
                        "\" is of the wrong type: " + value.dump());
    }
  }
  return field;
}

OrderedJson write_field(const FieldSpec& field) {
  const FieldOptions& o = field.options;
  const FieldOptions defaults;
  OrderedJson json = {{"kind", to_string(field.kind)}};
  if (o.analyzer != defaults.analyzer) json["analyzer"] = o.analyzer;
  if (o.search_analyzer != defaults.search_analyzer) json["search_analyzer"] = o.search_analyzer;
  if (o.boost != defaults.boost) json["boost"] = o.boost;
  if (o.indexed != defaults.indexed) json["indexed"] = o.indexed;
  if (o.stored != defaults.stored) json["stored"] = o.stored;
  if (o.positions != defaults.positions) json["positions"] = o.positions;
  if (o.sortable != defaults.sortable) json["sortable"] = o.sortable;
  if (o.facet != defaults.facet) json["facet"] = o.facet;
  return json;
}

}  // namespace

std::string_view to_string(FieldKind kind) noexcept {
  return std::ranges::find(kKinds, kind, &KindName::kind)->name;
}

Schema& Schema::add(FieldSpec field) {
  check(field);
  const auto found = std::ranges::find(fields_, field.name, &FieldSpec::name);
  if (found != fields_.end()) {
    *found = std::move(field);
    return *this;
  }
  if (fields_.size() >= Limits::kMaxFields) {
    throw SchemaError("field \"" + field.name + "\": a schema has no more than " +
                      std::to_string(Limits::kMaxFields) + " fields");
  }
  fields_.push_back(std::move(field));
  return *this;
}

Schema Schema::load(const std::string& path) {
  try {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return from_json(with_files(io::read_file(path), folder));
  } catch (const SchemaError& error) {
    throw SchemaError(path + ": " + error.what(), path);
  }
}

Schema& Schema::text(std::string name, FieldOptions options) {
  return add({std::move(name), FieldKind::kText, std::move(options)});
}
Schema& Schema::keyword(std::string name, FieldOptions options) {
  return add({std::move(name), FieldKind::kKeyword, std::move(options)});
}
Schema& Schema::integer(std::string name, FieldOptions options) {
  return add({std::move(name), FieldKind::kInteger, std::move(options)});
}
Schema& Schema::real(std::string name, FieldOptions options) {
  return add({std::move(name), FieldKind::kReal, std::move(options)});
}
Schema& Schema::date(std::string name, FieldOptions options) {
  return add({std::move(name), FieldKind::kDate, std::move(options)});
}
Schema& Schema::boolean(std::string name, FieldOptions options) {
  return add({std::move(name), FieldKind::kBoolean, std::move(options)});
}
Schema& Schema::json(std::string name, FieldOptions options) {
  return add({std::move(name), FieldKind::kJson, std::move(options)});
}

Schema& Schema::analyzer(std::string name) {
  analyzer_ = std::move(name);
  return *this;
}

Schema& Schema::define_analyzer(std::string name, std::string_view definition) {
  const std::string prefix = "analyzer \"" + name + "\": ";
  if (!is_field_name(name)) {
    throw SchemaError(prefix + "a name has 1 to 128 bytes of UTF-8 without control characters");
  }
  const std::vector<std::string> known = analyzer_names();
  if (std::ranges::find(analyzers_, name, &AnalyzerDefinition::name) != analyzers_.end() ||
      std::ranges::find(known, name) != known.end()) {
    throw SchemaError(prefix + "there is one of this name already");
  }
  try {
    std::shared_ptr<const Analyzer> analyzer = make_analyzer(definition);
    analyzers_.push_back(
        {std::move(name), OrderedJson::parse(definition).dump(), std::move(analyzer)});
  } catch (const SchemaError& error) {
    throw SchemaError(prefix + error.what());
  }
  return *this;
}

std::shared_ptr<const Analyzer> Schema::find_analyzer(std::string_view name) const {
  const auto found = std::ranges::find(analyzers_, name, &AnalyzerDefinition::name);
  return found == analyzers_.end() ? lodex::find_analyzer(name) : found->analyzer;
}

Schema& Schema::unknown_fields(UnknownFields policy) {
  unknown_ = policy;
  return *this;
}

const FieldSpec* Schema::find(std::string_view name) const noexcept {
  const auto found = std::ranges::find(fields_, name, &FieldSpec::name);
  return found == fields_.end() ? nullptr : &*found;
}

const std::string& Schema::analyzer_of(const FieldSpec& field) const noexcept {
  return field.options.analyzer.empty() ? analyzer_ : field.options.analyzer;
}

const std::string& Schema::search_analyzer_of(const FieldSpec& field) const noexcept {
  return field.options.search_analyzer.empty() ? analyzer_of(field) : field.options.search_analyzer;
}

Schema Schema::dynamic() {
  Schema schema;
  schema.unknown_fields(UnknownFields::kIndex);
  return schema;
}

Schema Schema::from_json(std::string_view text) {
  const OrderedJson json = OrderedJson::parse(text, nullptr, false);
  if (!json.is_object()) throw SchemaError("a schema is a JSON object; this text is none");
  Schema schema;
  for (const auto& [name, value] : json.items()) {
    if (name == "analyzer" && value.is_string()) {
      schema.analyzer(value.get<std::string>());
    } else if (name == "unknown_fields" && value.is_string()) {
      const auto text_value = value.get<std::string>();
      const auto found = std::ranges::find(kPolicies, text_value, &PolicyName::name);
      if (found == kPolicies.end()) {
        throw SchemaError("\"unknown_fields\" is " + names_of(kPolicies) + ", not \"" + text_value +
                          "\"");
      }
      schema.unknown_fields(found->policy);
    } else if (name == "analyzers" && value.is_object()) {
      for (const auto& [analyzer, definition] : value.items()) {
        schema.define_analyzer(analyzer, definition.dump());
      }
    } else if (name == "fields" && value.is_object()) {
      for (const auto& [field, spec] : value.items()) schema.add(read_field(field, spec));
    } else {
      throw SchemaError(
          "a schema has \"analyzer\" and \"unknown_fields\" (strings), \"analyzers\" and "
          "\"fields\" (objects), not \"" +
          name + "\": " + value.dump());
    }
  }
  return schema;
}

std::string Schema::to_json() const {
  OrderedJson json = {
      {"analyzer", analyzer_},
      {"unknown_fields", std::ranges::find(kPolicies, unknown_, &PolicyName::policy)->name},
      {"fields", OrderedJson::object()}};
  for (const AnalyzerDefinition& analyzer : analyzers_) {
    json["analyzers"][analyzer.name] = OrderedJson::parse(analyzer.definition);
  }
  for (const FieldSpec& field : fields_) json["fields"][field.name] = write_field(field);
  return json.dump(2);
}

}  // namespace lodex
