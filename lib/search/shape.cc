#include "search/shape.h"

#include <algorithm>
#include <optional>

namespace lodex::search {
namespace {

using segment::Segment;
using segment::SegmentField;
using Kind = Shape::Kind;

const ScoredPlan* as_single_word(const PlanNode& node) {
  const auto* scored = std::get_if<ScoredPlan>(&node.data);
  if (scored == nullptr || scored->across) return nullptr;
  const Occurrences& occurrences = scored->parts[0].occurrences;
  return !occurrences.phrase && occurrences.terms.size() == 1 ? scored : nullptr;
}

const ScoredPlan* as_exact_phrase(const PlanNode& node) {
  const auto* scored = std::get_if<ScoredPlan>(&node.data);
  if (scored == nullptr || scored->across) return nullptr;
  const auto& phrase = scored->parts[0].occurrences.phrase;
  return phrase && phrase->ordered && phrase->slop == 0 ? scored : nullptr;
}

// A part of a plan that is a word.
struct PlannedWord {
  const ScoredPlan* plan;
  const query::PhraseTerm* term;
};
struct PlannedShape {
  Kind kind = Kind::kOther;
  std::vector<PlannedWord> words;
};

PlannedWord single_word(const ScoredPlan& plan) {
  return {&plan, plan.parts[0].occurrences.terms.data()};
}

PlannedShape shape_of_all(const std::vector<PlanPtr>& nodes, Kind kind) {
  PlannedShape shape{kind, {}};
  for (const PlanPtr& node : nodes) {
    const ScoredPlan* word = as_single_word(*node);
    if (word == nullptr) return {};
    shape.words.push_back(single_word(*word));
  }
  return shape;
}

PlannedShape shape_of(const PlanNode& node) {
  if (const ScoredPlan* word = as_single_word(node)) return {Kind::kAllOf, {single_word(*word)}};
  if (const ScoredPlan* phrase = as_exact_phrase(node)) {
    PlannedShape shape{Kind::kPhrase, {}};
    for (const query::PhraseTerm& term : phrase->parts[0].occurrences.terms) {
      shape.words.push_back({phrase, &term});
    }
    return shape;
  }
  const auto* boolean = std::get_if<BooleanPlan>(&node.data);
  if (boolean == nullptr || !boolean->must_not.empty() || !boolean->filter.empty()) return {};
  if (boolean->must.empty() == boolean->should.empty()) return {};
  return boolean->must.empty() ? shape_of_all(boolean->should, Kind::kAnyOf)
                               : shape_of_all(boolean->must, Kind::kAllOf);
}

std::optional<Shape::Word> find(const PlannedWord& word, const Plan& plan, const Segment& segment) {
  const Occurrences& occurrences = word.plan->parts[0].occurrences;
  const SegmentField* field = segment.field(occurrences.field);
  if (field == nullptr) return {};
  const auto found = field->terms.find(word.term->term);
  if (!found) return {};
  return Shape::Word{field, found->info, term_formula(*word.plan, plan.model, plan.scale),
                     length_array(occurrences, segment), word.term->position};
}

}  // namespace

Shape shape_of(const Plan& plan, const Segment& segment) {
  const PlannedShape planned = shape_of(*plan.root);
  Shape shape{planned.kind, {}};
  for (const PlannedWord& word : planned.words) {
    if (auto found = find(word, plan, segment)) {
      shape.words.push_back(*found);
    } else if (shape.kind != Kind::kAnyOf) {
      return {Kind::kNothing, {}};
    }
  }
  if (shape.kind == Kind::kOther) return shape;
  if (shape.words.empty()) return {Kind::kNothing, {}};
  if (shape.kind == Kind::kAnyOf && shape.words.size() == 1) shape.kind = Kind::kAllOf;
  std::ranges::stable_sort(shape.words, {}, &Shape::Word::doc_freq);
  return shape;
}

}  // namespace lodex::search
