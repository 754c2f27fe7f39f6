// Impacts: what bounds the scores of a block of postings, whatever the ranking model's parameters.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/length_code.h"
#include "simd/kernels.h"

namespace lodex::postings {

// How often a term occurs in a document, and the document's length in the field.
struct Impact {
  std::uint32_t freq = 0;
  std::uint32_t length = 0;
  bool operator==(const Impact&) const = default;
};

// BM25's saturation with its usual parameters, for lengths against a typical one. Only choices
// depend on it; bounds stay bounds under any parameters.
inline constexpr double kUsualK1 = 1.2;
inline constexpr double kUsualB = 0.75;
[[nodiscard]] inline double saturation(const Impact& pair, double typical_length) {
  return pair.freq /
         (pair.freq + kUsualK1 * (1 - kUsualB + kUsualB * pair.length / typical_length));
}

// A frequency that stands for "255 or more": its bound is that of an unlimited frequency.
inline constexpr std::uint32_t kUnboundedFreq = 255;

inline constexpr std::size_t kMaxImpacts = simd::kGroupPairs;
inline constexpr std::size_t kImpactBytes = 2 * kMaxImpacts;

// Up to kMaxImpacts pairs such that for every document of the block one of them has at least its
// frequency and at most its length. A model whose score rises with frequency and falls with length
// is bounded by its maximum over the pairs. Freq and length both rise from pair to pair.
class Impacts {
 public:
  Impacts() = default;
  // The pairs of a block, reduced to kMaxImpacts and to what the codes can say; the choice is best
  // for a field whose lengths are `typical_length` on average, above 0.
  static Impacts of(std::span<const std::uint32_t> freqs, std::span<const std::uint32_t> lengths,
                    double typical_length);
  // Dominates every posting there can be.
  static Impacts unbounded();
  // As stored: kMaxImpacts times a byte of frequency and a byte of length code; unused pairs repeat
  // the last.
  static Impacts read(const std::uint8_t* bytes);
  void write(std::uint8_t* bytes) const;

  [[nodiscard]] std::span<const Impact> pairs() const { return {pairs_.data(), count_}; }

 private:
  std::array<Impact, kMaxImpacts> pairs_{};
  std::size_t count_ = 0;
};

}  // namespace lodex::postings
