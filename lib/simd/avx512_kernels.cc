// 16 numbers at a time. Every function carries its target, so that nothing that this file shares
// with others is compiled for these instructions.
#if defined(__x86_64__)
#include <immintrin.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include "simd/kernel_sets.h"

#define LODEX_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,bmi,bmi2,popcnt")))

namespace lodex::simd {
namespace {

constexpr std::size_t kLanes = 16;

// How 16 packed values of one width, which fill 2 · width bytes, come to their lanes: which words
// of two bytes each lane takes, and by how many bits these are shifted. A value of up to 17 bits
// lies within the two words that begin with its first bit, any within three.
constexpr unsigned kWidestNarrow = 17;

struct Narrow {  // a lane of 32 bits a value
  alignas(64) std::array<std::uint16_t, 32> words{};
  alignas(64) std::array<std::uint32_t, kLanes> shifts{};
};
struct Wide {  // a lane of 64 bits a value, the first eight of them
  alignas(64) std::array<std::uint16_t, 32> words{};
  alignas(64) std::array<std::uint64_t, kLanes / 2> shifts{};
};

constexpr std::array<Narrow, kWidestNarrow + 1> make_narrow() {
  std::array<Narrow, kWidestNarrow + 1> spreads{};
  for (unsigned width = 0; width <= kWidestNarrow; ++width) {
    for (unsigned lane = 0; lane < kLanes; ++lane) {
      const unsigned bit = lane * width;
      for (unsigned word = 0; word < 2; ++word) {
        spreads[width].words[lane * 2 + word] = static_cast<std::uint16_t>(bit / 16 + word);
      }
      spreads[width].shifts[lane] = bit % 16;
    }
  }
  return spreads;
}

constexpr std::array<Wide, kMaxWidth + 1> make_wide() {
  std::array<Wide, kMaxWidth + 1> spreads{};
  for (unsigned width = 0; width <= kMaxWidth; ++width) {
    for (unsigned lane = 0; lane < kLanes / 2; ++lane) {
      const unsigned bit = lane * width;
      for (unsigned word = 0; word < 4; ++word) {
        // The fourth is above every value.
        spreads[width].words[lane * 4 + word] = static_cast<std::uint16_t>(bit / 16 + word);
      }
      spreads[width].shifts[lane] = bit % 16;
    }
  }
  return spreads;
}

constexpr std::array<Narrow, kWidestNarrow + 1> kNarrow = make_narrow();
constexpr std::array<Wide, kMaxWidth + 1> kWide = make_wide();

// Unpack values of one width, 16 a call.
class NarrowUnpacker {
 public:
  LODEX_AVX512 explicit NarrowUnpacker(unsigned width)
      : words_(_mm512_load_si512(kNarrow[width].words.data())),
        shifts_(_mm512_load_si512(kNarrow[width].shifts.data())),
        mask_(_mm512_set1_epi32(static_cast<int>((1U << width) - 1))) {}
  LODEX_AVX512 __m512i operator()(const std::uint8_t* in) const {
    const __m512i spread = _mm512_permutexvar_epi16(words_, _mm512_loadu_si512(in));
    return _mm512_and_si512(_mm512_srlv_epi32(spread, shifts_), mask_);
  }

 private:
  __m512i words_;
  __m512i shifts_;
  __m512i mask_;
};

class WideUnpacker {
 public:
  LODEX_AVX512 explicit WideUnpacker(unsigned width)
      : words_(_mm512_load_si512(kWide[width].words.data())),
        shifts_(_mm512_load_si512(kWide[width].shifts.data())),
        mask_(_mm512_set1_epi64(static_cast<long long>((std::uint64_t{1} << width) - 1))),
        loaded_(static_cast<__mmask32>((std::uint64_t{1} << (width + 1) / 2) - 1)),
        half_(width) {}
  LODEX_AVX512 __m512i operator()(const std::uint8_t* in) const {
    return _mm512_inserti64x4(_mm512_castsi256_si512(eight(in)), eight(in + half_), 1);
  }

 private:
  LODEX_AVX512 __m256i eight(const std::uint8_t* in) const {
    // No more than what the values are in: the upper half would reach beyond the padding.
    const __m512i spread = _mm512_permutexvar_epi16(words_, _mm512_maskz_loadu_epi16(loaded_, in));
    return _mm512_cvtepi64_epi32(_mm512_and_si512(_mm512_srlv_epi64(spread, shifts_), mask_));
  }

