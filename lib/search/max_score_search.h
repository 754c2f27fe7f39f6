// The best documents that have any of some words.
#pragma once

#include <vector>

#include "search/candidates.h"
#include "search/pruned_search.h"
#include "search/term_scorer.h"
#include "search/window.h"

namespace lodex::search {

// Windowed block-max MaxScore (Turtle and Flood, "Query Evaluation: Strategies and Optimizations",
// 1995, with bounds of windows in place of those of lists, as in Lucene's MaxScoreBulkScorer).
// Windows are visited as promising_first.h says. In each the lists are ordered by what they can add
// there. Those with the lowest bounds, which together cannot reach the least score, are not
// essential: no document of theirs alone is of interest. The essential ones are added up over the
// window; of the documents that can still be among the best the others are looked up.
class MaxScoreSearch final : public PrunedSearch {
 public:
  // All lists are of one segment, which has `doc_count` documents.
  MaxScoreSearch(std::vector<TermScorer> lists, DocId doc_count);
  void run(ScoreCollector& collector) override;

 private:
  // A list in a window.
  struct Entry {
    TermScorer* list = nullptr;
    Score bound = 0;  // in the window
    Score up_to = 0;  // the sum of the bounds up to here, of the lists before included
  };

  // Bounds of all lists in all windows, and their sums.
  void bound_windows();
  void run_window(const Window& window, ScoreCollector& collector);
  // Sorts the entries of the window; returns how many of the first are not essential.
  std::size_t order(const Window& window, Score least);
  void take_one(TermScorer& list, const Window& window, std::size_t optional,
                ScoreCollector& collector);
  // Adds the scores of the list in the window to sums_, and their places to touched_.
  void add_up(TermScorer& list, const Window& window);
  void add_up_touching(TermScorer& list, const Window& window);
  // Makes candidates of the documents of the lists from `optional` on: all of them, or those that
  // score `wanted` or more there.
  void take_all(const Window& window, std::size_t optional);
  void take_touched(const Window& window, std::size_t optional, Score wanted);
  // Of the essential lists in a window, on average.
  [[nodiscard]] std::uint64_t expected_postings(std::size_t optional) const;
  // Looks the candidates up in the first `optional` lists and hands them on.
  void finish(const Window& window, std::size_t optional, ScoreCollector& collector);

  std::vector<TermScorer> lists_;
  DocId doc_count_;
  std::vector<Score> totals_;  // by window
  std::vector<Score> bounds_;  // by list and window
  std::vector<Entry> entries_;
  Candidates candidates_;
  std::vector<DocId> touched_;  // places in the window, one a posting
  struct Taken {
    DocId at;
    Score sum;
    auto operator<=>(const Taken&) const = default;
  };
  std::vector<Taken> taken_;
  Scores sums_{};  // zero but while a window is added up
};

}  // namespace lodex::search
