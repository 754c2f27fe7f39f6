// 16 numbers at a time. Every function carries its target, so that nothing that this file shares
// with others is compiled for these instructions.
#if defined(__x86_64__)
#include <immintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "simd/kernel_sets.h"

#define LODEX_AVX512 \
  __attribute__((    \
      target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

namespace lodex::simd {
namespace {

constexpr std::size_t kLanes = 16;

// How 16 packed values of one width, which fill 2 · width bytes, come to their lanes: which bytes
// each lane takes, and by how many bits these are shifted.
struct Spread {
  alignas(64) std::array<std::uint8_t, 64> bytes{};
  alignas(64) std::array<std::uint32_t, kLanes> shifts{};
};

// A value of up to 25 bits lies within the four bytes that begin with its first one.
constexpr unsigned kWidestSpread = 25;

constexpr std::array<Spread, kWidestSpread + 1> make_spreads() {
  std::array<Spread, kWidestSpread + 1> spreads{};
  for (unsigned width = 0; width <= kWidestSpread; ++width) {
    for (unsigned lane = 0; lane < kLanes; ++lane) {
      const unsigned bit = lane * width;
      for (unsigned byte = 0; byte < 4; ++byte) {
        spreads[width].bytes[lane * 4 + byte] = static_cast<std::uint8_t>(bit / 8 + byte);
      }
      spreads[width].shifts[lane] = bit % 8;
    }
  }
  return spreads;
}

constexpr std::array<Spread, kWidestSpread + 1> kSpreads = make_spreads();

// Unpacks values of one width, 16 a call.
class Unpacker {
 public:
  LODEX_AVX512 explicit Unpacker(unsigned width)
      : bytes_(_mm512_load_si512(kSpreads[width].bytes.data())),
        shifts_(_mm512_load_si512(kSpreads[width].shifts.data())),
        mask_(_mm512_set1_epi32(static_cast<int>((1U << width) - 1))) {}
  LODEX_AVX512 __m512i operator()(const std::uint8_t* in) const {
    const __m512i spread = _mm512_permutexvar_epi8(bytes_, _mm512_loadu_si512(in));
    return _mm512_and_si512(_mm512_srlv_epi32(spread, shifts_), mask_);
  }

 private:
  __m512i bytes_;
  __m512i shifts_;
  __m512i mask_;
};

LODEX_AVX512 __mmask16 first_lanes(std::size_t count) {
  return static_cast<__mmask16>(_bzhi_u32(0xffff, static_cast<unsigned>(count)));
}

LODEX_AVX512 void unpack(const std::uint8_t* in, std::size_t first, std::size_t count,
                         unsigned width, std::uint32_t* out) {
  if (width == 0 || width > kWidestSpread) {
    kScalarKernels.unpack(in, first, count, width, out);
    return;
  }
  // The scalar kernel goes on to where a value begins with a byte.
  const std::size_t head = std::min(count, (8 - first % 8) % 8);
  if (head > 0) kScalarKernels.unpack(in, first, head, width, out);
  if (head == count) return;
  const Unpacker unpacker(width);
  const std::uint8_t* from = in + (first + head) * width / 8;
  std::size_t i = head;
  for (; i + kLanes <= count; i += kLanes, from += std::size_t{2} * width) {
    _mm512_storeu_si512(out + i, unpacker(from));
  }
  if (i < count) _mm512_mask_storeu_epi32(out + i, first_lanes(count - i), unpacker(from));
}

// Each lane plus all lanes before it.
LODEX_AVX512 __m512i prefix_sum(__m512i lanes) {
  const __m512i zero = _mm512_setzero_si512();
  lanes = _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 15));
  lanes = _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 14));
  lanes = _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 12));
  return _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 8));
}

