#include "search/field_uses.h"

#include "lodex/error.h"

namespace lodex::search {

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

}  // namespace lodex::search
