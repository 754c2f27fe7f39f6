#include "query/clause.h"

#include <algorithm>

#include "query/stop_words.h"

namespace lodex::query {

void weigh_bare_words(std::vector<Clause>& clauses) {
  const auto ranking = std::count_if(clauses.begin(), clauses.end(),
                                     [](const Clause& clause) { return clause.ranks(); });
  const bool others = std::any_of(clauses.begin(), clauses.end(), [](const Clause& clause) {
    return clause.ranks() && !clause.is_stop_word();
  });
  if (ranking < 2 || !others) return;
  for (Clause& clause : clauses) {
    if (clause.is_stop_word()) clause.query = clause.query.boost(kStopWordWeight);
  }
}

}  // namespace lodex::query