LODEX_AVX512 void unpack_rising(const std::uint8_t* in, std::size_t count, unsigned width,
                                std::uint32_t base, std::uint32_t* out) {
  if (width > kWidestSpread) {
    kScalarKernels.unpack_rising(in, count, width, base, out);
    return;
  }
  const Unpacker unpacker(width);
  const __m512i last = _mm512_set1_epi32(15);
  // A gap counts one more than it says: lane i of a group gets i + 1 of them.
  const __m512i steps = _mm512_setr_epi32(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
  __m512i before = _mm512_set1_epi32(static_cast<int>(base));
  for (std::size_t i = 0; i < count; i += kLanes, in += std::size_t{2} * width) {
    const __m512i sums = _mm512_add_epi32(prefix_sum(unpacker(in)), steps);
    const __m512i values = _mm512_add_epi32(before, sums);
    before = _mm512_permutexvar_epi32(last, values);
    _mm512_mask_storeu_epi32(out + i, first_lanes(std::min(kLanes, count - i)), values);
  }
}

LODEX_AVX512 std::size_t unpack_bits(const std::uint8_t* in, std::size_t bytes, std::uint32_t base,
                                     std::size_t limit, std::uint32_t* out) {
  const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const __m512i step = _mm512_set1_epi32(kLanes);
  __m512i numbers = _mm512_add_epi32(lanes, _mm512_set1_epi32(static_cast<int>(base)));
  std::size_t found = 0;
  for (std::size_t at = 0; at < bytes; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, in + at, sizeof word);
    word = _bzhi_u64(word, static_cast<unsigned>(std::min<std::size_t>(8, bytes - at) * 8));
    for (unsigned part = 0; part < 4; ++part, word >>= 16) {
      if (found >= limit) return limit;
      const auto chosen = static_cast<__mmask16>(word);
      // Compressed in a register: compressing into memory is microcoded on some processors.
      _mm512_storeu_si512(out + found, _mm512_maskz_compress_epi32(chosen, numbers));
      found += static_cast<std::size_t>(std::popcount(chosen));
      numbers = _mm512_add_epi32(numbers, step);
    }
  }
  return std::min(found, limit);
}

LODEX_AVX512 std::size_t lower_bound(const std::uint32_t* values, std::size_t count,
                                     std::uint32_t target) {
  const __m512i wanted = _mm512_set1_epi32(static_cast<int>(target));
  for (std::size_t i = 0; i < count; i += kLanes) {
    const __mmask16 lanes = first_lanes(std::min(kLanes, count - i));
    const __m512i loaded = _mm512_maskz_loadu_epi32(lanes, values + i);
    const __mmask16 reached = _mm512_mask_cmpge_epu32_mask(lanes, loaded, wanted);
    if (reached != 0) return i + static_cast<std::size_t>(std::countr_zero(reached));
  }
  return count;
}

LODEX_AVX512 __m512i gather_lengths(LengthArray lengths, __m512i docs, __mmask16 lanes) {
  const __m512i zero = _mm512_setzero_si512();
  switch (lengths.width) {
    case 1:
      return _mm512_and_si512(_mm512_mask_i32gather_epi32(zero, lanes, docs, lengths.data, 1),
                              _mm512_set1_epi32(0xff));
    case 2:
      return _mm512_and_si512(_mm512_mask_i32gather_epi32(zero, lanes, docs, lengths.data, 2),
                              _mm512_set1_epi32(0xffff));
    case 4:
      return _mm512_mask_i32gather_epi32(zero, lanes, docs, lengths.data, 4);
    default:
      return _mm512_set1_epi32(1);
  }
}

// The lengths of rising documents that lie close together come from one load.
LODEX_AVX512 __m512i load_lengths(LengthArray lengths, __m512i docs, __mmask16 lanes,
                                  std::uint32_t first, std::uint32_t last) {
  if (last - first >= 64U / std::max(lengths.width, 1U) || lengths.width > 2) {
    return gather_lengths(lengths, docs, lanes);
  }
  const __m512i places = _mm512_sub_epi32(docs, _mm512_set1_epi32(static_cast<int>(first)));
  if (lengths.width == 0) return _mm512_set1_epi32(1);
  const __m512i near = _mm512_loadu_si512(lengths.data + std::size_t{first} * lengths.width);
  return lengths.width == 1
             ? _mm512_and_si512(_mm512_permutexvar_epi8(places, near), _mm512_set1_epi32(0xff))
             : _mm512_and_si512(_mm512_permutexvar_epi16(places, near), _mm512_set1_epi32(0xffff));
}

