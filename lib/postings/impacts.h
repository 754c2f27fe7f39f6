// Impacts: what bounds the scores of a block of postings, whatever the ranking model's parameters.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace lodex::postings {

// How often a term occurs in a document, and the document's length in the field.
struct Impact {
  std::uint32_t freq = 0;
  std::uint32_t length = 0;
  bool operator==(const Impact&) const = default;
};

// A frequency that stands for "255 or more": its bound is that of an unlimited frequency.
inline constexpr std::uint32_t kUnboundedFreq = 255;

inline constexpr std::size_t kMaxImpacts = 8;
inline constexpr std::size_t kImpactBytes = 2 * kMaxImpacts;

// Up to kMaxImpacts pairs such that for every document of the block one of them has at least its
// frequency and at most its length. A model whose score rises with frequency and falls with length
// is bounded by its maximum over the pairs. Freq and length both rise from pair to pair.
class Impacts {
 public:
  Impacts() = default;
  // The pairs of a block, reduced to kMaxImpacts (see impacts.cc) and to what the codes can say.
  static Impacts of(std::span<const std::uint32_t> freqs, std::span<const std::uint32_t> lengths);
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

// Lengths in a byte: exact below 32, then five significant bits, rounded down; 2^19 and more are
// taken for the largest code. decode(encode(n)) <= n.
[[nodiscard]] std::uint8_t encode_length(std::uint32_t length) noexcept;
[[nodiscard]] std::uint32_t decode_length(std::uint8_t code) noexcept;
// All of them, as floats.
[[nodiscard]] const float (&decoded_lengths() noexcept)[256];

}  // namespace lodex::postings
