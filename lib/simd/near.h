// A search so short that calling a kernel would cost more than it does.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

namespace lodex::simd {

inline constexpr std::size_t kNear = 8;

// The first of kNear rising values that is at least `target`, or kNear. Without branches.
inline std::size_t lower_bound_near(const std::uint32_t* values, std::uint32_t target) {
#if defined(__x86_64__)
  // Every x86-64 has SSE2. It compares signed numbers only, so both sides are moved to these.
  const __m128i flip = _mm_set1_epi32(INT32_MIN);
  const __m128i wanted = _mm_xor_si128(_mm_set1_epi32(static_cast<int>(target)), flip);
  const auto below = [&](const std::uint32_t* from) {
    const __m128i four = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    return _mm_cmplt_epi32(_mm_xor_si128(four, flip), wanted);
  };
  const __m128i both = _mm_packs_epi32(below(values), below(values + 4));
  const auto bits = static_cast<unsigned>(_mm_movemask_epi8(_mm_packs_epi16(both, both))) & 0xff;
  return static_cast<std::size_t>(std::countr_one(bits));
#else
  std::size_t below = 0;
  for (std::size_t i = 0; i < kNear; ++i) below += values[i] < target ? 1 : 0;
  return below;
#endif
}

}  // namespace lodex::simd
