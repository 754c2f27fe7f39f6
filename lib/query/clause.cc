#include "query/clause.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "query/stop_words.h"

namespace lodex::query {
namespace {

// Of a word that is cut in several, such as "wind-tunnel", so that documents with "tunnel" alone
// are not lost, nor those with the phrase lost among them; docs/relevance.md has the measurements.
constexpr double kCutWordWeight = 0.5;

// Weighs bare words by how much they tell, where they are not all that ranks: stop words count
// kStopWordWeight, and a word that was cut in several counts half as the phrase and half as its
// words, which become clauses. The latter only in a list of alternatives: what must all match stays
// what it was.
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

}  // namespace

Query combine(std::vector<Clause> clauses, bool require_all) {
  BooleanParts parts;
  std::map<std::string, std::vector<Query>> exact;
  weigh_bare_words(clauses, require_all);
  for (Clause& clause : clauses) {
    if (clause.sign == Sign::kMustNot) {
      parts.must_not.push_back(std::move(clause.query));
    } else if (clause.sign == Sign::kMust) {
      parts.must.push_back(std::move(clause.query));
    } else if (!clause.exact_field.empty()) {
      exact[clause.exact_field].push_back(std::move(clause.query));
    } else {
      (require_all ? parts.must : parts.should).push_back(std::move(clause.in_list()));
    }
  }
  if (parts.must.empty() && parts.should.empty()) {
    // Nothing else to rank by: the exact clauses rank.
    for (auto& [field, queries] : exact) parts.must.push_back(Query::any_of(std::move(queries)));
  } else {
    for (auto& [field, queries] : exact) parts.filter.push_back(Query::any_of(std::move(queries)));
  }
  if (parts.must.empty() && !parts.should.empty() && !parts.filter.empty()) {
    parts.must.push_back(Query::any_of(std::exchange(parts.should, {})));
  }
  const bool only_negative = parts.must.empty() && parts.should.empty() && parts.filter.empty();
  if (only_negative && !parts.must_not.empty()) parts.must.push_back(Query::all());
  if (parts.must_not.empty() && parts.filter.empty()) {
    if (parts.must.empty()) {
      return parts.should.empty() ? Query() : Query::any_of(std::move(parts.should));
    }
    if (parts.should.empty()) return Query::all_of(std::move(parts.must));
  }
  return Query::boolean(parts);
}

Query operand(Clause clause) {
  if (clause.sign == Sign::kPlain) return std::move(clause.in_list());
  if (clause.sign == Sign::kMust) return std::move(clause.query);
  return Query::all().without(std::move(clause.query));
}

}  // namespace lodex::query
