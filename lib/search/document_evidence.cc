#include "search/document_evidence.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "postings/phrase_match.h"
#include "search/operators.h"
#include "search/term_scorer.h"
#include "search/window.h"

namespace lodex::search {
namespace {

// The plan of a word of which only the arithmetic is wanted.
ScoredPlan plan_of_word(const explain::ScoredWord& word) {
  ScoredPlan plan;
  plan.weight = word.weight;
  plan.across = word.across;
  for (const explain::ScoredWord::Part& part : word.parts) {
    plan.parts.push_back(
        {{part.facts->field, part.facts->has_length, {}}, part.weight, part.facts->average_length});
  }
  return plan;
}

}  // namespace

Plan DocumentEvidence::plan_of(const query::NodePtr& leaf) const {
  return make_plan(Query(leaf), {}, collection_, schema_, plan_.model);
}

// How often the document has all of it, and each term.
std::uint32_t DocumentEvidence::count(const Occurrences& occurrences,
                                      std::vector<explain::TermFacts>& terms) const {
  const segment::Segment& segment = *collection_.segments()[place_.segment].segment;
  const segment::SegmentField* field = segment.field(occurrences.field);
  std::vector<std::vector<std::uint32_t>> positions(terms.size());
  std::vector<std::uint32_t> offsets;
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    offsets.push_back(occurrences.terms[i].position);
    const auto found = field == nullptr ? std::nullopt : field->terms.find(terms[i].term);
    if (!found) continue;
    postings::TermCursor cursor = field->cursor(found->info);
    if (cursor.seek(place_.doc) != place_.doc) continue;
    terms[i].freq = cursor.freq();
    sum += terms[i].freq;
    if (occurrences.phrase) cursor.positions(positions[i]);
  }
  if (!occurrences.phrase) return sum;
  if (std::ranges::any_of(terms, [](const auto& term) { return term.freq == 0; })) return 0;
  return postings::count_phrase(positions, offsets, *occurrences.phrase);
}

explain::LeafFacts DocumentEvidence::facts(const query::NodePtr& leaf) const {
  const Plan plan = plan_of(leaf);
  const ScoredPlan::Part& part = std::get<ScoredPlan>(plan.root->data).parts[0];
  const Occurrences& occurrences = part.occurrences;
  explain::LeafFacts out;
  out.field = occurrences.field;
  out.has_length = occurrences.is_text;
  out.average_length = part.average_length;
  for (const query::PhraseTerm& term : occurrences.terms) {
    out.terms.push_back({term.term, collection_.term(occurrences.field, term.term).doc_freq, 0});
  }
  out.freq = count(occurrences, out.terms);
  if (out.freq == 0) return out;
  const segment::Segment& segment = *collection_.segments()[place_.segment].segment;
  out.length = length_of(length_array(occurrences, segment), place_.doc);
  return out;
}

bool DocumentEvidence::matches(const query::NodePtr& leaf) const {
  const Plan plan = plan_of(leaf);
  const DocId doc_count = collection_.segments()[place_.segment].segment->doc_count();
  const auto root = make_operator(plan, collection_, place_.segment);
  const Window window = Window::of(place_.doc, doc_count);
  Matches found;
  root->collect(window, found, nullptr);
  return found.contains(place_.doc - window.begin);
}

double DocumentEvidence::score(const explain::ScoredWord& word) const {
  const ScoredPlan plan = plan_of_word(word);
  if (!word.across) {
    const explain::LeafFacts& facts = *word.parts[0].facts;
    return plan_.scale.value(
        term_formula(plan, plan_.model, plan_.scale).score(facts.freq, facts.length));
  }
  // As operators add them: floats, in the order of the fields.
  float sum = 0;
  for (std::size_t i = 0; i < plan.parts.size(); ++i) {
    const explain::LeafFacts& facts = *word.parts[i].facts;
    sum += field_formula(plan.parts[i], plan_.model).frequency(facts.freq, facts.length);
  }
  return plan_.scale.value(fields_formula(plan, plan_.model, plan_.scale).score(sum));
}

}  // namespace lodex::search
