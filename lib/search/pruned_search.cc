#include "search/pruned_search.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "search/max_score_search.h"
#include "search/phrase_search.h"
#include "search/term_scorer.h"
#include "search/terms_and_search.h"

namespace lodex::search {
namespace {

using segment::Segment;
using segment::SegmentField;
using SearchPtr = std::unique_ptr<PrunedSearch>;

class NothingSearch final : public PrunedSearch {
 public:
  void run(ScoreCollector&) override {}
};

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

// The words of a list of nodes; nothing where one of them is something else.
std::optional<std::vector<const ScoredPlan*>> as_words(const std::vector<PlanPtr>& nodes) {
  std::vector<const ScoredPlan*> words;
  for (const PlanPtr& node : nodes) {
    const ScoredPlan* word = as_single_word(*node);
    if (word == nullptr) return {};
    words.push_back(word);
  }
  return words;
}

class Maker {
 public:
  Maker(const Plan& plan, const Segment& segment) : plan_(plan), segment_(segment) {}

  SearchPtr make(const PlanNode& node) {
    if (const ScoredPlan* word = as_single_word(node)) return all_of({word});
    if (const ScoredPlan* phrase = as_exact_phrase(node)) return make_phrase(*phrase);
    const auto* boolean = std::get_if<BooleanPlan>(&node.data);
    if (boolean == nullptr || !boolean->must_not.empty() || !boolean->filter.empty()) return {};
    if (boolean->must.empty() == boolean->should.empty()) return {};
    const auto words = as_words(boolean->must.empty() ? boolean->should : boolean->must);
    if (!words) return {};
    return boolean->must.empty() ? any_of(*words) : all_of(*words);
  }

 private:
  // A word that the segment has. Scorers are large: they are made in their place, once their order
  // is known.
  struct Found {
    const SegmentField* field;
    TermInfo info;
    ranking::Bm25Term formula;
    simd::LengthArray lengths;
    std::uint32_t offset = 0;  // in a phrase

    [[nodiscard]] TermScorer scorer() const { return {field->cursor(info), formula, lengths}; }
    [[nodiscard]] std::uint32_t doc_freq() const { return info.doc_freq; }
  };

  std::optional<Found> find(const ScoredPlan& plan, const query::PhraseTerm& term) {
    const Occurrences& occurrences = plan.parts[0].occurrences;
    const SegmentField* field = segment_.field(occurrences.field);
    if (field == nullptr) return {};
    const auto found = field->terms.find(term.term);
    if (!found) return {};
    return Found{field, found->info, term_formula(plan, plan_.model, plan_.scale),
                 length_array(occurrences, segment_), term.position};
  }

  std::vector<Found> find_all(const std::vector<const ScoredPlan*>& words) {
    std::vector<Found> all;
    for (const ScoredPlan* word : words) {
      if (auto found = find(*word, word->parts[0].occurrences.terms[0])) all.push_back(*found);
    }
    std::ranges::sort(all, {}, &Found::doc_freq);
    return all;
  }

  SearchPtr all_of(const std::vector<const ScoredPlan*>& words) {
    const std::vector<Found> found = find_all(words);
    if (found.size() < words.size()) return std::make_unique<NothingSearch>();
    return std::make_unique<TermsAndSearch>(scorers_of(found));
  }

  SearchPtr any_of(const std::vector<const ScoredPlan*>& words) {
    const std::vector<Found> found = find_all(words);
    if (found.empty()) return std::make_unique<NothingSearch>();
    if (found.size() == 1) return std::make_unique<TermsAndSearch>(scorers_of(found));
    return std::make_unique<MaxScoreSearch>(scorers_of(found), segment_.doc_count());
  }

  static std::vector<TermScorer> scorers_of(const std::vector<Found>& all) {
    std::vector<TermScorer> scorers;
    scorers.reserve(all.size());
    for (const Found& found : all) scorers.push_back(found.scorer());
    return scorers;
  }

  SearchPtr make_phrase(const ScoredPlan& phrase) {
    std::vector<Found> all;
    for (const query::PhraseTerm& term : phrase.parts[0].occurrences.terms) {
      const auto found = find(phrase, term);
      if (!found) return std::make_unique<NothingSearch>();
      all.push_back(*found);
    }
    std::ranges::stable_sort(all, {}, &Found::doc_freq);
    std::vector<PhraseSearch::Word> words;
    words.reserve(all.size());
    for (const Found& found : all) words.push_back({found.scorer(), found.offset});
    return std::make_unique<PhraseSearch>(std::move(words));
  }

  const Plan& plan_;
  const Segment& segment_;
};

}  // namespace

std::unique_ptr<PrunedSearch> make_pruned_search(const Plan& plan, const Collection& collection,
                                                 std::size_t segment) {
  return Maker(plan, *collection.segments()[segment].segment).make(*plan.root);
}

}  // namespace lodex::search
