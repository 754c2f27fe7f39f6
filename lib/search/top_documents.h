// The best k of a stream of scored documents.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/ids.h"
#include "ranking/bm25.h"

namespace lodex::search {

// A score and a document in one number that is larger the better: equal scores are ordered by
// document, the lower first.
class RankKey {
 public:
  RankKey() = default;
  RankKey(ranking::Score score, std::uint32_t doc)
      : bits_(std::uint64_t{score} << 32 | static_cast<std::uint32_t>(~doc)) {}
  [[nodiscard]] ranking::Score score() const { return static_cast<ranking::Score>(bits_ >> 32); }
  [[nodiscard]] std::uint32_t doc() const { return ~static_cast<std::uint32_t>(bits_); }
  auto operator<=>(const RankKey&) const = default;

 private:
  std::uint64_t bits_ = 0;
};

class TopDocuments {
 public:
  explicit TopDocuments(std::size_t k) : k_(k), primed_(k == 0 ? ~ranking::Score{0} : 0) {
    heap_.reserve(std::min<std::size_t>(k, 4096));
  }

  [[nodiscard]] std::size_t wanted() const { return k_; }
  // At least as many documents as are wanted are known to score so much or more. They need not have
  // been added.
  void prime(ranking::Score least) { primed_ = std::max(primed_, least); }
  // Only documents that come before this one are of use: for who keeps the best elsewhere.
  void want_above(RankKey worst) { worst_ = worst; }
  // Documents may come in any order.
  void add(RankKey key) {
    if (heap_.size() < k_) {
      heap_.push_back(key);
      std::ranges::push_heap(heap_, std::greater<>());
      if (heap_.size() == k_) worst_ = heap_.front();
    } else if (k_ > 0 && key > worst_) {
      std::ranges::pop_heap(heap_, std::greater<>());
      heap_.back() = key;
      std::ranges::push_heap(heap_, std::greater<>());
      worst_ = heap_.front();
    }
  }
  // The least score with which a document numbered `first` or higher can still be among the best.
  [[nodiscard]] ranking::Score least_score(std::uint32_t first) const {
    return std::max(primed_, worst_.score() + (worst_.doc() < first ? 1 : 0));
  }
  // The best first.
  [[nodiscard]] std::vector<RankKey> sorted() && {
    std::ranges::sort(heap_, std::greater<>());
    return std::move(heap_);
  }

 private:
  std::size_t k_;
  ranking::Score primed_;
  RankKey worst_;              // of as many as are wanted; of fewer, one that all come before
  std::vector<RankKey> heap_;  // the worst in front
};

}  // namespace lodex::search
