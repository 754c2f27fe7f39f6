// 8 numbers at a time. Every function carries its target, so that nothing that this file shares
// with others is compiled for these instructions.
#if defined(__x86_64__)
#include <immintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

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

// The places of the one bits of each byte.
struct BytePlaces {
  std::array<std::array<std::uint8_t, 8>, 256> places{};
};
constexpr BytePlaces make_byte_places() {
  BytePlaces table;
  for (unsigned byte = 0; byte < 256; ++byte) {
    std::size_t found = 0;
    for (unsigned bit = 0; bit < 8; ++bit) {
      if ((byte >> bit & 1) != 0) table.places[byte][found++] = static_cast<std::uint8_t>(bit);
    }
  }
  return table;
}
constexpr BytePlaces kBytePlaces = make_byte_places();

LODEX_AVX2 std::size_t unpack_bits(const std::uint8_t* in, std::size_t bytes, std::uint32_t base,
                                   std::size_t limit, std::uint32_t* out) {
  __m256i numbers = _mm256_set1_epi32(static_cast<int>(base));
  const __m256i step = _mm256_set1_epi32(8);
  std::size_t found = 0;
  for (std::size_t at = 0; at < bytes; ++at) {
    if (found >= limit) return limit;
    const auto* places = reinterpret_cast<const __m128i*>(kBytePlaces.places[in[at]].data());
    const __m256i spread = _mm256_cvtepu8_epi32(_mm_loadl_epi64(places));
    store(out + found, _mm256_add_epi32(numbers, spread));
    found += static_cast<std::size_t>(std::popcount(in[at]));
    numbers = _mm256_add_epi32(numbers, step);
  }
  return std::min(found, limit);
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

template <class Length>
LODEX_AVX2 void load_lengths(const std::uint8_t* data, const std::uint32_t* docs, std::size_t count,
                             std::uint32_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    Length length;
    std::memcpy(&length, data + std::size_t{docs[i]} * sizeof length, sizeof length);
    out[i] = length;
  }
}

LODEX_AVX2 __m256i scores_of(__m256 weight, __m256 ratio) {
  return _mm256_cvtps_epi32(_mm256_div_ps(weight, _mm256_add_ps(_mm256_set1_ps(1), ratio)));
}

LODEX_AVX2 void score(const Bm25Formula& formula, LengthArray lengths, const std::uint32_t* docs,
                      const std::uint32_t* freqs, std::size_t count, std::uint32_t* out) {
  const __m256 weight = _mm256_set1_ps(formula.weight);
  const __m256 base = _mm256_set1_ps(formula.base);
  const __m256 slope = _mm256_set1_ps(formula.slope);
  constexpr std::size_t kAtOnce = 64;
  // Gathering lengths is slower on many processors than loading them one by one.
  alignas(32) std::uint32_t loaded[kAtOnce];
  std::fill_n(loaded, kAtOnce, 1U);
  // Lengths of four bytes may be above 2^31, which these conversions do not know.
  std::size_t i = 0;
  const std::size_t whole = lengths.width == 4 ? 0 : count - count % kLanes;
  while (i < whole) {
    const std::size_t some = std::min(kAtOnce, whole - i);
    if (lengths.width == 1) load_lengths<std::uint8_t>(lengths.data, docs + i, some, loaded);
    if (lengths.width == 2) load_lengths<std::uint16_t>(lengths.data, docs + i, some, loaded);
    for (std::size_t at = 0; at < some; at += kLanes, i += kLanes) {
      const __m256 length = _mm256_cvtepi32_ps(load(loaded + at));
      const __m256 tf = _mm256_cvtepi32_ps(load(freqs + i));
      const __m256 norm = _mm256_add_ps(base, _mm256_mul_ps(slope, length));
      const __m256 ratio = _mm256_mul_ps(norm, _mm256_div_ps(_mm256_set1_ps(1), tf));
      store(out + i, scores_of(weight, ratio));
    }
  }
  kScalarKernels.score(formula, lengths, docs + i, freqs + i, count - i, out + i);
}

// What the codes of base/length_code.h stand for.
LODEX_AVX2 __m256 decode_lengths(__m256i codes) {
  const __m256i low =
      _mm256_or_si256(_mm256_and_si256(codes, _mm256_set1_epi32(15)), _mm256_set1_epi32(16));
  const __m256i shift = _mm256_sub_epi32(_mm256_srli_epi32(codes, 4), _mm256_set1_epi32(1));
  const __m256i small = _mm256_cmpgt_epi32(_mm256_set1_epi32(16), codes);
  return _mm256_cvtepi32_ps(_mm256_blendv_epi8(_mm256_sllv_epi32(low, shift), codes, small));
}

// Four registers of two groups of four numbers: transposed so that register j has the j-th number
// of group 2k + l in lane 4l + k.
LODEX_AVX2 void transpose(__m256i (&rows)[4]) {
  const __m256i a = _mm256_unpacklo_epi32(rows[0], rows[1]);
  const __m256i b = _mm256_unpackhi_epi32(rows[0], rows[1]);
  const __m256i c = _mm256_unpacklo_epi32(rows[2], rows[3]);
  const __m256i d = _mm256_unpackhi_epi32(rows[2], rows[3]);
  rows[0] = _mm256_unpacklo_epi64(a, c);
  rows[1] = _mm256_unpackhi_epi64(a, c);
  rows[2] = _mm256_unpacklo_epi64(b, d);
  rows[3] = _mm256_unpackhi_epi64(b, d);
}

