// Lengths of documents in a byte, for bounds of scores: exact below 32, then five significant bits,
// rounded down; 2^19 and more are taken for the largest code.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

namespace lodex {

// decode_length(encode_length(n)) <= n.
constexpr std::uint8_t encode_length(std::uint32_t length) noexcept {
  if (length < 32) return static_cast<std::uint8_t>(length);
  const unsigned shift = static_cast<unsigned>(std::bit_width(length)) - 5;
  const std::uint32_t code = 32 + (shift - 1) * 16 + (length >> shift & 15);
  return static_cast<std::uint8_t>(std::min<std::uint32_t>(code, 255));
}

constexpr std::uint32_t decode_length(std::uint8_t code) noexcept {
  if (code < 16) return code;
  return (16U | (code & 15U)) << (code / 16 - 1);
}

}  // namespace lodex
