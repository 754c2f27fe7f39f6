#include "simd/bit_packing.h"

namespace lodex::simd {

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

}  // namespace lodex::simd
