#include "explain/explain.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>
#include <variant>

#include "explain/formula.h"
#include "query/field_terms.h"

namespace lodex::explain {
namespace {

using query::NodePtr;

std::string name_of(const NodePtr& node) { return Query(node).to_string(); }

std::string text_of(double number) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

class Explainer {
 public:
  Explainer(const Bm25& model, const Evidence& evidence) : model_(model), evidence_(evidence) {}

  // Of a part below boosts that multiply up to `boost`.
  [[nodiscard]] Explanation scored(const NodePtr& node, double boost) const {
    return part(node, {boost, true});
  }
  // Of a part that is matched only.
  [[nodiscard]] Explanation unscored(const NodePtr& node) const { return part(node, {1, false}); }

  [[nodiscard]] Explanation filter(const NodePtr& node) const {
    Explanation inner = unscored(node);
    const std::string description = inner.matches ? "filter: matches" : "filter: does not match";
    return {inner.matches, 0, description, {std::move(inner)}};
  }

 private:
  struct Scoring {
    double boost = 1;
    bool counts = true;
  };

  [[nodiscard]] Explanation part(const NodePtr& node, Scoring scoring) const {
    return std::visit([&](const auto& data) { return make(node, data, scoring); }, node->data);
  }

  [[nodiscard]] Explanation make(const NodePtr& node, const query::None&, Scoring) const {
    return no_match(name_of(node) + ": matches nothing");
  }
  [[nodiscard]] Explanation make(const NodePtr& node, const query::All&, Scoring) const {
    return number(0, name_of(node) + ": matches every document");
  }
  [[nodiscard]] Explanation make(const NodePtr& node, const query::Range&, Scoring) const {
    return test(node, "has a value in the range", "has no value in the range");
  }
  [[nodiscard]] Explanation make(const NodePtr& node, const query::Exists&, Scoring) const {
    return test(node, "has the field", "does not have the field");
  }
  [[nodiscard]] Explanation make(const NodePtr& node, const query::Term& term,
                                 Scoring scoring) const {
    if (term.field == query::kIdField) return test(node, "has the id", "has another id");
    return leaf(node, scoring);
  }
  [[nodiscard]] Explanation make(const NodePtr& node, const query::Phrase&, Scoring scoring) const {
    return leaf(node, scoring);
  }
  [[nodiscard]] Explanation make(const NodePtr& node, const query::Expansion&,
                                 Scoring scoring) const {
    return leaf(node, scoring);
  }
  [[nodiscard]] Explanation make(const NodePtr& node, const query::Boost& boost,
                                 Scoring scoring) const;
  [[nodiscard]] Explanation make(const NodePtr& node, const query::Across& across,
                                 Scoring scoring) const;
  [[nodiscard]] Explanation make(const NodePtr& node, const query::Boolean& boolean,
                                 Scoring scoring) const;

  // Of what is not scored.
  [[nodiscard]] Explanation test(const NodePtr& node, const char* yes, const char* no) const {
    const std::string name = name_of(node) + ": the document ";
    return evidence_.matches(node) ? number(0, name + yes) : no_match(name + no);
  }
  [[nodiscard]] Leaf read(const NodePtr& node) const {
    Leaf out{name_of(node), evidence_.facts(node)};
    if (std::holds_alternative<query::Phrase>(node->data)) out.kind = Leaf::Kind::kPhrase;
    if (std::holds_alternative<query::Expansion>(node->data)) out.kind = Leaf::Kind::kPattern;
    return out;
  }
  [[nodiscard]] Explanation leaf(const NodePtr& node, Scoring scoring) const;
  [[nodiscard]] Explanation product(const std::string& name, double boost, Explanation idf,
                                    Explanation saturation, ScoredWord word) const;

