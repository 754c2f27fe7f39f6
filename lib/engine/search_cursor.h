// The text of a SearchAfter: a place in an ordering, in a form that fits a URL.
#pragma once

#include <string>
#include <string_view>

#include "lodex/config.h"
#include "search/run.h"

namespace lodex::engine {

[[nodiscard]] LODEX_API std::string write_cursor(const search::RankedDocument& document);
// Throws QueryError where the text is not a cursor.
[[nodiscard]] LODEX_API search::After read_cursor(std::string_view text);

}  // namespace lodex::engine
