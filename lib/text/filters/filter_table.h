// Filters by their names in definitions.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "text/filters/filters.h"

namespace lodex::text {

// The filter of a definition: a name, or an object with "name" and parameters. `before` is the part
// of the chain that stands before it. Throws SchemaError that names the filter and what is wrong
// with it.
[[nodiscard]] FilterPointer make_filter(const nlohmann::json& definition, const Analyzer& before);

}  // namespace lodex::text
