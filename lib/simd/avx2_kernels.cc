// 8 numbers at a time. Every function carries its target, so that nothing that this file shares
// with others is compiled for these instructions.
#if defined(__x86_64__)
#include <immintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "simd/kernel_sets.h"

#define LODEX_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

namespace lodex::simd {
namespace {

constexpr std::size_t kLanes = 8;
constexpr unsigned kWidestSpread = 25;  // as in avx512_kernels.cc

// How 8 packed values of one width, which fill `width` bytes, come to their lanes. The upper four
// are read from their own first byte on, because bytes do not cross the halves of a register.
struct Spread {
  alignas(32) std::array<std::uint8_t, 32> bytes{};
  alignas(32) std::array<std::uint32_t, kLanes> shifts{};
};

constexpr std::array<Spread, kWidestSpread + 1> make_spreads() {
  std::array<Spread, kWidestSpread + 1> spreads{};
  for (unsigned width = 0; width <= kWidestSpread; ++width) {
    const unsigned upper = 4 * width / 8;
    for (unsigned lane = 0; lane < kLanes; ++lane) {
      const unsigned bit = lane * width;
      for (unsigned byte = 0; byte < 4; ++byte) {
        spreads[width].bytes[lane * 4 + byte] =
            static_cast<std::uint8_t>(bit / 8 + byte - (lane < 4 ? 0 : upper));
      }
      spreads[width].shifts[lane] = bit % 8;
    }
  }
  return spreads;
}

constexpr std::array<Spread, kWidestSpread + 1> kSpreads = make_spreads();

LODEX_AVX2 __m256i load(const void* from) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}

class Unpacker {
 public:
  LODEX_AVX2 explicit Unpacker(unsigned width)
      : bytes_(load(kSpreads[width].bytes.data())),
        shifts_(load(kSpreads[width].shifts.data())),
        mask_(_mm256_set1_epi32(static_cast<int>((1U << width) - 1))),
        upper_(4 * width / 8) {}
  LODEX_AVX2 __m256i operator()(const std::uint8_t* in) const {
    const auto* low = reinterpret_cast<const __m128i*>(in);
    const auto* high = reinterpret_cast<const __m128i*>(in + upper_);
    const __m256i both = _mm256_loadu2_m128i(high, low);
    const __m256i spread = _mm256_shuffle_epi8(both, bytes_);
    return _mm256_and_si256(_mm256_srlv_epi32(spread, shifts_), mask_);
  }

 private:
  __m256i bytes_;
  __m256i shifts_;
  __m256i mask_;
  std::size_t upper_;
};

LODEX_AVX2 void store(std::uint32_t* to, __m256i lanes) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), lanes);
}

LODEX_AVX2 void unpack(const std::uint8_t* in, std::size_t first, std::size_t count, unsigned width,
                       std::uint32_t* out) {
  if (width == 0 || width > kWidestSpread) {
    kScalarKernels.unpack(in, first, count, width, out);
    return;
  }
  const std::size_t head = std::min(count, (8 - first % 8) % 8);
  if (head > 0) kScalarKernels.unpack(in, first, head, width, out);
  const Unpacker unpacker(width);
  const std::uint8_t* from = in + (first + head) * width / 8;
  std::size_t i = head;
  for (; i + kLanes <= count; i += kLanes, from += width) store(out + i, unpacker(from));
  if (i < count) kScalarKernels.unpack(in, first + i, count - i, width, out + i);
}

// Each lane plus all lanes before it.
LODEX_AVX2 __m256i prefix_sum(__m256i lanes) {
  lanes = _mm256_add_epi32(lanes, _mm256_slli_si256(lanes, 4));
  lanes = _mm256_add_epi32(lanes, _mm256_slli_si256(lanes, 8));
  const __m256i low_total =
      _mm256_permutevar8x32_epi32(lanes, _mm256_setr_epi32(0, 0, 0, 0, 3, 3, 3, 3));
  return _mm256_add_epi32(lanes, _mm256_blend_epi32(_mm256_setzero_si256(), low_total, 0xf0));
}

LODEX_AVX2 void unpack_rising(const std::uint8_t* in, std::size_t count, unsigned width,
                              std::uint32_t base, std::uint32_t* out) {
  if (width > kWidestSpread) {
    kScalarKernels.unpack_rising(in, count, width, base, out);
    return;
  }
  const Unpacker unpacker(width);
  const __m256i last = _mm256_set1_epi32(7);
  const __m256i steps = _mm256_setr_epi32(1, 2, 3, 4, 5, 6, 7, 8);
  __m256i before = _mm256_set1_epi32(static_cast<int>(base));
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes, in += width) {
    const __m256i values =
        _mm256_add_epi32(before, _mm256_add_epi32(prefix_sum(unpacker(in)), steps));
    before = _mm256_permutevar8x32_epi32(values, last);
    store(out + i, values);
  }
  if (i < count) {
    kScalarKernels.unpack_rising(in, count - i, width, i == 0 ? base : out[i - 1], out + i);
  }
}

LODEX_AVX2 std::size_t unpack_bits(const std::uint8_t* in, std::size_t bytes, std::uint32_t base,
                                   std::size_t limit, std::uint32_t* out) {
  return kScalarKernels.unpack_bits(in, bytes, base, limit, out);
}

