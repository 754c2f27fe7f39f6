// A text as plain words: what to do with a text that nobody typed as a query.
#pragma once

#include <string_view>

#include "lodex/query.h"
#include "lodex/schema.h"

namespace lodex::query {

// Every word of the text on its own, looked up in all fields that `options` names; see
// ParseOptions::words_only. Throws QueryError where the options name an unknown field.
[[nodiscard]] Query parse_words(std::string_view text, const Schema& schema,
                                const ParseOptions& options);

}  // namespace lodex::query