  __m512i words_;
  __m512i shifts_;
  __m512i mask_;
  __mmask32 loaded_;  // words of eight values
  std::size_t half_;  // bytes of eight values
};

LODEX_AVX512 __mmask16 first_lanes(std::size_t count) {
  return static_cast<__mmask16>(_bzhi_u32(0xffff, static_cast<unsigned>(count)));
}

template <class Unpacker>
LODEX_AVX512 void unpack_lanes(const std::uint8_t* in, std::size_t count, unsigned width,
                               std::uint32_t* out) {
  const Unpacker unpacker(width);
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes, in += std::size_t{2} * width) {
    _mm512_storeu_si512(out + i, unpacker(in));
  }
  if (i < count) _mm512_mask_storeu_epi32(out + i, first_lanes(count - i), unpacker(in));
}

LODEX_AVX512 void unpack(const std::uint8_t* in, std::size_t first, std::size_t count,
                         unsigned width, std::uint32_t* out) {
  // The scalar kernel goes on to where a value begins with a byte.
  const std::size_t head = std::min(count, (8 - first % 8) % 8);
  if (head > 0) kScalarKernels.unpack(in, first, head, width, out);
  if (head == count) return;
  const std::uint8_t* from = in + (first + head) * width / 8;
  if (width <= kWidestNarrow) {
    unpack_lanes<NarrowUnpacker>(from, count - head, width, out + head);
  } else {
    unpack_lanes<WideUnpacker>(from, count - head, width, out + head);
  }
}

// Each lane plus all lanes before it.
LODEX_AVX512 __m512i prefix_sum(__m512i lanes) {
  const __m512i zero = _mm512_setzero_si512();
  lanes = _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 15));
  lanes = _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 14));
  lanes = _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 12));
  return _mm512_add_epi32(lanes, _mm512_alignr_epi32(lanes, zero, 8));
}

