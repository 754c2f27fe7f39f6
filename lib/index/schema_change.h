// How the schema of an index may change: fields are added, never treated differently.
#pragma once

#include "lodex/schema.h"

namespace lodex::index {

// The schema of an index with the fields of `wanted` that it does not have; a text field that names
// no analyzer takes the default of `wanted` along. Throws SchemaError where a field that both have
// is treated differently, or an analyzer is unknown.
[[nodiscard]] LODEX_API Schema extended_schema(const Schema& index, const Schema& wanted);

// Throws SchemaError where an analyzer of a text field is unknown, or cannot be that of queries.
LODEX_API void require_analyzers(const Schema& schema, const FieldSpec& field);

}  // namespace lodex::index
