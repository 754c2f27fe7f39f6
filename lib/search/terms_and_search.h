// The best documents that have all of some words.
#pragma once

#include <vector>

#include "search/candidates.h"
#include "search/pruned_search.h"
#include "search/term_scorer.h"

namespace lodex::search {

// Block-max AND, score first: the rarest word leads, a block of it at a time. A block is passed
// over where the bounds of all lists say so; of the others the leader's scores are computed at
// once, and only documents that can still be among the best are looked up in the other lists, the
// rarer ones first. (The order of steps is that of Lucene's BlockMaxConjunctionBulkScorer; that of
// blocks is in promising_first.h.)
class TermsAndSearch final : public PrunedSearch {
 public:
  // At least one list, the rarest first; all are of one segment.
  explicit TermsAndSearch(std::vector<TermScorer> lists);
  void run(ScoreCollector& collector) override;

 private:
  // The first document that a block of the leader may have.
  [[nodiscard]] DocId begin_of(std::size_t block) const;
  // Bounds of all lists for each block of the leader, and their sums.
  void bound_blocks();
  void run_block(std::size_t block, ScoreCollector& collector);

  std::vector<TermScorer> lists_;  // the rarest first
  std::vector<Score> totals_;      // by block of the leader
  std::vector<Score> others_;      // of the lists behind the leader, by block and list
  Candidates candidates_;
};

}  // namespace lodex::search
