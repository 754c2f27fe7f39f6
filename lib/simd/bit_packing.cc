#include "simd/bit_packing.h"

#include <cstring>

namespace lodex::simd {

void pack(const std::uint32_t* values, std::size_t count, unsigned width, std::uint8_t* out) {
  if (width == 0) return;
  std::uint64_t pending = 0;
  unsigned bits = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t value = values[i];
    pending |= value << bits;
    bits += width;
    if (bits < 64) continue;
    std::memcpy(out, &pending, sizeof pending);
    out += sizeof pending;
    bits -= 64;
    pending = value >> (width - bits);  // by at most 32
  }
  std::memcpy(out, &pending, (bits + 7) / 8);
}

}  // namespace lodex::simd
