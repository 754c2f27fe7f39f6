// Where searches by score put what they find.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "ranking/bm25.h"
#include "search/collapsed_documents.h"
#include "search/top_documents.h"
#include "segment/segment.h"

namespace lodex::search {

// Keeps the best of the documents added, of one segment after the other; passes over deleted ones
// and those that do not come after a given place.
class ScoreCollector {
 public:
  // Hits up to and with `after` are not wanted. `collapsed` keeps the best of k, where not all of a
  // value are wanted; null otherwise. `out_of_time` is asked now and then.
  ScoreCollector(std::size_t k, const std::optional<RankKey>& after,
                 std::unique_ptr<CollapsedDocuments> collapsed, std::function<bool()> out_of_time)
      : top_(k),
        collapsed_(std::move(collapsed)),
        after_(after),
        out_of_time_(std::move(out_of_time)) {}

  // Documents from here on are of this segment, whose first has the global number `base`.
  void begin_segment(std::uint32_t base, const segment::LiveSegment& live) {
    base_ = base;
    deletions_ = live.deletions.get();
    if (collapsed_ != nullptr) collapsed_->begin_segment(*live.segment);
  }

  // How many documents are wanted.
  [[nodiscard]] std::size_t wanted() const { return top_.wanted(); }
  // A document of the segment from `first` on that scores less is of no use.
  [[nodiscard]] ranking::Score least_score(DocId first) const {
    return top_.least_score(base_ + first);
  }
  // At least wanted() documents of the segment, deleted ones among them, match and score so much or
  // more.
  void prime(ranking::Score least) {
    // Those of one value may be fewer than are wanted.
    if (deletions_ == nullptr && !after_ && collapsed_ == nullptr) top_.prime(least);
  }
  // A document that matches, with its score.
  void add(DocId doc, ranking::Score score) {
    if (deletions_ != nullptr && deletions_->contains(doc)) return;
    ++total_;
    offer(doc, score);
  }
  // The same for one that is live and is not counted in total().
  void offer(DocId doc, ranking::Score score) {
    const RankKey key(score, base_ + doc);
    if (after_ && key >= *after_) return;
    if (collapsed_ != nullptr) {
      collapsed_->add(doc, key);
      top_.want_above(collapsed_->least());
    } else {
      top_.add(key);
    }
  }
  // Some documents that match are not added.
  void prune() { pruned_ = true; }

  // Whether to stop; to be asked every few thousand documents. Remembers.
  [[nodiscard]] bool is_over() {
    if (!over_ && out_of_time_ && out_of_time_()) over_ = true;
    return over_;
  }

  // Documents that were added and are live: all that match, unless pruned().
  [[nodiscard]] std::uint64_t total() const { return total_; }
  [[nodiscard]] bool pruned() const { return pruned_; }
  [[nodiscard]] bool timed_out() const { return over_; }
  // The best first.
  [[nodiscard]] std::vector<RankKey> sorted() && { return std::move(top_).sorted(); }
  // The same where documents are collapsed.
  [[nodiscard]] std::vector<CollapsedDocuments::Kept> sorted_collapsed() && {
    return std::move(*collapsed_).sorted();
  }

 private:
  TopDocuments top_;
  std::unique_ptr<CollapsedDocuments> collapsed_;
  std::optional<RankKey> after_;
  std::function<bool()> out_of_time_;
  std::uint32_t base_ = 0;
  const segment::Deletions* deletions_ = nullptr;
  std::uint64_t total_ = 0;
  bool pruned_ = false;
  bool over_ = false;
};

}  // namespace lodex::search