template <class Unpacker>
LODEX_AVX512 void unpack_rising_lanes(const std::uint8_t* in, std::size_t count, unsigned width,
                                      std::uint32_t base, std::uint32_t* out) {
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

LODEX_AVX512 void unpack_rising(const std::uint8_t* in, std::size_t count, unsigned width,
                                std::uint32_t base, std::uint32_t* out) {
  if (width <= kWidestNarrow) {
    unpack_rising_lanes<NarrowUnpacker>(in, count, width, base, out);
  } else {
    unpack_rising_lanes<WideUnpacker>(in, count, width, base, out);
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

// The lengths of 16 rising documents that lie close together, from one load. Width is 1 or 2.
LODEX_AVX512 __m512i near_lengths(LengthArray lengths, __m512i docs, std::uint32_t first) {
  const __m512i places = _mm512_sub_epi32(docs, _mm512_set1_epi32(static_cast<int>(first)));
  const __m512i near = _mm512_loadu_si512(lengths.data + std::size_t{first} * lengths.width);
  if (lengths.width == 2) {
    return _mm512_and_si512(_mm512_permutexvar_epi16(places, near), _mm512_set1_epi32(0xffff));
  }
  // A byte is half of a word.
  const __m512i words = _mm512_permutexvar_epi16(_mm512_srli_epi32(places, 1), near);
  const __m512i half = _mm512_slli_epi32(_mm512_and_si512(places, _mm512_set1_epi32(1)), 3);
  return _mm512_and_si512(_mm512_srlv_epi32(words, half), _mm512_set1_epi32(0xff));
}

template <class Length>
LODEX_AVX512 void far_lengths(const std::uint8_t* data, const std::uint32_t* docs,
                              std::size_t count, std::uint32_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    Length length;
    std::memcpy(&length, data + std::size_t{docs[i]} * sizeof length, sizeof length);
    out[i] = length;
  }
}

// Length by length where documents are far apart: gathering is slower on many processors.
LODEX_AVX512 void load_lengths(LengthArray lengths, const std::uint32_t* docs, std::size_t count,
                               std::uint32_t* out) {
  if (lengths.width == 0) std::fill_n(out, count, 1U);
  if (lengths.width == 4) far_lengths<std::uint32_t>(lengths.data, docs, count, out);
  if (lengths.width != 1 && lengths.width != 2) return;
  const std::uint32_t near = 64 / lengths.width;
  for (std::size_t i = 0; i < count; i += kLanes) {
    const std::size_t used = std::min(kLanes, count - i);
    if (docs[i + used - 1] - docs[i] < near) {
      const __mmask16 lanes = first_lanes(used);
      const __m512i doc = _mm512_maskz_loadu_epi32(lanes, docs + i);
      _mm512_mask_storeu_epi32(out + i, lanes, near_lengths(lengths, doc, docs[i]));
    } else if (lengths.width == 1) {
      far_lengths<std::uint8_t>(lengths.data, docs + i, used, out + i);
    } else {
      far_lengths<std::uint16_t>(lengths.data, docs + i, used, out + i);
    }
  }
}

// 1 / tf for small and for all other frequencies.
class Reciprocals {
 public:
  LODEX_AVX512 Reciprocals()
      : low_(_mm512_div_ps(_mm512_set1_ps(1), numbers(0))),
        high_(_mm512_div_ps(_mm512_set1_ps(1), numbers(kLanes))) {}
  // For a frequency of 0 infinity.
  LODEX_AVX512 __m512 operator()(__m512i freqs) const {
    if (_mm512_cmpge_epu32_mask(freqs, _mm512_set1_epi32(2 * kLanes)) != 0) {
      return _mm512_div_ps(_mm512_set1_ps(1), _mm512_cvtepu32_ps(freqs));
    }
    return _mm512_permutex2var_ps(low_, freqs, high_);
  }

 private:
  LODEX_AVX512 static __m512 numbers(unsigned first) {
    const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    return _mm512_cvtepu32_ps(_mm512_add_epi32(lanes, _mm512_set1_epi32(static_cast<int>(first))));
  }

  __m512 low_;
  __m512 high_;
};

LODEX_AVX512 __m512i scores_of(__m512 weight, __m512 ratio) {
  return _mm512_cvtps_epi32(_mm512_div_ps(weight, _mm512_add_ps(_mm512_set1_ps(1), ratio)));
}

LODEX_AVX512 void score(const Bm25Formula& formula, LengthArray lengths, const std::uint32_t* docs,
                        const std::uint32_t* freqs, std::size_t count, std::uint32_t* out) {
  const __m512 weight = _mm512_set1_ps(formula.weight);
  const __m512 base = _mm512_set1_ps(formula.base);
  const __m512 slope = _mm512_set1_ps(formula.slope);
  const Reciprocals reciprocal;
  constexpr std::size_t kAtOnce = 64;
  alignas(64) std::uint32_t loaded[kAtOnce];
  for (std::size_t begin = 0; begin < count; begin += kAtOnce) {
    const std::size_t end = std::min(begin + kAtOnce, count);
    load_lengths(lengths, docs + begin, end - begin, loaded);
    for (std::size_t i = begin; i < end; i += kLanes) {
      const __mmask16 lanes = first_lanes(std::min(kLanes, end - i));
      const __m512 length =
          _mm512_cvtepu32_ps(_mm512_maskz_loadu_epi32(lanes, loaded + (i - begin)));
      const __m512 norm = _mm512_add_ps(base, _mm512_mul_ps(slope, length));
      const __m512 inverse = reciprocal(_mm512_maskz_loadu_epi32(lanes, freqs + i));
      _mm512_mask_storeu_epi32(out + i, lanes, scores_of(weight, _mm512_mul_ps(norm, inverse)));
    }
  }
}

// What the codes of base/length_code.h stand for.
LODEX_AVX512 __m512 decode_lengths(__m512i codes) {
  const __m512i low =
      _mm512_or_si512(_mm512_and_si512(codes, _mm512_set1_epi32(15)), _mm512_set1_epi32(16));
  const __m512i shift = _mm512_sub_epi32(_mm512_srli_epi32(codes, 4), _mm512_set1_epi32(1));
  const __mmask16 small = _mm512_cmplt_epu32_mask(codes, _mm512_set1_epi32(16));
  return _mm512_cvtepu32_ps(_mm512_mask_mov_epi32(_mm512_sllv_epi32(low, shift), small, codes));
}

// Four registers of four groups of four numbers: transposed so that register j has the j-th number
// of group 4k + l in lane 4l + k.
LODEX_AVX512 void transpose(__m512i (&rows)[4]) {
  const __m512i a = _mm512_unpacklo_epi32(rows[0], rows[1]);
  const __m512i b = _mm512_unpackhi_epi32(rows[0], rows[1]);
  const __m512i c = _mm512_unpacklo_epi32(rows[2], rows[3]);
  const __m512i d = _mm512_unpackhi_epi32(rows[2], rows[3]);
  rows[0] = _mm512_unpacklo_epi64(a, c);
  rows[1] = _mm512_unpackhi_epi64(a, c);
  rows[2] = _mm512_unpacklo_epi64(b, d);
  rows[3] = _mm512_unpackhi_epi64(b, d);
}

LODEX_AVX512 void largest_scores(const Bm25Formula& formula, const std::uint8_t* pairs,
                                 std::size_t groups, std::uint32_t* out) {
  const __m512 weight = _mm512_set1_ps(formula.weight);
  const __m512 base = _mm512_set1_ps(formula.base);
  const __m512 slope = _mm512_set1_ps(formula.slope);
  const __m512i byte = _mm512_set1_epi32(0xff);
  const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
  const Reciprocals reciprocal;
  // norm / tf of a pair of each group: 0 where the frequency stands for any, and never less than
  // that of a pair with a frequency where there is none.
  const auto ratio = [&](__m512i freqs, __m512i codes) LODEX_AVX512 {
    const __mmask16 some = _mm512_cmpneq_epi32_mask(freqs, _mm512_setzero_si512());
    const __mmask16 bounded = _mm512_cmpneq_epi32_mask(freqs, byte);
    const __m512 norm = _mm512_add_ps(base, _mm512_mul_ps(slope, decode_lengths(codes)));
    const __m512 value = _mm512_maskz_mul_ps(bounded, norm, reciprocal(freqs));
    return _mm512_mask_mov_ps(_mm512_set1_ps(std::numeric_limits<float>::infinity()), some, value);
  };
  for (std::size_t g = 0; g < groups; g += kLanes, pairs += kLanes * 2 * kGroupPairs) {
    const std::size_t used = std::min(kLanes, groups - g);
    __m512i rows[4];
    for (std::size_t r = 0; r < 4; ++r) {
      const std::size_t left = used > 4 * r ? std::min<std::size_t>(used - 4 * r, 4) : 0;
      rows[r] = _mm512_maskz_loadu_epi32(first_lanes(4 * left), pairs + 64 * r);
    }
    transpose(rows);
    __m512 least = _mm512_set1_ps(std::numeric_limits<float>::infinity());
    for (const __m512i& row : rows) {
      const __m512i high = _mm512_srli_epi32(row, 16);
      least = _mm512_min_ps(least, ratio(_mm512_and_si512(row, byte),
                                         _mm512_and_si512(_mm512_srli_epi32(row, 8), byte)));
      least = _mm512_min_ps(least, ratio(_mm512_and_si512(high, byte), _mm512_srli_epi32(high, 8)));
    }
    const __m512i scores = _mm512_permutexvar_epi32(order, scores_of(weight, least));
    _mm512_mask_storeu_epi32(out + g, first_lanes(used), scores);
  }
}

LODEX_AVX512 std::size_t intersect(const std::uint32_t* first, std::size_t first_count,
                                   const std::uint32_t* second, std::size_t second_count,
                                   std::uint32_t* in_first, std::uint32_t* in_second) {
  std::size_t found = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < first_count; ++i) {
    const __m512i wanted = _mm512_set1_epi32(static_cast<int>(first[i]));
    __mmask16 reached = 0;
    for (; at < second_count; at += kLanes) {
      const __mmask16 lanes = first_lanes(std::min(kLanes, second_count - at));
      const __m512i loaded = _mm512_maskz_loadu_epi32(lanes, second + at);
      reached = _mm512_mask_cmpge_epu32_mask(lanes, loaded, wanted);
      if (reached != 0) break;
    }
    if (reached == 0) return found;
    at += static_cast<std::size_t>(std::countr_zero(reached));
    in_first[found] = static_cast<std::uint32_t>(i);
    in_second[found] = static_cast<std::uint32_t>(at);
    found += second[at] == first[i] ? 1 : 0;
  }
  return found;
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

LODEX_AVX512 std::uint64_t equal_to(__m512i bytes, char c) {
  return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(c));
}
// Of bytes without sign: which are from `first` on, `count` of them.
LODEX_AVX512 std::uint64_t within(__m512i bytes, char first, char count) {
  return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(first)),
                                _mm512_set1_epi8(count));
}

LODEX_AVX512 TextClasses classify_text(const char* text, char* lowered) {
  const __m512i bytes = _mm512_loadu_si512(text);
  const std::uint64_t upper = within(bytes, 'A', 26);
  _mm512_storeu_si512(lowered, _mm512_mask_add_epi8(bytes, upper, bytes, _mm512_set1_epi8(0x20)));
  TextClasses classes;
  classes.letters = upper | within(bytes, 'a', 26);
  classes.digits = within(bytes, '0', 10);
  classes.connectors = equal_to(bytes, '_');
  classes.mid_numbers = equal_to(bytes, ',') | equal_to(bytes, ';');
  classes.mid_both = equal_to(bytes, '.') | equal_to(bytes, '\'');
  classes.colons = equal_to(bytes, ':');
  classes.ats = equal_to(bytes, '@');
  classes.not_ascii = _mm512_movepi8_mask(bytes);
  return classes;
}

}  // namespace

const Kernels kAvx512Kernels = {"avx512",        unpack,       unpack_rising,  unpack_bits,
                                lower_bound,     score,        largest_scores, intersect,
                                select_at_least, classify_text};

}  // namespace lodex::simd
#endif
