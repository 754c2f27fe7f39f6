// Values of fields as searches compare them: documents are sorted and collapsed by them.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <variant>

#include "lodex/config.h"
#include "lodex/document.h"
#include "lodex/schema.h"

namespace lodex::search {

// Nothing (the document has no value), a number as a column has it, a keyword.
using SortValue = std::variant<std::monostate, std::int64_t, std::string>;

// Of two values of one field: what is less comes first. Nothing comes last, in either direction.
[[nodiscard]] LODEX_API std::strong_ordering order_of(const SortValue& a, const SortValue& b,
                                                      bool descending);

// As documents have it: a date is its text; null for nothing.
[[nodiscard]] LODEX_API Value to_value(const SortValue& value, FieldKind kind);

}  // namespace lodex::search
