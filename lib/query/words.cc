#include "query/words.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "query/field_terms.h"

namespace lodex::query {

Query parse_words(std::string_view text, const Schema& schema, const ParseOptions& options) {
  // The same word may be cut differently in two fields: what begins at the same place belongs
  // together. Of several tokens that one field has there any will do.
  std::map<std::uint32_t, std::vector<std::pair<Query, double>>> words;
  for (const FieldTerms& field : default_fields(schema, options)) {
    std::map<std::uint32_t, std::vector<Query>> in_field;
    for (const OwnedToken& token : field.tokens(text)) {
      std::optional<Query> leaf =
          field.is_text() ? Query::term(field.name(), token.term) : field.word(token.term);
      if (leaf) in_field[token.begin].push_back(std::move(*leaf));
    }
    for (auto& [begin, leaves] : in_field) {
      words[begin].emplace_back(Query::any_of(std::move(leaves)), field.boost());
    }
  }
  std::vector<Query> all;
  for (auto& [begin, word] : words) all.push_back(join_fields(std::move(word)));
  if (all.empty()) return {};
  return options.require_all ? Query::all_of(std::move(all)) : Query::any_of(std::move(all));
}

}  // namespace lodex::query
