#include "index/schema_change.h"

#include <algorithm>
#include <string>

#include "lodex/analysis.h"
#include "lodex/error.h"
#include "text/analyzers/analyzers.h"

namespace lodex::index {
namespace {

// Throws where documents of the index and documents of the new schema would not fit together.
void require_same_treatment(const Schema& index, const FieldSpec& known, const Schema& schema,
                            const FieldSpec& wanted) {
  const auto differ = [&](const char* what, const std::string& old_value,
                          const std::string& value) {
    throw SchemaError("field \"" + known.name + "\" has " + what + " " + old_value +
                      " in the index, not " + value +
                      "; an index keeps the schema it was made with");
  };
  const auto yes_no = [](bool flag) { return std::string(flag ? "on" : "off"); };
  if (known.kind != wanted.kind) {
    differ("kind", std::string(to_string(known.kind)), std::string(to_string(wanted.kind)));
  }
  const FieldOptions& a = known.options;
  const FieldOptions& b = wanted.options;
  if (known.kind == FieldKind::kText) {
    // "auto" is whatever the index has found.
    const auto is_wanted = [](const std::string& has, const std::string& wants) {
      return has == wants || wants == kAutoAnalyzer;
    };
    if (!is_wanted(index.analyzer_of(known), schema.analyzer_of(wanted))) {
      differ("analyzer", index.analyzer_of(known), schema.analyzer_of(wanted));
    }
    if (!is_wanted(index.search_analyzer_of(known), schema.search_analyzer_of(wanted))) {
      differ("search analyzer", index.search_analyzer_of(known), schema.search_analyzer_of(wanted));
    }
    if (a.positions != b.positions) differ("positions", yes_no(a.positions), yes_no(b.positions));
  }
  if (a.boost != b.boost) differ("boost", std::to_string(a.boost), std::to_string(b.boost));
  if (a.indexed != b.indexed) differ("indexed", yes_no(a.indexed), yes_no(b.indexed));
  if (a.stored != b.stored) differ("stored", yes_no(a.stored), yes_no(b.stored));
  if (a.sortable != b.sortable) differ("sortable", yes_no(a.sortable), yes_no(b.sortable));
  if (a.facet != b.facet) differ("facet", yes_no(a.facet), yes_no(b.facet));
}

}  // namespace

void require_analyzers(const Schema& schema, const FieldSpec& field) {
  (void)schema.find_analyzer(schema.analyzer_of(field));
  (void)schema.find_analyzer(schema.search_analyzer_of(field));
  if (field.options.search_analyzer == kAutoAnalyzer) {
    throw SchemaError(
        "field \"" + field.name +
        "\": \"auto\" cannot be a search analyzer; as its analyzer it is the language "
        "of documents and queries");
  }
}

Schema extended_schema(const Schema& index, const Schema& wanted) {
  Schema extended = index;
  for (const AnalyzerDefinition& wanted_analyzer : wanted.analyzers()) {
    const auto known =
        std::ranges::find(index.analyzers(), wanted_analyzer.name, &AnalyzerDefinition::name);
    if (known == index.analyzers().end()) {
      extended.define_analyzer(wanted_analyzer.name, wanted_analyzer.definition);
    } else if (*known != wanted_analyzer) {
      throw SchemaError("analyzer \"" + known->name + "\" is defined as " + known->definition +
                        " in the index, not as " + wanted_analyzer.definition);
    }
  }
  for (const FieldSpec& field : wanted.fields()) {
    if (const FieldSpec* known = index.find(field.name)) {
      require_same_treatment(index, *known, wanted, field);
      continue;
    }
    FieldSpec added = field;
    if (field.kind == FieldKind::kText) {
      added.options.analyzer = wanted.analyzer_of(field);
      require_analyzers(extended, added);
    }
    extended.add(std::move(added));
  }
  return extended;
}

}  // namespace lodex::index
