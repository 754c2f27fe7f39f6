#include "query/clause.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "query/stop_words.h"

namespace lodex::query {
namespace {

// Of a word that is cut in several, such as "wind-tunnel", so that documents with "tunnel" alone
// are not lost, nor those with the phrase lost among them; docs/relevance.md has the measurements.
constexpr double kCutWordWeight = 0.5;

}  // namespace

void weigh_bare_words(std::vector<Clause>& clauses, bool require_all) {
  const auto ranking = std::count_if(clauses.begin(), clauses.end(),
                                     [](const Clause& clause) { return clause.ranks(); });
  const bool others = std::any_of(clauses.begin(), clauses.end(), [](const Clause& clause) {
    return clause.ranks() && !clause.is_stop_word();
  });
  if (ranking < 2 || !others) return;
  const std::size_t size = clauses.size();
  for (std::size_t i = 0; i < size; ++i) {
    const std::vector<PlainWord> words = std::exchange(clauses[i].words, {});
    if (words.size() == 1 && words[0].is_stop_word) {
      clauses[i].query = clauses[i].query.boost(kStopWordWeight);
    }
    if (words.size() < 2 || require_all) continue;
    if (clauses.size() + words.size() > Limits::kMaxClauses) continue;
    clauses[i].query = clauses[i].query.boost(kCutWordWeight);
    for (const PlainWord& word : words) {
      const double weight = kCutWordWeight * (word.is_stop_word ? kStopWordWeight : 1);
      clauses.push_back({Sign::kPlain, word.query.boost(weight)});
    }
  }
}

}  // namespace lodex::query
