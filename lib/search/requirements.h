// What a search may ask of a field and of the model: the same for every engine. All throw
// QueryError that says why not.
#pragma once

#include <string>

#include "lodex/config.h"
#include "lodex/schema.h"
#include "lodex/search.h"

namespace lodex::search {

// The field, if it can be searched.
[[nodiscard]] LODEX_API const FieldSpec& indexed_field(const Schema& schema,
                                                       const std::string& name);
// The same, if it has terms, and if it has phrases.
[[nodiscard]] LODEX_API const FieldSpec& field_with_terms(const Schema& schema,
                                                          const std::string& name);
[[nodiscard]] LODEX_API const FieldSpec& field_with_positions(const Schema& schema,
                                                              const std::string& name);
// The field, if documents can be sorted by it.
[[nodiscard]] LODEX_API const FieldSpec& sortable_field(const Schema& schema,
                                                        const std::string& name);
// The field, if its values can be counted.
[[nodiscard]] LODEX_API const FieldSpec& countable_field(const Schema& schema,
                                                         const std::string& name);

// The field that hits are collapsed by, if they can be: one whose values can be sorted by or
// counted.
[[nodiscard]] LODEX_API const FieldSpec& collapsible_field(const Schema& schema,
                                                           const Collapse& collapse);

LODEX_API void require_valid(const Bm25& model);

}  // namespace lodex::search
