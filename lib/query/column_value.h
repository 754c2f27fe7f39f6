// Values of queries as columns have them.
#pragma once

#include <cstdint>
#include <optional>

#include "lodex/config.h"
#include "lodex/document.h"
#include "lodex/schema.h"

namespace lodex::query {

// The number that a column of this kind of field has for a value: see store/column.h. Nothing where
// the value is of the wrong kind; fields of text and keywords have no numbers.
[[nodiscard]] LODEX_API std::optional<std::int64_t> column_value(const Value& value,
                                                                 FieldKind kind);

}  // namespace lodex::query
