// The specification of all kernels, in plain loops.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/length_code.h"
#include "simd/kernel_sets.h"

namespace lodex::simd {
namespace {

std::uint64_t load64(const std::uint8_t* from) {
  std::uint64_t word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

void unpack(const std::uint8_t* in, std::size_t first, std::size_t count, unsigned width,
            std::uint32_t* out) {
  if (width == 0) {
    std::fill_n(out, count, 0U);
    return;
  }
  const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
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

std::uint32_t length_of(LengthArray lengths, std::uint32_t doc) {
  if (lengths.width == 0) return 1;
  std::uint32_t length = 0;
  std::memcpy(&length, lengths.data + std::size_t{doc} * lengths.width, lengths.width);
  return length;
}

// A set may be given the same array for freqs and out.
void score(const Bm25Formula& formula, LengthArray lengths, const std::uint32_t* docs,
           const std::uint32_t* freqs, std::size_t count, std::uint32_t* out) {
  for (std::size_t i = 0; i < count; ++i) {
    const float norm =
        formula.base + formula.slope * static_cast<float>(length_of(lengths, docs[i]));
    const float ratio = norm * (1 / static_cast<float>(freqs[i]));
    out[i] = static_cast<std::uint32_t>(std::lrintf(formula.weight / (1 + ratio)));
  }
}

// Scores rise as norm / tf falls, so the least of these ratios tells the largest score.
std::uint32_t largest_score(const Bm25Formula& formula, const std::uint8_t* pairs) {
  float least = std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < kGroupPairs; ++i) {
    const std::uint8_t freq = pairs[2 * i];
    if (freq == 255) return static_cast<std::uint32_t>(std::lrintf(formula.weight));
    if (freq == 0) continue;
    const float norm =
        formula.base + formula.slope * static_cast<float>(decode_length(pairs[2 * i + 1]));
    least = std::min(least, norm * (1 / static_cast<float>(freq)));
  }
  return static_cast<std::uint32_t>(std::lrintf(formula.weight / (1 + least)));
}

void largest_scores(const Bm25Formula& formula, const std::uint8_t* pairs, std::size_t groups,
                    std::uint32_t* out) {
  for (std::size_t g = 0; g < groups; ++g) {
    out[g] = largest_score(formula, pairs + g * 2 * kGroupPairs);
  }
}

std::size_t intersect(const std::uint32_t* first, std::size_t first_count,
                      const std::uint32_t* second, std::size_t second_count,
                      std::uint32_t* in_first, std::uint32_t* in_second) {
  std::size_t found = 0;
  for (std::size_t i = 0, j = 0; i < first_count && j < second_count;) {
    in_first[found] = static_cast<std::uint32_t>(i);
    in_second[found] = static_cast<std::uint32_t>(j);
    const std::uint32_t a = first[i];
    const std::uint32_t b = second[j];
    found += a == b ? 1 : 0;
    i += a <= b ? 1 : 0;
    j += b <= a ? 1 : 0;
  }
  return found;
}

std::size_t select_at_least(const std::uint32_t* values, std::size_t count, std::uint32_t least,
                            std::uint32_t* out) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    out[found] = static_cast<std::uint32_t>(i);
    found += values[i] >= least ? 1 : 0;
  }
  return found;
}

TextClasses classify_text(const char* text, char* lowered) {
  TextClasses classes;
  for (std::size_t i = 0; i < kTextBlock; ++i) {
    const char c = text[i];
    const bool upper = c >= 'A' && c <= 'Z';
    lowered[i] = upper ? static_cast<char>(c | 0x20) : c;
    const auto note = [i](std::uint64_t& bits, bool is) { bits |= std::uint64_t{is} << i; };
    note(classes.letters, upper || (c >= 'a' && c <= 'z'));
    note(classes.digits, c >= '0' && c <= '9');
    note(classes.connectors, c == '_');
    note(classes.mid_numbers, c == ',' || c == ';');
    note(classes.mid_both, c == '.' || c == '\'');
    note(classes.colons, c == ':');
    note(classes.ats, c == '@');
    note(classes.not_ascii, (c & 0x80) != 0);
  }
  return classes;
}

}  // namespace

const Kernels kScalarKernels = {"scalar",        unpack,       unpack_rising,  unpack_bits,
                                lower_bound,     score,        largest_scores, intersect,
                                select_at_least, classify_text};

}  // namespace lodex::simd
