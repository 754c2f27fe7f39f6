#include "query/words.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "query/node.h"
#include "query/stop_words.h"

namespace lodex::query {
namespace {

// What begins at one place of the text.
struct Place {
  std::vector<std::pair<Query, double>> fields;  // with their boosts
  bool is_stop_word = true;
};

// Whether every field has the word as one term.
bool is_one_word(const Query& query) {
  const auto is_term = [](const Node& node) { return std::holds_alternative<Term>(node.data); };
  const auto* across = std::get_if<Across>(&query.node().data);
  if (across == nullptr) return is_term(query.node());
  return std::all_of(across->parts.begin(), across->parts.end(),
                     [&](const auto& part) { return is_term(*part.first); });
}

}  // namespace

std::vector<PlainWord> words_of(std::string_view text, const std::vector<FieldTerms>& fields) {
  // The same word may be cut differently in two fields: what begins at the same place belongs
  // together.
  std::map<std::uint32_t, Place> places;
  for (const FieldTerms& field : fields) {
    std::uint32_t last_begin = UINT32_MAX;
    for (const OwnedToken& token : field.tokens(text)) {
      if (token.begin == last_begin) continue;
      last_begin = token.begin;
      std::optional<Query> leaf =
          field.is_text() ? Query::term(field.name(), token.term) : field.word(token.term);
      if (!leaf) continue;
      Place& place = places[token.begin];
      place.fields.emplace_back(std::move(*leaf), field.boost());
      place.is_stop_word = place.is_stop_word &&
                           field.is_stop_word(text.substr(token.begin, token.end - token.begin));
    }
  }
  std::vector<PlainWord> words;
  words.reserve(places.size());
  for (auto& [begin, place] : places) {
    words.push_back({join_fields(std::move(place.fields)), place.is_stop_word});
  }
  return words;
}

std::vector<PlainWord> words_of(std::string_view text, const Query& query,
                                const std::vector<FieldTerms>& fields) {
  const bool stop_words = std::any_of(
      fields.begin(), fields.end(), [](const FieldTerms& field) { return field.has_stop_words(); });
  if (!stop_words && is_one_word(query)) return {{query}};
  return words_of(text, fields);
}

Query parse_words(std::string_view text, const Schema& schema, const ParseOptions& options) {
  std::vector<PlainWord> words = words_of(text, default_fields(schema, options));
  const bool others =
      std::any_of(words.begin(), words.end(), [](const PlainWord& w) { return !w.is_stop_word; });
  std::vector<Query> all;
  all.reserve(words.size());
  for (PlainWord& word : words) {
    all.push_back(others && word.is_stop_word ? word.query.boost(kStopWordWeight)
                                              : std::move(word.query));
  }
  if (all.empty()) return {};
  return options.require_all ? Query::all_of(std::move(all)) : Query::any_of(std::move(all));
}

}  // namespace lodex::query
