// From a query tree to a plan: patterns expanded to terms, terms weighted by the statistics of the
// whole collection, values of ranges made comparable. A plan is the same for all segments.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lodex/query.h"
#include "lodex/schema.h"
#include "lodex/search.h"
#include "query/node.h"
#include "ranking/bm25.h"
#include "search/collection.h"

namespace lodex::search {

struct PlanNode;
using PlanPtr = std::unique_ptr<PlanNode>;

// What occurs in one field: any of some terms, or a phrase of them.
struct Occurrences {
  std::string field;
  bool is_text = true;  // has lengths
  std::vector<query::PhraseTerm> terms;
  // Where the terms of a word or a phrase are, one for each of them; empty where a pattern
  // stands for several.
  std::vector<Collection::FoundTerm> found{};
  std::optional<PhraseOptions> phrase{};
};

// A scored part: a word in one field, or in several (BM25F).
struct ScoredPlan {
  struct Part {
    Occurrences occurrences;
    double field_weight = 1;
    double average_length = 1;
  };
  std::vector<Part> parts;
  double weight = 0;  // boost · idf: no score reaches it
  // Several fields that stand for one word, even if only one of them is left.
  bool across = false;
};

// Documents with a value in [low, high] of a column.
struct ColumnPlan {
  std::string field;
  std::int64_t low = std::numeric_limits<std::int64_t>::min();
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
};

// Documents that have any of the terms of a field from `low` to `high`, unscored.
struct TermRangePlan {
  std::string field;
  std::string low;
  std::optional<std::string> high;  // nothing: open
  bool include_low = true;
  bool include_high = true;
};

// Documents that have the text field.
struct PresencePlan {
  std::string field;
};

struct IdPlan {
  std::optional<GlobalDocId> doc;
};

struct AllPlan {};

struct BooleanPlan {
  std::vector<PlanPtr> must;
  std::vector<PlanPtr> should;
  std::vector<PlanPtr> must_not;
  std::vector<PlanPtr> filter;
};

struct PlanNode {
  std::variant<std::monostate, AllPlan, ScoredPlan, ColumnPlan, TermRangePlan, PresencePlan, IdPlan,
               BooleanPlan>
      data;
};

struct Plan {
  PlanPtr root;
  Bm25 model;
  ranking::ScoreScale scale;
  std::vector<QueryNote> notes;  // what limits cut away
};

// Throws QueryError where a field is unknown or does not support what is asked of it.
[[nodiscard]] Plan make_plan(const Query& query, const std::optional<Query>& filter,
                             const Collection& collection, const Schema& schema, const Bm25& model);

}  // namespace lodex::search
