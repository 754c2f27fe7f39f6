#include "simd/bit_packing.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace lodex::simd {
namespace {

std::uint64_t load64(const std::uint8_t* from) {
  std::uint64_t word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

constexpr std::uint64_t mask_of(unsigned width) { return (std::uint64_t{1} << width) - 1; }

}  // namespace

void pack(const std::uint32_t* values, std::size_t count, unsigned width, std::uint8_t* out) {
  if (width == 0) return;
  std::uint64_t pending = 0;
  unsigned bits = 0;
  for (std::size_t i = 0; i < count; ++i) {
    pending |= std::uint64_t{values[i]} << bits;
    bits += width;
    while (bits >= 8) {
      *out++ = static_cast<std::uint8_t>(pending);
      pending >>= 8;
      bits -= 8;
    }
  }
  if (bits > 0) *out = static_cast<std::uint8_t>(pending);
}

void unpack(const std::uint8_t* in, std::size_t first, std::size_t count, unsigned width,
            std::uint32_t* out) {
  if (width == 0) {
    std::fill_n(out, count, 0U);
    return;
  }
  const std::uint64_t mask = mask_of(width);
  std::size_t bit = first * width;
  for (std::size_t i = 0; i < count; ++i, bit += width) {
    // 32 bits that begin anywhere in a byte lie within the 64 that begin with that byte.
    out[i] = static_cast<std::uint32_t>(load64(in + bit / 8) >> (bit % 8) & mask);
  }
}

void unpack_rising(const std::uint8_t* in, std::size_t count, unsigned width, std::uint32_t base,
                   std::uint32_t* out) {
  unpack(in, 0, count, width, out);
  std::uint32_t value = base;
  for (std::size_t i = 0; i < count; ++i) {
    value += out[i] + 1;
    out[i] = value;
  }
}

std::size_t unpack_bits(const std::uint8_t* in, std::size_t bytes, std::uint32_t base,
                        std::size_t limit, std::uint32_t* out) {
  std::size_t found = 0;
  for (std::size_t at = 0; at < bytes; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, in + at, std::min<std::size_t>(8, bytes - at));
    for (; word != 0 && found < limit; word &= word - 1) {
      out[found++] = base + static_cast<std::uint32_t>(at * 8 + std::countr_zero(word));
    }
  }
  return found;
}

std::size_t lower_bound(const std::uint32_t* values, std::size_t count, std::uint32_t target) {
  return static_cast<std::size_t>(std::lower_bound(values, values + count, target) - values);
}

}  // namespace lodex::simd
