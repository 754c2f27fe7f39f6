// A text as plain words: what to do with a text that nobody typed as a query.
#pragma once

#include <string_view>
#include <vector>

#include "lodex/query.h"
#include "lodex/schema.h"
#include "query/field_terms.h"

namespace lodex::query {

// Every word of the text on its own, looked up in all fields that `options` names; see
// ParseOptions::words_only. Throws QueryError where the options name an unknown field.
[[nodiscard]] Query parse_words(std::string_view text, const Schema& schema,
                                const ParseOptions& options);

// The same in these fields: any of the words, or all.
[[nodiscard]] Query words_query(std::string_view text, const std::vector<FieldTerms>& fields,
                                bool require_all);

}  // namespace lodex::query
