#include "query/words.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

namespace lodex::query {
namespace {

// A form of a word in all fields that have it.
struct Form {
  std::vector<std::pair<Query, double>> parts;
  double weight = 0;
};

Query any_form(std::vector<Form> forms) {
  std::vector<Query> any;
  for (Form& form : forms) {
    Query query = join_fields(std::move(form.parts));
    any.push_back(form.weight == 1 ? std::move(query) : query.boost(form.weight));
  }
  return Query::any_of(std::move(any));
}

}  // namespace

Query words_query(std::string_view text, const std::vector<FieldTerms>& fields, bool require_all) {
  // The same word may be cut differently in two fields: what begins at the same place belongs
  // together.
  std::map<std::uint32_t, std::vector<Form>> words;
  for (const FieldTerms& field : fields) {
    for (FieldWord& word : field.words(text)) {
      std::vector<Form>& forms = words[word.begin];
      forms.resize(std::max(forms.size(), word.forms.size()));
      for (std::size_t i = 0; i < word.forms.size(); ++i) {
        forms[i].parts.emplace_back(std::move(word.forms[i].first), field.boost());
        forms[i].weight = std::max(forms[i].weight, word.forms[i].second);
      }
    }
  }
  std::vector<Query> all;
  for (auto& [begin, forms] : words) all.push_back(any_form(std::move(forms)));
  if (all.empty()) return {};
  return require_all ? Query::all_of(std::move(all)) : Query::any_of(std::move(all));
}

Query parse_words(std::string_view text, const Schema& schema, const ParseOptions& options) {
  return words_query(text, default_fields(schema, options), options.require_all);
}

}  // namespace lodex::query
