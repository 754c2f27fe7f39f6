#include "search/plan.h"

#include <algorithm>
#include <cmath>

#include "lodex/error.h"
#include "query/column_value.h"
#include "query/field_terms.h"
#include "search/expansion.h"
#include "search/requirements.h"
#include "text/term_limit.h"

namespace lodex::search {
namespace {

using query::Node;
using query::NodePtr;

class Planner {
 public:
  Planner(const Collection& collection, const Schema& schema, Plan& plan)
      : collection_(collection), schema_(schema), plan_(plan) {}

  PlanPtr plan(const Node& node, double boost) {
    return std::visit([&](const auto& data) { return make(data, boost); }, node.data);
  }
  // The sum of the weights of all parts that are scored: no score reaches it.
  [[nodiscard]] double largest() const { return largest_; }

  // Parts below are matched but not scored.
  PlanPtr unscored(const Node& node) {
    const double before = largest_;
    PlanPtr out = plan(node, 1);
    largest_ = before;
    return out;
  }

 private:
  static PlanPtr wrap(decltype(PlanNode::data) data) {
    return std::make_unique<PlanNode>(PlanNode{std::move(data)});
  }

  PlanPtr make(const query::None&, double) { return wrap(std::monostate{}); }
  PlanPtr make(const query::All&, double) { return wrap(AllPlan{}); }
  PlanPtr make(const query::Boost& node, double boost) {
    return plan(*node.part, boost * node.factor);
  }
  PlanPtr make(const query::Boolean& node, double boost);
  PlanPtr make(const query::Term& node, double boost);
  PlanPtr make(const query::Phrase& node, double boost) { return scored_alone(node, boost); }
  PlanPtr make(const query::Expansion& node, double boost) { return scored_alone(node, boost); }
  PlanPtr make(const query::Across& node, double boost);
  PlanPtr make(const query::Range& node, double boost);
  PlanPtr make(const query::Exists& node, double boost);

  // A part of a scored plan, and the idf of what it looks for.
  struct Weighted {
    ScoredPlan::Part part;
    double idf = 0;
  };
  Weighted occurrences(const query::Term& node);
  Weighted occurrences(const query::Phrase& node);
  Weighted occurrences(const query::Expansion& node);
  Weighted start(const std::string& field);
  template <class Leaf>
  PlanPtr scored_alone(const Leaf& node, double boost) {
    ScoredPlan scored;
    Weighted leaf = occurrences(node);
    scored.weight = boost * leaf.idf;
    scored.parts.push_back(std::move(leaf.part));
    return finish(std::move(scored));
  }
  PlanPtr finish(ScoredPlan scored) {
    largest_ += scored.weight;
    return wrap(std::move(scored));
  }

  [[nodiscard]] double idf(std::uint64_t doc_freq) const {
    return ranking::idf(collection_.document_count(), doc_freq);
  }

