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

// Walks over the windows of a segment that may have matches and hands each to `visit(window,
// matches)`, until that returns false.
class WindowWalk {
 public:
  WindowWalk(const segment::LiveSegment& live, Operator& root) : live_(live), root_(root) {}

  // `wants(window)`: 0 pass it over, 1 matches only, 2 scores as well.
  enum class Want : std::uint8_t { kNothing, kMatches, kScores };
  template <class Wants, class Visit>
  void run(Wants wants, Visit visit) {
    const std::uint32_t doc_count = live_.segment->doc_count();
    DocId doc = 0;
    while ((doc = root_.next_candidate(doc)) != kEndDoc && doc < doc_count) {
      const Window window = Window::of(doc, doc_count);
      doc = window.end;
      const Want want = wants(window);
      if (want != Want::kNothing) {
        matches_.clear();
        root_.collect(window, matches_, want == Want::kScores ? scores_.data() : nullptr);
        remove_deleted(live_, window, matches_);
        if (!visit(window, matches_, scores_, want)) return;
        if (want == Want::kScores) std::fill_n(scores_.begin(), window.size(), ranking::Score{0});
      }
      if (doc >= doc_count) return;
    }
  }

 private:
  const segment::LiveSegment& live_;
  Operator& root_;
  Matches matches_;
  Scores scores_{};
};

}  // namespace lodex::search
