// BM25 and BM25F: idf, the contribution of a term to a score, and its bounds.
//
// Scores are computed in fixed point: a contribution is rounded once, to a whole number of units of
// 2^-shift, and contributions are added as integers. Addition is then exact, so a document has the
// same score whatever path through the index finds it, and sums of bounds bound sums. The unit is
// chosen for each query so that the largest sum it could reach fits 30 bits: its resolution is
// finer than that of the 24 bits of a float.
#pragma once

#include <cstdint>

#include "lodex/config.h"

namespace lodex::ranking {

// A score, or a part of one, in the units of its query's ScoreScale.
using Score = std::uint32_t;

// ln(1 + (N − n + ½) / (n + ½)): how much a term that is in n of N documents tells. Positive.
[[nodiscard]] LODEX_API double idf(std::uint64_t documents, std::uint64_t with_term) noexcept;

// The unit of one query's scores.
class ScoreScale {
 public:
  ScoreScale() = default;
  // `largest` is the sum of the largest contributions of all parts of the query; at least 0.
  explicit ScoreScale(double largest) noexcept;

  // A weight in units, for the arithmetic of contributions.
  [[nodiscard]] float units(double weight) const noexcept {
    return static_cast<float>(weight * scale_);
  }
  [[nodiscard]] double value(Score score) const noexcept { return score / scale_; }
  [[nodiscard]] double value(std::uint64_t score) const noexcept {
    return static_cast<double>(score) / scale_;
  }

 private:
  double scale_ = 1;  // units in 1; a power of two
};

// The score of one term in one field: weight · tf / (tf + norm) with norm = base + slope · length,
// computed as weight / (1 + norm · (1 / tf)). In this form every operation rises or falls with one
// number alone, and so does its rounded result: a score never falls where the frequency rises or
// the length falls. Hence bounds are scores, without a margin.
struct Bm25Term {
  // `b` is that of the field, 0 where it has no length to normalise by.
  static Bm25Term of(float weight, double k1, double b, double average_length) noexcept {
    return {weight, static_cast<float>(k1 * (1 - b)), static_cast<float>(k1 * b / average_length)};
  }

  float weight = 0;  // boost · idf, in units
  float base = 0;    // k1 · (1 − b)
  float slope = 0;   // k1 · b / average length

  [[nodiscard]] Score score(std::uint32_t freq, std::uint32_t length) const noexcept {
    return rounded(unrounded(freq, length));
  }
  [[nodiscard]] float unrounded(std::uint32_t freq, std::uint32_t length) const noexcept {
    const float norm = base + slope * static_cast<float>(length);
    return weight / (1 + norm * (1 / static_cast<float>(freq)));
  }
  // No posting scores more.
  [[nodiscard]] Score bound() const noexcept { return rounded(weight); }

  static Score rounded(float units) noexcept { return static_cast<Score>(__builtin_lrintf(units)); }
};

// The parameters of one field of BM25F: tf of the field is weight · freq / (base + slope · length).
struct Bm25Field {
  static Bm25Field of(double weight, double b, double average_length) noexcept {
    return {static_cast<float>(weight), static_cast<float>(1 - b),
            static_cast<float>(b / average_length)};
  }

  float weight = 1;
  float base = 1;   // 1 − b
  float slope = 0;  // b / average length

  [[nodiscard]] float frequency(std::uint32_t freq, std::uint32_t length) const noexcept {
    return weight * static_cast<float>(freq) / (base + slope * static_cast<float>(length));
  }
};

// The score of a word over several fields, from the sum of its fields' frequencies.
struct Bm25Fields {
  float weight = 0;  // boost · idf, in units
  float k1 = 0;

  [[nodiscard]] Score score(float frequency) const noexcept {
    return Bm25Term::rounded(unrounded(frequency));
  }
  [[nodiscard]] float unrounded(float frequency) const noexcept {
    return weight * frequency / (frequency + k1);
  }
  // A bound from a sum of bounds of frequencies, which may lack a few units in its last place. The
  // formula is not quite monotone in its rounding, hence the margin.
  [[nodiscard]] Score bound(float frequency) const noexcept {
    return with_margin(score(frequency * (1 + 0x1p-20F)));
  }
  [[nodiscard]] Score bound() const noexcept { return with_margin(Bm25Term::rounded(weight)); }

 private:
  static Score with_margin(Score score) noexcept { return score + (score >> 20) + 1; }
};

}  // namespace lodex::ranking
