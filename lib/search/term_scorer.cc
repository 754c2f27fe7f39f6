#include "search/term_scorer.h"

#include "simd/bit_packing.h"

namespace lodex::search {

simd::LengthArray length_array(const Occurrences& occurrences, const segment::Segment& segment) {
  if (!occurrences.is_text) return {};
  const store::LengthView view = segment.field(occurrences.field)->lengths.view();
  return {view.data, view.width};
}

double length_weight(const Occurrences& occurrences, const Bm25& model) {
  return occurrences.is_text ? model.b : 0;
}

ranking::Bm25Term term_formula(const ScoredPlan& plan, const Bm25& model,
                               const ranking::ScoreScale& scale) {
  const ScoredPlan::Part& part = plan.parts[0];
  const double b = length_weight(part.occurrences, model);
  return {scale.units(plan.weight), static_cast<float>(model.k1 * (1 - b)),
          static_cast<float>(model.k1 * b / part.average_length)};
}

void TermScorer::look_at(DocId target) {
  bound_ = bound_of_blocks(bound_block_, target, target + 1);
  bound_last_ = cursor_.last_of_block(bound_block_);
  bound_known_ = true;
}

Score TermScorer::bound_of_blocks(std::size_t& block, DocId begin, DocId end) const {
  const auto pairs = cursor_.blocks_max(block, begin, end);
  if (!pairs) return term_.bound();
  if (pairs->empty()) return 0;
  return ranking::Bm25Term::with_margin(
      simd::kernels().largest_score({term_.weight, term_.base, term_.slope},
                                    postings::decoded_lengths(), pairs->data(), pairs->size() / 2));
}

TermScorer::Batch TermScorer::batch(DocId end) {
  std::span<const DocId> docs = cursor_.block_docs();
  if (!docs.empty() && docs.back() >= end) {
    docs = docs.first(simd::lower_bound(docs.data(), docs.size(), end));
  }
  simd::kernels().score({term_.weight, term_.base, term_.slope}, lengths_, docs.data(),
                        cursor_.block_freqs().data(), docs.size(), scores_.data());
  return {docs, scores_.data()};
}

}  // namespace lodex::search
