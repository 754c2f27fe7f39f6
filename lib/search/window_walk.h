// The walk of an operator over the windows of a segment.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "search/operators.h"
#include "search/window.h"
#include "segment/segment.h"

namespace lodex::search {

inline void remove_deleted(const segment::LiveSegment& live, const Window& window,
                           Matches& matches) {
  if (live.deletions == nullptr) return;
  const std::vector<std::uint64_t>& words = live.deletions->words();
  const std::size_t first = window.begin / 64;
  matches.subtract(words.data() + first, words.size() - first);
}

// Walks over the windows of a segment that may have matches, in rising order.
class WindowWalk {
 public:
  WindowWalk(const segment::LiveSegment& live, Operator& root) : live_(live), root_(root) {}

  enum class Want : std::uint8_t { kNothing, kMatches, kScores };
  // Hands each window to `visit(window, matches, scores, want)`, until that returns false.
  // `wants(window)`: pass it over, matches only, scores as well.
  template <class Wants, class Visit>
  void run(Wants wants, Visit visit) {
    for_each_window([&](const Window& window) {
      const Want want = wants(window);
      if (want == Want::kNothing) return true;
      collect(window, want);
      const bool go_on = visit(window, matches_, scores_, want);
      forget(window, want);
      return go_on;
    });
  }
  // Calls `visit(window)` with each, until that returns false.
  template <class Visit>
  void for_each_window(Visit visit) {
    const std::uint32_t doc_count = live_.segment->doc_count();
    for (DocId doc = 0; (doc = root_.next_candidate(doc)) != kEndDoc && doc < doc_count;) {
      const Window window = Window::of(doc, doc_count);
      if (!visit(window) || window.end >= doc_count) return;
      doc = window.end;
    }
  }
  // Calls `visit(doc, score)` with each match of one window. Windows rise until the operator is
  // rewound.
  template <class Visit>
  void score(const Window& window, Visit visit) {
    collect(window, Want::kScores);
    matches_.for_each([&](DocId at) { visit(window.begin + at, scores_[at]); });
    forget(window, Want::kScores);
  }

 private:
  void collect(const Window& window, Want want) {
    matches_.clear();
    root_.collect(window, matches_, want == Want::kScores ? scores_.data() : nullptr);
    remove_deleted(live_, window, matches_);
  }
  void forget(const Window& window, Want want) {
    if (want == Want::kScores) std::fill_n(scores_.begin(), window.size(), ranking::Score{0});
  }

  const segment::LiveSegment& live_;
  Operator& root_;
  Matches matches_;
  Scores scores_{};
};

}  // namespace lodex::search
