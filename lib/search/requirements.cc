#include "search/requirements.h"

#include <cmath>

#include "lodex/error.h"

namespace lodex::search {

const FieldSpec& indexed_field(const Schema& schema, const std::string& name) {
  const FieldSpec* spec = schema.find(name);
  if (spec == nullptr) throw QueryError("there is no field \"" + name + "\" in the index");
  if (!spec->options.indexed || spec->kind == FieldKind::kJson) {
    throw QueryError("field \"" + name + "\" is stored but not indexed, so it cannot be searched");
  }
  return *spec;
}

const FieldSpec& field_with_terms(const Schema& schema, const std::string& name) {
  const FieldSpec& spec = indexed_field(schema, name);
  if (spec.kind != FieldKind::kText && spec.kind != FieldKind::kKeyword) {
    throw QueryError("field \"" + name + "\" (" + std::string(to_string(spec.kind)) +
                     ") has no terms; it is searched by ranges of values");
  }
  return spec;
}

const FieldSpec& field_with_positions(const Schema& schema, const std::string& name) {
  const FieldSpec& spec = indexed_field(schema, name);
  if (spec.kind != FieldKind::kText || !spec.options.positions) {
    throw QueryError("field \"" + name + "\" has no positions, so it has no phrases");
  }
  return spec;
}

const FieldSpec& sortable_field(const Schema& schema, const std::string& name) {
  const FieldSpec* spec = schema.find(name);
  if (spec == nullptr) throw QueryError("there is no field \"" + name + "\" to sort by");
  if (spec->kind == FieldKind::kText || spec->kind == FieldKind::kJson) {
    throw QueryError("field \"" + name + "\" (" + std::string(to_string(spec->kind)) +
                     ") cannot be sorted by: keywords, numbers, dates and booleans can");
  }
  if (!spec->options.sortable) {
    throw QueryError("field \"" + name + "\" was made without an order to sort by");
  }
  return *spec;
}

const FieldSpec& countable_field(const Schema& schema, const std::string& name) {
  const FieldSpec* spec = schema.find(name);
  if (spec == nullptr) throw QueryError("there is no field \"" + name + "\" to count values of");
  if (spec->kind != FieldKind::kBoolean && spec->kind != FieldKind::kKeyword) {
    throw QueryError("field \"" + name + "\" (" + std::string(to_string(spec->kind)) +
                     ") has no facets: values of keywords and booleans are counted");
  }
  if (!spec->options.facet) throw QueryError("field \"" + name + "\" was made without facets");
  return *spec;
}

const FieldSpec& collapsible_field(const Schema& schema, const Collapse& collapse) {
  const FieldSpec* spec = schema.find(collapse.field);
  if (spec == nullptr) {
    throw QueryError("there is no field \"" + collapse.field + "\" to collapse hits by");
  }
  if (spec->kind == FieldKind::kText || spec->kind == FieldKind::kJson) {
    throw QueryError("hits cannot be collapsed by field \"" + collapse.field + "\" (" +
                     std::string(to_string(spec->kind)) +
                     "), but by keywords, numbers, dates and booleans");
  }
  if (!spec->options.sortable && !spec->options.facet) {
    throw QueryError("hits cannot be collapsed by field \"" + collapse.field +
                     "\", which was made without facets and without an order to sort by");
  }
  if (collapse.per_value == 0) {
    throw QueryError("collapsing keeps at least one hit for each value");
  }
  return *spec;
}

void require_valid(const Bm25& model) {
  if (model.k1 >= 0 && std::isfinite(model.k1) && model.b >= 0 && model.b <= 1) return;
  throw QueryError("BM25 wants k1 of at least 0 and b from 0 to 1");
}

}  // namespace lodex::search
