#include "ranking/bm25.h"

#include <algorithm>
#include <cmath>

namespace lodex::ranking {
namespace {
// Scores stay below 2^30 units, so that margins and signed conversions have room.
constexpr int kScoreBits = 30;
// Units stay within what a double can scale by, also where boosts are multiplied.
constexpr int kMaxShift = 1000;
}  // namespace

double idf(std::uint64_t documents, std::uint64_t with_term) noexcept {
  const auto all = static_cast<double>(documents);
  const auto n = static_cast<double>(std::min(documents, with_term));
  return std::log1p((all - n + 0.5) / (n + 0.5));
}

ScoreScale::ScoreScale(double largest) noexcept {
  if (!(largest > 0) || !std::isfinite(largest)) return;
  int exponent = 0;
  (void)std::frexp(largest, &exponent);  // largest < 2^exponent
  scale_ = std::ldexp(1.0, std::clamp(kScoreBits - exponent, -kMaxShift, kMaxShift));
}

}  // namespace lodex::ranking
