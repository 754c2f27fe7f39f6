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
// rarer ones first. (The order of steps is that of Lucene's BlockMaxConjunctionBulkScorer.)
class TermsAndSearch final : public PrunedSearch {
 public:
  // At least one list, the rarest first; all are of one segment.
  explicit TermsAndSearch(std::vector<TermScorer> lists);
  void run(ScoreCollector& collector) override;

 private:
  // The most that the lists behind the leader can add to its documents in [begin, end).
  [[nodiscard]] Score others_bound(DocId begin, DocId end);
  void run_block(DocId end, Score others, ScoreCollector& collector);

  std::vector<TermScorer> lists_;  // the rarest first
  std::vector<Score> bounds_;      // of the lists, in the block
  Candidates candidates_;
};

}  // namespace lodex::search
