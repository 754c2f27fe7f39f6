// The text of a SearchAfter: a place in an ordering, in a form that fits a URL.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "lodex/config.h"
#include "search/run.h"

namespace lodex::engine {

[[nodiscard]] LODEX_API std::string write_cursor(const search::After& place);
// Where a search is to go on; nothing where it begins with the best. Throws QueryError where the
// text is not a cursor, or one with another number of sort values, and where there is an offset
// too.
[[nodiscard]] LODEX_API std::optional<search::After> after_of(const SearchOptions& options,
                                                              std::size_t sort_values);

}  // namespace lodex::engine
