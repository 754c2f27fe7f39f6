// The order in which a pruning search visits stretches of documents.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "ranking/bm25.h"
#include "search/score_collector.h"
#include "simd/kernels.h"

namespace lodex::search {

// How many stretches are visited ahead of the others, where `wanted` documents are looked for: a
// small share, as each is visited with a lower least score than it would be in its turn.
[[nodiscard]] inline std::size_t promising_count(std::size_t stretches, std::size_t wanted) {
  return std::min(stretches / 16, 8 + wanted / 16);
}

// The places of the `count` highest bounds, in rising order.
[[nodiscard]] inline std::vector<std::uint32_t> most_promising(
    std::span<const ranking::Score> bounds, std::size_t count) {
  std::vector<std::uint64_t> keys(bounds.size());
  for (std::size_t i = 0; i < bounds.size(); ++i) keys[i] = std::uint64_t{bounds[i]} << 32 | i;
  const auto end = keys.begin() + static_cast<std::ptrdiff_t>(count);
  std::ranges::nth_element(keys, end, std::greater<>());
  std::vector<std::uint32_t> places(count);
  std::transform(keys.begin(), end, places.begin(),
                 [](std::uint64_t key) { return static_cast<std::uint32_t>(key); });
  std::ranges::sort(places);
  return places;
}

// Visits the stretches of a segment that can have one of the best documents, given a bound of the
// scores in each, 0 where there is nothing: first the few with the highest bounds, so that the
// least score is soon nearly what it is in the end, then, after `rewind()`, the others. Both walks
// rise. (BMP, Mallia et al., SIGIR 2024, visits all blocks by falling bounds; here most of that
// gain comes without losing the order that cursors are fast in.)
//
// `begin_of(i)` is the first document of a stretch. Bounds are used up.
template <class BeginOf, class Visit, class Rewind>
void visit_promising_first(std::span<ranking::Score> bounds, ScoreCollector& collector,
                           BeginOf begin_of, Visit visit, Rewind rewind) {
  const auto try_visit = [&](std::size_t i) {
    if (bounds[i] >= collector.least_score(begin_of(i))) {
      visit(i);
    } else {
      collector.prune();
    }
  };
  const std::size_t count = promising_count(bounds.size(), collector.wanted());
  if (count > 0) {
    for (const std::uint32_t i : most_promising(bounds, count)) {
      if (collector.is_over()) return;
      if (bounds[i] > 0) try_visit(i);
      bounds[i] = 0;
    }
    rewind();
  }
  if (bounds.size() == 1) {
    if (bounds[0] > 0) try_visit(0);
    return;
  }
  // No stretch has a lower least score than the first.
  const ranking::Score least = std::max<ranking::Score>(collector.least_score(0), 1);
  std::vector<std::uint32_t> left(bounds.size() + simd::kSelectSlack);
  left.resize(simd::kernels().select_at_least(bounds.data(), bounds.size(), least, left.data()));
  if (least > 1) collector.prune();
  for (const std::uint32_t i : left) {
    if (collector.is_over()) return;
    try_visit(i);
  }
}

}  // namespace lodex::search
