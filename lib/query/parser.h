// The query language: from what a person typed to a query tree. docs/query-language.md is its
// manual.
#pragma once

#include <string_view>

#include "lodex/query.h"
#include "lodex/schema.h"

namespace lodex::query {

// See Searcher::parse. Throws QueryError (strict, or an unknown field in the options), LimitError.
[[nodiscard]] Query parse(std::string_view text, const Schema& schema, const ParseOptions& options);

}  // namespace lodex::query
