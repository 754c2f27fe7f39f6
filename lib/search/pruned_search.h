// Searches for the best documents of the common shapes of queries, each with an algorithm of its
// own that passes over what cannot be among the best. They find what scoring everything finds.
#pragma once

#include <cstddef>
#include <memory>

#include "search/collection.h"
#include "search/plan.h"
#include "search/score_collector.h"

namespace lodex::search {

// A search of one segment.
class PrunedSearch {
 public:
  virtual ~PrunedSearch() = default;
  PrunedSearch() = default;
  PrunedSearch(const PrunedSearch&) = delete;
  PrunedSearch& operator=(const PrunedSearch&) = delete;
  // Adds every document that can be among the best, and its score, to the collector, and counts
  // matching documents there as long as it sees them all. Once.
  virtual void run(ScoreCollector& collector) = 0;
};

// Null where the plan is of another shape than
//
//   a word in one field           TermsAndSearch of one
//   words that must all occur     TermsAndSearch
//   words of which any may occur  MaxScoreSearch
//   a phrase                      PhraseSearch
//
// Plan and collection have to outlive the search.
[[nodiscard]] std::unique_ptr<PrunedSearch> make_pruned_search(const Plan& plan,
                                                               const Collection& collection,
                                                               std::size_t segment);

}  // namespace lodex::search