  const Bm25& model_;
  const Evidence& evidence_;
};

Explanation Explainer::make(const NodePtr&, const query::Boost& boost, Scoring scoring) const {
  if (!scoring.counts) return part(boost.part, scoring);
  Explanation inner = part(boost.part, {scoring.boost * boost.factor, true});
  return {inner.matches,
          inner.value,
          "boost by " + text_of(boost.factor) + ", counted below",
          {std::move(inner)}};
}

// `word` has its parts; its weight is that of the product.
Explanation Explainer::product(const std::string& name, double boost, Explanation idf,
                               Explanation saturation, ScoredWord word) const {
  word.weight = boost * idf.value;
  Explanation out = number(evidence_.score(word), name + ": idf · saturation");
  if (boost != 1) {
    out.description = name + ": boost · idf · saturation";
    out.details.push_back(number(boost, "boost"));
  }
  out.details.push_back(std::move(idf));
  out.details.push_back(std::move(saturation));
  return out;
}

Explanation Explainer::leaf(const NodePtr& node, Scoring scoring) const {
  const Leaf leaf = read(node);
  if (leaf.facts.freq == 0) return absence_of(leaf);
  if (!scoring.counts) return number(0, leaf.name + ": is in the document");
  return product(leaf.name, scoring.boost, idf_of(leaf, evidence_.document_count()),
                 saturation_of(leaf, model_), {.parts = {{&leaf.facts, 1}}});
}

Explanation Explainer::make(const NodePtr& node, const query::Across& across,
                            Scoring scoring) const {
  std::vector<Leaf> leaves;
  for (const auto& [part, weight] : across.parts) leaves.push_back(read(part));
  ScoredWord word{.across = true};
  std::vector<Explanation> idfs;
  std::vector<Explanation> frequencies;
  // The word tells as much as it does in the field where it tells least.
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const double weight = across.parts[i].second;
    const bool is_there = leaves[i].facts.freq > 0;
    if (is_there) word.parts.push_back({&leaves[i].facts, weight});
    frequencies.push_back(is_there ? field_frequency_of(leaves[i], weight, model_)
                                   : absence_of(leaves[i]));
    idfs.push_back(idf_of(leaves[i], evidence_.document_count()));
    least = std::min(least, idfs.back().value);
  }
  const std::string name = name_of(node);
  if (word.parts.empty()) {
    return no_match(name + ": is in none of the fields", std::move(frequencies));
  }
  if (!scoring.counts) return number(0, name + ": is in one of the fields");
  return product(name, scoring.boost,
                 number(least, "idf, the least of those of the fields", std::move(idfs)),
                 saturation_of(std::move(frequencies), model_), std::move(word));
}

// What a boolean query is, as people would say it.
std::string kind_of(const query::Boolean& boolean) {
  if (boolean.must.empty() && boolean.filter.empty()) return "any of";
  return boolean.should.empty() ? "all of" : "all that is required";
}

Explanation Explainer::make(const NodePtr&, const query::Boolean& boolean, Scoring scoring) const {
  Explanation out = number(0, kind_of(boolean));
  std::string failure;
  const auto require = [&](bool matches, const char* otherwise) {
    if (!matches && failure.empty()) failure = otherwise;
  };
  const bool is_mixed = !boolean.should.empty() && kind_of(boolean) != "any of";
  const auto add = [&](const NodePtr& node, const char* role) {
    Explanation& added = out.details.emplace_back(part(node, scoring));
    if (added.matches) out.value += added.value;
    if (is_mixed) added.description.insert(0, role);
    return added.matches;
  };
  for (const NodePtr& node : boolean.must) {
    require(add(node, "required: "), "a required part does not match");
  }
  bool any = false;
  for (const NodePtr& node : boolean.should) any = add(node, "optional: ") || any;
  if (kind_of(boolean) == "any of") {
    require(any, boolean.should.empty() ? "there are no parts" : "no part matches");
  }
  for (const NodePtr& node : boolean.filter) {
    out.details.push_back(filter(node));
    require(out.details.back().matches, "a filter does not match");
  }
  for (const NodePtr& node : boolean.must_not) {
    Explanation inner = unscored(node);
    require(!inner.matches, "an excluded part matches");
    const std::string description =
        inner.matches ? "not: the excluded part matches" : "not: the excluded part does not match";
    out.details.push_back({!inner.matches, 0, description, {std::move(inner)}});
  }
  if (!failure.empty()) return no_match(out.description + ": " + failure, std::move(out.details));
  out.description += scoring.counts ? ": the sum of the parts that match" : ": matches";
  return out;
}

}  // namespace

Explanation explain(const Question& question, const Evidence& evidence) {
  const Explainer explainer(question.model, evidence);
  Explanation query = explainer.scored(question.query.shared_node(), 1);
  if (!question.filter) return query;
  Explanation filter = explainer.filter(question.filter->shared_node());
  const bool matches = query.matches && filter.matches;
  const double value = matches ? query.value : 0;
  std::string description = matches         ? "the score of the query, which the filter restricts"
                            : query.matches ? "the filter does not match"
                                            : "the query does not match";
  return {matches, value, std::move(description), {std::move(query), std::move(filter)}};
}

}  // namespace lodex::explain