LODEX_AVX2 void largest_scores(const Bm25Formula& formula, const std::uint8_t* pairs,
                               std::size_t groups, std::uint32_t* out) {
  const __m256 weight = _mm256_set1_ps(formula.weight);
  const __m256 base = _mm256_set1_ps(formula.base);
  const __m256 slope = _mm256_set1_ps(formula.slope);
  const __m256 none = _mm256_set1_ps(std::numeric_limits<float>::infinity());
  const __m256i byte = _mm256_set1_epi32(0xff);
  const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
  // norm / tf of a pair of each group: 0 where the frequency stands for any, and never less than
  // that of a pair with a frequency where there is none.
  const auto ratio = [&](__m256i freqs, __m256i codes) LODEX_AVX2 {
    const __m256 zero = _mm256_castsi256_ps(_mm256_cmpeq_epi32(freqs, _mm256_setzero_si256()));
    const __m256 any = _mm256_castsi256_ps(_mm256_cmpeq_epi32(freqs, byte));
    const __m256 norm = _mm256_add_ps(base, _mm256_mul_ps(slope, decode_lengths(codes)));
    const __m256 inverse = _mm256_div_ps(_mm256_set1_ps(1), _mm256_cvtepi32_ps(freqs));
    return _mm256_blendv_ps(_mm256_andnot_ps(any, _mm256_mul_ps(norm, inverse)), none, zero);
  };
  std::size_t g = 0;
  for (; g + kLanes <= groups; g += kLanes, pairs += kLanes * 2 * kGroupPairs) {
    __m256i rows[4];
    for (std::size_t r = 0; r < 4; ++r) rows[r] = load(pairs + 32 * r);
    transpose(rows);
    __m256 least = none;
    for (const __m256i& row : rows) {
      const __m256i high = _mm256_srli_epi32(row, 16);
      least = _mm256_min_ps(least, ratio(_mm256_and_si256(row, byte),
                                         _mm256_and_si256(_mm256_srli_epi32(row, 8), byte)));
      least = _mm256_min_ps(least, ratio(_mm256_and_si256(high, byte), _mm256_srli_epi32(high, 8)));
    }
    store(out + g, _mm256_permutevar8x32_epi32(scores_of(weight, least), order));
  }
  kScalarKernels.largest_scores(formula, pairs, groups - g, out + g);
}

LODEX_AVX2 std::size_t intersect(const std::uint32_t* first, std::size_t first_count,
                                 const std::uint32_t* second, std::size_t second_count,
                                 std::uint32_t* in_first, std::uint32_t* in_second) {
  std::size_t found = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < first_count; ++i) {
    at += lower_bound(second + at, second_count - at, first[i]);
    if (at == second_count) return found;
    in_first[found] = static_cast<std::uint32_t>(i);
    in_second[found] = static_cast<std::uint32_t>(at);
    found += second[at] == first[i] ? 1 : 0;
  }
  return found;
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

LODEX_AVX2 std::uint64_t bits_of(__m256i bytes) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes));
}
LODEX_AVX2 __m256i equal_to(__m256i bytes, char c) {
  return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c));
}
// Of bytes without sign: which are from `first` on, `count` of them.
LODEX_AVX2 __m256i within(__m256i bytes, char first, char count) {
  const __m256i from_first = _mm256_sub_epi8(bytes, _mm256_set1_epi8(first));
  const __m256i largest = _mm256_set1_epi8(static_cast<char>(count - 1));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(from_first, largest), from_first);
}

// 32 bytes, whose bits stand from `shift` on.
LODEX_AVX2 void classify_half(const char* text, unsigned shift, char* lowered,
                              TextClasses& classes) {
  const __m256i bytes = load(text);
  const __m256i upper = within(bytes, 'A', 26);
  const __m256i lower = _mm256_or_si256(bytes, _mm256_and_si256(upper, _mm256_set1_epi8(0x20)));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(lowered), lower);
  classes.letters |= bits_of(within(lower, 'a', 26)) << shift;
  classes.digits |= bits_of(within(bytes, '0', 10)) << shift;
  classes.connectors |= bits_of(equal_to(bytes, '_')) << shift;
  classes.mid_numbers |= bits_of(_mm256_or_si256(equal_to(bytes, ','), equal_to(bytes, ';')))
                         << shift;
  classes.mid_both |= bits_of(_mm256_or_si256(equal_to(bytes, '.'), equal_to(bytes, '\'')))
                      << shift;
  classes.colons |= bits_of(equal_to(bytes, ':')) << shift;
  classes.ats |= bits_of(equal_to(bytes, '@')) << shift;
  classes.not_ascii |= bits_of(bytes) << shift;
}

LODEX_AVX2 TextClasses classify_text(const char* text, char* lowered) {
  TextClasses classes;
  classify_half(text, 0, lowered, classes);
  classify_half(text + 32, 32, lowered + 32, classes);
  return classes;
}

}  // namespace

const Kernels kAvx2Kernels = {"avx2",          unpack,       unpack_rising,  unpack_bits,
                              lower_bound,     score,        largest_scores, intersect,
                              select_at_least, classify_text};

}  // namespace lodex::simd
#endif
