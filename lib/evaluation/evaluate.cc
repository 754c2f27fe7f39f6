#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "evaluation/ranking_order.h"
#include "lodex/evaluation.h"

namespace lodex {
namespace {

using Grades = std::map<std::string, int>;

// One query, ready to be measured.
struct RankedGrades {
  // By rank: the grade of each document, or nothing where it is not judged. Cut off already.
  std::vector<std::optional<int>> ranking;
  // The grades of all judged documents, the highest first.
  std::vector<int> ideal;
  std::size_t relevant = 0;  // how many of these are relevant
};

double discounted(int grade, std::size_t rank) {
  return grade > 0 ? grade / std::log2(static_cast<double>(rank) + 1) : 0;
}

double ndcg(const RankedGrades& query, std::size_t cutoff) {
  double gain = 0;
  for (std::size_t i = 0; i < query.ranking.size(); ++i) {
    gain += discounted(query.ranking[i].value_or(0), i + 1);
  }
  double best = 0;
  for (std::size_t i = 0; i < std::min(query.ideal.size(), cutoff); ++i) {
    best += discounted(query.ideal[i], i + 1);
  }
  return best == 0 ? 0 : gain / best;
}

// What the measures that know only relevant and not relevant are made of.
struct Found {
  std::size_t relevant = 0;
  std::size_t judged = 0;
  std::size_t first = 0;     // the rank of the first relevant document; 0: none
  double precision_sum = 0;  // of the precisions at the ranks of the relevant documents
};

Found find_relevant(const RankedGrades& query, int relevant_from) {
  Found found;
  for (std::size_t i = 0; i < query.ranking.size(); ++i) {
    const auto& grade = query.ranking[i];
    if (grade) ++found.judged;
    if (!grade || *grade < relevant_from) continue;
    ++found.relevant;
    if (found.first == 0) found.first = i + 1;
    found.precision_sum += static_cast<double>(found.relevant) / static_cast<double>(i + 1);
  }
  return found;
}

double ratio(double part, std::size_t whole) {
  return whole == 0 ? 0 : part / static_cast<double>(whole);
}

double value_of(const Measure& measure, const RankedGrades& query, std::size_t cutoff) {
  if (measure.kind == Measure::Kind::kNdcg) return ndcg(query, cutoff);
  const Found found = find_relevant(query, measure.relevant_from);
  const std::size_t retrieved = query.ranking.size();
  switch (measure.kind) {
    case Measure::Kind::kAp:
      return ratio(found.precision_sum, query.relevant);
    case Measure::Kind::kRr:
      return ratio(found.first == 0 ? 0 : 1, found.first);
    case Measure::Kind::kPrecision:
      // Of a cutoff also where fewer documents were found.
      return ratio(static_cast<double>(found.relevant),
                   measure.cutoff == 0 ? retrieved : measure.cutoff);
    case Measure::Kind::kRecall:
      return ratio(static_cast<double>(found.relevant), query.relevant);
    case Measure::Kind::kSuccess:
      return found.relevant > 0 ? 1 : 0;
    case Measure::Kind::kJudged:
      return ratio(static_cast<double>(found.judged), retrieved);
    case Measure::Kind::kNdcg:
      break;
  }
  return 0;
}

RankedGrades ranked_grades(const Grades& grades, std::vector<RunEntry> entries, std::size_t cutoff,
                           int relevant_from) {
  RankedGrades query;
  const std::size_t kept = std::min(entries.size(), cutoff);
  const auto middle = entries.begin() + static_cast<std::ptrdiff_t>(kept);
  std::ranges::partial_sort(entries, middle, evaluation::ranks_before);
  for (auto entry = entries.begin(); entry != middle; ++entry) {
    const auto judged = grades.find(entry->document);
    query.ranking.push_back(judged == grades.end() ? std::nullopt : std::optional(judged->second));
  }
  for (const auto& [document, grade] : grades) {
    query.ideal.push_back(grade);
    if (grade >= relevant_from) ++query.relevant;
  }
  std::ranges::sort(query.ideal, std::greater());
  return query;
}

}  // namespace

std::map<std::string, double> evaluate_by_query(const Qrels& qrels, const Run& run,
                                                const Measure& measure) {
  const std::size_t cutoff = measure.cutoff == 0 ? std::size_t(-1) : measure.cutoff;
  std::map<std::string, double> values;
  for (const auto& [query, grades] : qrels.grades) {
    const auto relevant = [](const auto& judgment) { return judgment.second >= 1; };
    if (std::ranges::none_of(grades, relevant)) continue;
    const auto ranking = run.rankings.find(query);
    values[query] =
        ranking == run.rankings.end()
            ? 0
            : value_of(measure,
                       ranked_grades(grades, ranking->second, cutoff, measure.relevant_from),
                       cutoff);
  }
  return values;
}

double evaluate(const Qrels& qrels, const Run& run, const Measure& measure) {
  const auto values = evaluate_by_query(qrels, run, measure);
  double sum = 0;
  for (const auto& [query, value] : values) sum += value;
  return ratio(sum, values.size());
}

}  // namespace lodex