LODEX_AVX512 void score(const Bm25Formula& formula, LengthArray lengths, const std::uint32_t* docs,
                        const std::uint32_t* freqs, std::size_t count, std::uint32_t* out) {
  const __m512 weight = _mm512_set1_ps(formula.weight);
  const __m512 base = _mm512_set1_ps(formula.base);
  const __m512 slope = _mm512_set1_ps(formula.slope);
  for (std::size_t i = 0; i < count; i += kLanes) {
    const std::size_t used = std::min(kLanes, count - i);
    const __mmask16 lanes = first_lanes(used);
    const __m512i doc = _mm512_maskz_loadu_epi32(lanes, docs + i);
    const __m512 length =
        _mm512_cvtepu32_ps(load_lengths(lengths, doc, lanes, docs[i], docs[i + used - 1]));
    const __m512 tf = _mm512_cvtepu32_ps(_mm512_maskz_loadu_epi32(lanes, freqs + i));
    const __m512 norm = _mm512_add_ps(base, _mm512_mul_ps(slope, length));
    const __m512 value = _mm512_div_ps(_mm512_mul_ps(weight, tf), _mm512_add_ps(tf, norm));
    _mm512_mask_storeu_epi32(out + i, lanes, _mm512_cvtps_epi32(value));
  }
}

LODEX_AVX512 std::uint32_t largest_score(const Bm25Formula& formula, const LengthTable& lengths,
                                         const std::uint8_t* pairs, std::size_t count) {
  const __m512 weight = _mm512_set1_ps(formula.weight);
  const __m512 base = _mm512_set1_ps(formula.base);
  const __m512 slope = _mm512_set1_ps(formula.slope);
  const __m512i byte = _mm512_set1_epi32(0xff);
  __m512 largest = _mm512_setzero_ps();
  for (std::size_t i = 0; i < count; i += kLanes) {
    const __mmask16 lanes = first_lanes(std::min(kLanes, count - i));
    const __m512i both = _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(lanes, pairs + 2 * i));
    const __m512i freq = _mm512_and_si512(both, byte);
    const __m512 length = _mm512_i32gather_ps(_mm512_srli_epi32(both, 8), lengths, 4);
    const __m512 tf = _mm512_cvtepu32_ps(freq);
    const __m512 norm = _mm512_add_ps(base, _mm512_mul_ps(slope, length));
    const __m512 value = _mm512_div_ps(_mm512_mul_ps(weight, tf), _mm512_add_ps(tf, norm));
    const __m512 bounded = _mm512_mask_blend_ps(_mm512_cmpeq_epi32_mask(freq, byte), value, weight);
    largest = _mm512_mask_max_ps(largest, lanes, largest, bounded);
  }
  const float most = _mm512_reduce_max_ps(largest);
  return static_cast<std::uint32_t>(_mm_cvtss_si32(_mm_set_ss(most)));
}

LODEX_AVX512 std::size_t select_at_least(const std::uint32_t* values, std::size_t count,
                                         std::uint32_t least, std::uint32_t* out) {
  const __m512i wanted = _mm512_set1_epi32(static_cast<int>(least));
  const __m512i step = _mm512_set1_epi32(kLanes);
  __m512i numbers = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; i += kLanes) {
    const __mmask16 lanes = first_lanes(std::min(kLanes, count - i));
    const __m512i loaded = _mm512_maskz_loadu_epi32(lanes, values + i);
    const __mmask16 chosen = _mm512_mask_cmpge_epu32_mask(lanes, loaded, wanted);
    if (chosen != 0) {
      _mm512_storeu_si512(out + found, _mm512_maskz_compress_epi32(chosen, numbers));
      found += static_cast<std::size_t>(std::popcount(chosen));
    }
    numbers = _mm512_add_epi32(numbers, step);
  }
  return found;
}

}  // namespace

const Kernels kAvx512Kernels = {"avx512",    unpack, unpack_rising, unpack_bits,
                                lower_bound, score,  largest_score, select_at_least};

}  // namespace lodex::simd
#endif
