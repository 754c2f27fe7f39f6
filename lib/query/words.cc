#include "query/words.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <variant>

#include "query/node.h"
#include "query/stop_words.h"

namespace lodex::query {
namespace {

// What it adds to the score of words without spaces between them that they stand side by side: less
// than one of them.
constexpr double kAsTyped = 0.3;

// A form of a word in all fields that have it.
struct Form {
  std::vector<std::pair<Query, double>> parts;  // with the boosts of the fields
  double weight = 0;
};

// What begins at one place of the text.
struct Start {
  std::vector<Form> forms;
  bool is_stop_word = true;
};

Query any_form(std::vector<Form> forms) {
  std::vector<Query> any;
  for (Form& form : forms) {
    Query query = join_fields(std::move(form.parts));
    any.push_back(form.weight == 1 ? std::move(query) : query.boost(form.weight));
  }
  return Query::any_of(std::move(any));
}

// Whether every field has the word as one term.
bool is_one_word(const Query& query) {
  const auto is_term = [](const Node& node) { return std::holds_alternative<Term>(node.data); };
  const auto* across = std::get_if<Across>(&query.node().data);
  if (across == nullptr) return is_term(query.node());
  return std::ranges::all_of(across->parts, [&](const auto& part) { return is_term(*part.first); });
}

}  // namespace

std::vector<PlainWord> words_of(std::string_view text, const std::vector<FieldTerms>& fields) {
  // The same word may be cut differently in two fields: what begins at the same place belongs
  // together.
  std::map<std::uint32_t, Start> starts;
  for (const FieldTerms& field : fields) {
    for (FieldWord& word : field.words(text)) {
      Start& start = starts[word.begin];
      start.is_stop_word = start.is_stop_word && word.is_stop_word;
      start.forms.resize(std::max(start.forms.size(), word.forms.size()));
      for (std::size_t i = 0; i < word.forms.size(); ++i) {
        start.forms[i].parts.emplace_back(std::move(word.forms[i].first), field.boost());
        start.forms[i].weight = std::max(start.forms[i].weight, word.forms[i].second);
      }
    }
  }
  std::vector<PlainWord> words;
  words.reserve(starts.size());
  for (auto& [begin, start] : starts) {
    words.push_back({any_form(std::move(start.forms)), start.is_stop_word});
  }
  return words;
}

std::vector<PlainWord> words_of(std::string_view text, const Query& query,
                                const std::vector<FieldTerms>& fields) {
  const bool stop_words = std::ranges::any_of(fields, &FieldTerms::has_stop_words);
  if (!stop_words && is_one_word(query)) return {{query}};
  return words_of(text, fields);
}

Query join_words(std::vector<PlainWord> words, bool require_all) {
  if (words.empty()) return {};
  const bool others = !std::ranges::all_of(words, &PlainWord::is_stop_word);
  std::vector<Query> all;
  all.reserve(words.size());
  for (PlainWord& word : words) {
    all.push_back(others && word.is_stop_word ? word.query.boost(kStopWordWeight)
                                              : std::move(word.query));
  }
  return require_all ? Query::all_of(std::move(all)) : Query::any_of(std::move(all));
}

Query words_as_typed(std::string_view text, const Query& string,
                     const std::vector<FieldTerms>& fields, bool require_all) {
  std::vector<PlainWord> words = words_of(text, fields);
  const bool is_one = words.size() < 2;
  Query listed = join_words(std::move(words), require_all);
  if (is_one) return listed;
  if (!require_all) return Query::any_of({std::move(listed), string.boost(kAsTyped)});
  BooleanParts parts;
  parts.must.push_back(std::move(listed));
  parts.should.push_back(string.boost(kAsTyped));
  return Query::boolean(parts);
}

Query parse_words(std::string_view text, const Schema& schema, const ParseOptions& options) {
  return join_words(words_of(text, default_fields(schema, options)), options.require_all);
}

}  // namespace lodex::query