  const Collection& collection_;
  const Schema& schema_;
  Plan& plan_;
  double largest_ = 0;
};

PlanPtr Planner::make(const query::Boolean& node, double boost) {
  BooleanPlan out;
  out.must.reserve(node.must.size());
  out.should.reserve(node.should.size());
  for (const NodePtr& part : node.must) out.must.push_back(plan(*part, boost));
  for (const NodePtr& part : node.should) out.should.push_back(plan(*part, boost));
  for (const NodePtr& part : node.must_not) out.must_not.push_back(unscored(*part));
  for (const NodePtr& part : node.filter) out.filter.push_back(unscored(*part));
  return wrap(std::move(out));
}

PlanPtr Planner::make(const query::Term& node, double boost) {
  if (node.field == query::kIdField) return wrap(IdPlan{collection_.find(node.term)});
  return scored_alone(node, boost);
}

Planner::Weighted Planner::start(const std::string& field) {
  Weighted out;
  out.part.occurrences.field = field;
  out.part.occurrences.is_text = field_with_terms(schema_, field).kind == FieldKind::kText;
  out.part.average_length = collection_.field(field).average_length();
  return out;
}

Planner::Weighted Planner::occurrences(const query::Term& node) {
  Weighted out = start(node.field);
  const bool is_keyword = !out.part.occurrences.is_text;
  std::string term = is_keyword ? text::limited_term(node.term, text::kMaxKeywordBytes) : node.term;
  out.part.occurrences.found.push_back(collection_.find(node.field, term));
  out.idf = idf(collection_.term(node.field, term, out.part.occurrences.found[0]).doc_freq);
  out.part.occurrences.terms.push_back({std::move(term), 0});
  return out;
}

Planner::Weighted Planner::occurrences(const query::Phrase& node) {
  Weighted out = start(node.field);
  (void)field_with_positions(schema_, node.field);
  out.part.occurrences.terms = node.terms;
  out.part.occurrences.phrase = node.options;
  for (const query::PhraseTerm& term : node.terms) {
    auto& found = out.part.occurrences.found.emplace_back(collection_.find(node.field, term.term));
    out.idf += idf(collection_.term(node.field, term.term, found).doc_freq);
  }
  return out;
}

Planner::Weighted Planner::occurrences(const query::Expansion& node) {
  Weighted out = start(node.field);
  Expanded expanded = expand(collection_, node);
  if (expanded.terms.size() == 1) {
    out.part.occurrences.found.push_back(collection_.find(node.field, expanded.terms[0]));
  }
  if (auto note = note_of(expanded, node)) plan_.notes.push_back(std::move(*note));
  for (std::string& term : expanded.terms) {
    out.part.occurrences.terms.push_back({std::move(term), 0});
  }
  out.idf = idf(expanded.doc_freq);
  return out;
}

PlanPtr Planner::make(const query::Across& node, double boost) {
  ScoredPlan scored;
  scored.across = true;
  // The word tells as much as it does in the field where it tells least.
  double least_idf = std::numeric_limits<double>::infinity();
  for (const auto& [part, weight] : node.parts) {
    Weighted leaf = std::visit(
        query::Overloaded{
            [&](const query::Term& t) { return occurrences(t); },
            [&](const query::Phrase& p) { return occurrences(p); },
            [&](const query::Expansion& e) { return occurrences(e); },
            [&](const auto&) -> Weighted { throw QueryError("only leaves go across fields"); }},
        part->data);
    leaf.part.field_weight = weight;
    least_idf = std::min(least_idf, leaf.idf);
    scored.parts.push_back(std::move(leaf.part));
  }
  scored.weight = boost * least_idf;
  return finish(std::move(scored));
}

PlanPtr Planner::make(const query::Range& node, double) {
  if (node.field == query::kIdField) throw QueryError("ids have no ranges");
  const FieldSpec& spec = indexed_field(schema_, node.field);
  const auto wrong = [&](const Value& value) {
    throw QueryError("field \"" + node.field + "\" (" + std::string(to_string(spec.kind)) +
                     ") cannot be compared with " + value.to_json());
  };
  if (spec.kind == FieldKind::kText) {
    throw QueryError("field \"" + node.field + "\" (text) has no ranges");
  }
  if (spec.kind == FieldKind::kKeyword) {
    TermRangePlan range{node.field, {}, {}, node.options.include_lower, node.options.include_upper};
    const auto* low = node.lower.get_if<std::string>();
    const auto* high = node.upper.get_if<std::string>();
    if (low == nullptr && !node.lower.is_null()) wrong(node.lower);
    if (high == nullptr && !node.upper.is_null()) wrong(node.upper);
    if (low != nullptr) range.low = *low;
    if (low == nullptr) range.include_low = true;
    if (high != nullptr) range.high = *high;
    return wrap(std::move(range));
  }
  ColumnPlan column{node.field};
  if (!node.lower.is_null()) {
    const auto low = query::column_value(node.lower, spec.kind);
    if (!low) wrong(node.lower);
    column.low = *low;
    if (!node.options.include_lower) {
      if (column.low == std::numeric_limits<std::int64_t>::max()) return wrap(std::monostate{});
      ++column.low;
    }
  }
  if (!node.upper.is_null()) {
    const auto high = query::column_value(node.upper, spec.kind);
    if (!high) wrong(node.upper);
    column.high = *high;
    if (!node.options.include_upper) {
      if (column.high == std::numeric_limits<std::int64_t>::min()) return wrap(std::monostate{});
      --column.high;
    }
  }
  return wrap(std::move(column));
}

PlanPtr Planner::make(const query::Exists& node, double) {
  if (node.field == query::kIdField) return wrap(AllPlan{});
  const FieldSpec& spec = indexed_field(schema_, node.field);
  if (spec.kind == FieldKind::kText) return wrap(PresencePlan{node.field});
  if (spec.kind == FieldKind::kKeyword) return wrap(TermRangePlan{node.field, {}, {}, true, true});
  return wrap(ColumnPlan{node.field});
}

}  // namespace

Plan make_plan(const Query& query, const std::optional<Query>& filter, const Collection& collection,
               const Schema& schema, const Bm25& model) {
  require_valid(model);
  Plan plan;
  plan.model = model;
  Planner planner(collection, schema, plan);
  plan.root = planner.plan(query.node(), 1);
  if (filter.has_value()) {
    BooleanPlan filtered;
    filtered.must.push_back(std::move(plan.root));
    filtered.filter.push_back(planner.unscored(filter->node()));
    plan.root = std::make_unique<PlanNode>(PlanNode{std::move(filtered)});
  }
  plan.scale = ranking::ScoreScale(planner.largest());
  return plan;
}

}  // namespace lodex::search
