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
  explicit TopDocuments(std::size_t k) : k_(k) { heap_.reserve(std::min<std::size_t>(k, 4096)); }

  [[nodiscard]] std::size_t wanted() const { return k_; }
  // At least as many documents as are wanted are known to score so much or more. They need not have
  // been added.
  void prime(ranking::Score least) { primed_ = std::max(primed_, least); }
  // Documents may come in any order.
  void add(RankKey key) {
    if (heap_.size() < k_) {
      heap_.push_back(key);
      std::ranges::push_heap(heap_, std::greater<>());
    } else if (k_ > 0 && key > heap_.front()) {
      std::ranges::pop_heap(heap_, std::greater<>());
      heap_.back() = key;
      std::ranges::push_heap(heap_, std::greater<>());
    }
  }
  // The least score with which a document numbered `first` or higher can still be among the best.
  [[nodiscard]] ranking::Score least_score(std::uint32_t first) const {
    if (k_ == 0) return ~ranking::Score{0};
    if (heap_.size() < k_) return primed_;
    const RankKey worst = heap_.front();
    return std::max(primed_, worst.score() + (worst.doc() < first ? 1 : 0));
  }
  // The best first.
  [[nodiscard]] std::vector<RankKey> sorted() && {
    std::ranges::sort(heap_, std::greater<>());
    return std::move(heap_);
  }

 private:
  std::size_t k_;
  ranking::Score primed_ = 0;
  std::vector<RankKey> heap_;  // the worst in front
};

}  // namespace lodex::search
