#include "search/shape.h"

#include <algorithm>
#include <optional>

namespace lodex::search {
namespace {

using segment::Segment;
using Kind = Shape::Kind;

const ScoredPlan* as_single_word(const PlanNode& node) {
  const auto* scored = std::get_if<ScoredPlan>(&node.data);
  if (scored == nullptr || scored->across) return nullptr;
  const Occurrences& occurrences = scored->parts[0].occurrences;
  const bool one = !occurrences.phrase && occurrences.found.size() == 1;
  return one ? scored : nullptr;
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
  shape.words.reserve(nodes.size());
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

std::optional<Shape::Word> find(const PlannedWord& word, const Plan& plan, const Segment& segment,
                                std::size_t number) {
  const Occurrences& occurrences = word.plan->parts[0].occurrences;
  const auto& found =
      occurrences.found[static_cast<std::size_t>(word.term - occurrences.terms.data())][number];
  if (!found) return {};
  Shape::Word out;
  out.field = segment.field(occurrences.field);
  out.id = found->id;
  out.info = found->info;
  out.formula = term_formula(*word.plan, plan.model, plan.scale);
  out.lengths = length_array(occurrences, segment);
  out.offset = word.term->position;
  return out;
}

// Looks for the pairs of a phrase whose words are in order. A phrase of nothing but one pair is as
// good as a word; one with a pair that stands nowhere is nothing.
void find_pairs(Shape& shape) {
  std::vector<Shape::Word>& words = shape.words;
  for (std::size_t i = 0; i < words.size(); ++i) words[i].slot = i;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const segment::WordPairs& pairs = words[i].field->pairs;
    if (words[i].offset + 1 != words[i + 1].offset) continue;
    if (!pairs.rule().covers(words[i].doc_freq(), words[i + 1].doc_freq())) continue;
    const auto found = pairs.find(words[i].id, words[i + 1].id);
    if (!found) {
      shape = {Kind::kNothing, {}, {}};
      return;
    }
    Shape::Word& pair = shape.pairs.emplace_back(words[i]);
    pair.is_pair = true;
    pair.info = *found;
  }
  if (words.size() == 2 && shape.pairs.size() == 1) shape = {Kind::kAllOf, shape.pairs, {}};
}

}  // namespace

Shape shape_of(const Plan& plan, const Collection& collection, std::size_t number) {
  const Segment& segment = *collection.segments()[number].segment;
  const PlannedShape planned = shape_of(*plan.root);
  Shape shape{planned.kind, {}, {}};
  shape.words.reserve(planned.words.size());
  for (const PlannedWord& word : planned.words) {
    if (auto found = find(word, plan, segment, number)) {
      shape.words.push_back(*found);
    } else if (shape.kind != Kind::kAnyOf) {
      return {Kind::kNothing, {}, {}};
    }
  }
  if (shape.kind == Kind::kOther) return shape;
  if (shape.words.empty()) return {Kind::kNothing, {}, {}};
  if (shape.kind == Kind::kAnyOf && shape.words.size() == 1) shape.kind = Kind::kAllOf;
  if (shape.kind == Kind::kPhrase) find_pairs(shape);
  std::ranges::stable_sort(shape.words, {}, &Shape::Word::doc_freq);
  return shape;
}

}  // namespace lodex::search