LODEX_AVX2 std::size_t lower_bound(const std::uint32_t* values, std::size_t count,
                                   std::uint32_t target) {
  // No comparison of unsigned numbers: both sides are moved to the signed ones.
  const __m256i flip = _mm256_set1_epi32(INT32_MIN);
  const __m256i wanted = _mm256_xor_si256(_mm256_set1_epi32(static_cast<int>(target)), flip);
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const __m256i below = _mm256_cmpgt_epi32(wanted, _mm256_xor_si256(load(values + i), flip));
    const auto mask = static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(below)));
    if (mask != 0xff) return i + static_cast<std::size_t>(std::popcount(mask));
  }
  return i + kScalarKernels.lower_bound(values + i, count - i, target);
}

LODEX_AVX2 __m256i gather_lengths(LengthArray lengths, __m256i docs) {
  const auto* data = reinterpret_cast<const int*>(lengths.data);
  switch (lengths.width) {
    case 1:
      return _mm256_and_si256(_mm256_i32gather_epi32(data, docs, 1), _mm256_set1_epi32(0xff));
    case 2:
      return _mm256_and_si256(_mm256_i32gather_epi32(data, docs, 2), _mm256_set1_epi32(0xffff));
    default:
      return _mm256_set1_epi32(1);
  }
}

LODEX_AVX2 void score(const Bm25Formula& formula, LengthArray lengths, const std::uint32_t* docs,
                      const std::uint32_t* freqs, std::size_t count, std::uint32_t* out) {
  std::size_t i = 0;
  // Lengths of four bytes may be above 2^31, which these conversions do not know.
  const std::size_t whole = lengths.width == 4 ? 0 : count - count % kLanes;
  const __m256 weight = _mm256_set1_ps(formula.weight);
  const __m256 base = _mm256_set1_ps(formula.base);
  const __m256 slope = _mm256_set1_ps(formula.slope);
  for (; i < whole; i += kLanes) {
    const __m256 length = _mm256_cvtepi32_ps(gather_lengths(lengths, load(docs + i)));
    const __m256 tf = _mm256_cvtepi32_ps(load(freqs + i));
    const __m256 norm = _mm256_add_ps(base, _mm256_mul_ps(slope, length));
    const __m256 value = _mm256_div_ps(_mm256_mul_ps(weight, tf), _mm256_add_ps(tf, norm));
    store(out + i, _mm256_cvtps_epi32(value));
  }
  kScalarKernels.score(formula, lengths, docs + i, freqs + i, count - i, out + i);
}

LODEX_AVX2 std::uint32_t largest_score(const Bm25Formula& formula, const LengthTable& lengths,
                                       const std::uint8_t* pairs, std::size_t count) {
  const __m256 weight = _mm256_set1_ps(formula.weight);
  const __m256 base = _mm256_set1_ps(formula.base);
  const __m256 slope = _mm256_set1_ps(formula.slope);
  const __m256i byte = _mm256_set1_epi32(0xff);
  __m256 largest = _mm256_setzero_ps();
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const auto* from = reinterpret_cast<const __m128i*>(pairs + 2 * i);
    const __m256i both = _mm256_cvtepu16_epi32(_mm_loadu_si128(from));
    const __m256i freq = _mm256_and_si256(both, byte);
    const __m256 length = _mm256_i32gather_ps(lengths, _mm256_srli_epi32(both, 8), 4);
    const __m256 tf = _mm256_cvtepi32_ps(freq);
    const __m256 norm = _mm256_add_ps(base, _mm256_mul_ps(slope, length));
    const __m256 value = _mm256_div_ps(_mm256_mul_ps(weight, tf), _mm256_add_ps(tf, norm));
    const __m256 any = _mm256_castsi256_ps(_mm256_cmpeq_epi32(freq, byte));
    largest = _mm256_max_ps(largest, _mm256_blendv_ps(value, weight, any));
  }
  alignas(32) float lanes[kLanes];
  _mm256_store_ps(lanes, largest);
  const float most = *std::max_element(lanes, lanes + kLanes);
  const auto rest = kScalarKernels.largest_score(formula, lengths, pairs + 2 * i, count - i);
  return std::max(static_cast<std::uint32_t>(_mm_cvtss_si32(_mm_set_ss(most))), rest);
}

LODEX_AVX2 std::size_t select_at_least(const std::uint32_t* values, std::size_t count,
                                       std::uint32_t least, std::uint32_t* out) {
  const __m256i flip = _mm256_set1_epi32(INT32_MIN);
  const __m256i wanted = _mm256_xor_si256(_mm256_set1_epi32(static_cast<int>(least)), flip);
  std::size_t found = 0;
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const __m256i below = _mm256_cmpgt_epi32(wanted, _mm256_xor_si256(load(values + i), flip));
    auto chosen = ~static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(below))) & 0xffU;
    for (; chosen != 0; chosen &= chosen - 1) {
      out[found++] =
          static_cast<std::uint32_t>(i) + static_cast<unsigned>(std::countr_zero(chosen));
    }
  }
  for (; i < count; ++i) {
    if (values[i] >= least) out[found++] = static_cast<std::uint32_t>(i);
  }
  return found;
}

}  // namespace

const Kernels kAvx2Kernels = {"avx2",      unpack, unpack_rising, unpack_bits,
                              lower_bound, score,  largest_score, select_at_least};

}  // namespace lodex::simd
#endif
