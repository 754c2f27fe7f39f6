// Packing of small numbers: n values of w bits each, one after the other in a little-endian stream
// of bits (value i takes the bits [i·w, (i+1)·w); bit b is bit b mod 8 of byte b / 8).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "simd/kernels.h"

namespace lodex::simd {

constexpr std::size_t packed_bytes(std::size_t count, unsigned width) {
  return (count * width + 7) / 8;
}

// Appends nothing: writes packed_bytes(count, width) bytes at `out`. Values have to fit the width.
void pack(const std::uint32_t* values, std::size_t count, unsigned width, std::uint8_t* out);

// The values [first, first + count) of a stream.
inline void unpack(const std::uint8_t* in, std::size_t first, std::size_t count, unsigned width,
                   std::uint32_t* out) {
  kernels().unpack(in, first, count, width, out);
}

// The value at `index` of a stream.
inline std::uint32_t unpack_one(const std::uint8_t* in, std::size_t index, unsigned width) {
  std::uint64_t word;
  std::memcpy(&word, in + index * width / 8, sizeof word);
  const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
  return static_cast<std::uint32_t>(word >> (index * width % 8) & mask);
}

// Strictly rising numbers stored as gaps less one: out[i] = base + 1 + gap[0] + … + 1 + gap[i],
// modulo 2^32.
inline void unpack_rising(const std::uint8_t* in, std::size_t count, unsigned width,
                          std::uint32_t base, std::uint32_t* out) {
  kernels().unpack_rising(in, count, width, base, out);
}

// The positions of the one bits of a bit set of `bytes` bytes, each plus `base`, at most `limit` of
// them; returns their number. `out` has room for limit + 16.
inline std::size_t unpack_bits(const std::uint8_t* in, std::size_t bytes, std::uint32_t base,
                               std::size_t limit, std::uint32_t* out) {
  return kernels().unpack_bits(in, bytes, base, limit, out);
}

// The first i with values[i] >= target, or count. Values rise.
inline std::size_t lower_bound(const std::uint32_t* values, std::size_t count,
                               std::uint32_t target) {
  return kernels().lower_bound(values, count, target);
}

}  // namespace lodex::simd
