// A text as plain words: what to do with a text that nobody typed as a query.
#pragma once

#include <string_view>
#include <vector>

#include "lodex/query.h"
#include "lodex/schema.h"
#include "query/field_terms.h"

namespace lodex::query {

// One word of a text, looked up in all fields.
struct PlainWord {
  Query query;
  bool is_stop_word = false;  // in every field that it is looked up in
};

// The words that the fields cut a text into, in their order.
[[nodiscard]] std::vector<PlainWord> words_of(std::string_view text,
                                              const std::vector<FieldTerms>& fields);

// The same of a text that has become `query`: spares a look at it where that is one word and no
// field has stop words.
[[nodiscard]] std::vector<PlainWord> words_of(std::string_view text, const Query& query,
                                              const std::vector<FieldTerms>& fields);

// Any of the words, or all. Stop words count kStopWordWeight unless there are no others.
[[nodiscard]] Query join_words(std::vector<PlainWord> words, bool require_all);

// The words of a text without spaces; documents that have them as they were typed, which `string`
// is, come first.
[[nodiscard]] Query words_as_typed(std::string_view text, const Query& string,
                                   const std::vector<FieldTerms>& fields, bool require_all);

// Every word of the text on its own, looked up in all fields that `options` names; see
// ParseOptions::words_only. Throws QueryError where the options name an unknown field.
[[nodiscard]] Query parse_words(std::string_view text, const Schema& schema,
                                const ParseOptions& options);

}  // namespace lodex::query
