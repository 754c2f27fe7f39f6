// What a field can be used for besides finding documents: the same for every engine.
#pragma once

#include <string>

#include "lodex/config.h"
#include "lodex/schema.h"

namespace lodex::search {

// The field, if documents can be sorted by it. Throws QueryError that says why not.
[[nodiscard]] LODEX_API const FieldSpec& sortable_field(const Schema& schema,
                                                        const std::string& name);
// The field, if its values can be counted.
[[nodiscard]] LODEX_API const FieldSpec& countable_field(const Schema& schema,
                                                         const std::string& name);

}  // namespace lodex::search
