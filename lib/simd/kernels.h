// The kernels of the inner loops: one plain function over one block each, in a scalar form, which
// is the specification, and in wider ones that give the same to the last bit. The widest that the
// processor has is chosen once; the environment variable LODEX_SIMD (scalar, avx2, avx512) asks for
// another one, and is ignored where the processor does not have it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace lodex::simd {

// Packed values have at most this many bits.
inline constexpr unsigned kMaxWidth = 32;
// Kernels may read (not use) this many bytes after the packed ones, so whoever stores packed values
// has to leave that much readable memory behind them.
inline constexpr std::size_t kPadding = 64;

// Lengths of documents as an array of numbers of `width` bytes (1, 2 or 4), 64 readable bytes from
// each on. Width 0: all are 1.
struct LengthArray {
  const std::uint8_t* data = nullptr;
  unsigned width = 0;
};

// weight / (1 + (base + slope · length) · (1 / tf)), rounded to the nearest whole number, in
// floats, each operation rounded on its own. See ranking::Bm25Term.
struct Bm25Formula {
  float weight = 0;
  float base = 0;
  float slope = 0;
};

// Pairs of a frequency and a length that bound the scores of a group of documents, kGroupPairs of
// them: each a byte of frequency (255 stands for any, 0
// for none) and a byte of length (see base/length_code.h).
inline constexpr std::size_t kGroupPairs = 8;

// What select_at_least() may write behind its results.
inline constexpr std::size_t kSelectSlack = 16;

// What the bytes of a block of text are, a bit for each; a byte that has none of them stands
// between words. The names are those of the property Word_Break (UAX #29).
inline constexpr std::size_t kTextBlock = 64;
struct TextClasses {
  std::uint64_t letters = 0;      // A-Z a-z
  std::uint64_t digits = 0;       // 0-9
  std::uint64_t connectors = 0;   // _ (ExtendNumLet)
  std::uint64_t mid_numbers = 0;  // , ; (MidNum)
  std::uint64_t mid_both = 0;     // . ' (MidNumLet, Single_Quote)
  std::uint64_t colons = 0;       // : (MidLetter, or nothing)
  std::uint64_t ats = 0;          // @ (nothing, or as a letter)
  std::uint64_t not_ascii = 0;    // 80-FF
  bool operator==(const TextClasses&) const = default;
};

struct Kernels {
  const char* name;
  // See bit_packing.h.
  void (*unpack)(const std::uint8_t* in, std::size_t first, std::size_t count, unsigned width,
                 std::uint32_t* out);
  void (*unpack_rising)(const std::uint8_t* in, std::size_t count, unsigned width,
                        std::uint32_t base, std::uint32_t* out);
  std::size_t (*unpack_bits)(const std::uint8_t* in, std::size_t bytes, std::uint32_t base,
                             std::size_t limit, std::uint32_t* out);
  std::size_t (*lower_bound)(const std::uint32_t* values, std::size_t count, std::uint32_t target);
  // out[i] = the score of freqs[i] in document docs[i]. Documents rise; they and frequencies are
  // below 2^31.
  void (*score)(const Bm25Formula& formula, LengthArray lengths, const std::uint32_t* docs,
                const std::uint32_t* freqs, std::size_t count, std::uint32_t* out);
  // out[g] = the largest score of the pairs of group g, for `groups` groups that follow each other.
  void (*largest_scores)(const Bm25Formula& formula, const std::uint8_t* pairs, std::size_t groups,
                         std::uint32_t* out);
  // Where two rising sequences of different numbers meet: writes the places of each number that
  // both have, in the first and in the second, rising; returns how many. Both outputs have room for
  // one more than the shorter sequence has.
  std::size_t (*intersect)(const std::uint32_t* first, std::size_t first_count,
                           const std::uint32_t* second, std::size_t second_count,
                           std::uint32_t* in_first, std::uint32_t* in_second);
  // Writes every i with values[i] >= least to `out`, which has room for count +
  // kSelectSlack, in rising order; returns their number.
  std::size_t (*select_at_least)(const std::uint32_t* values, std::size_t count,
                                 std::uint32_t least, std::uint32_t* out);
  // Classes of kTextBlock bytes; `lowered` gets the same bytes with A-Z as a-z.
  TextClasses (*classify_text)(const char* text, char* lowered);
};

// The set that is in use.
[[nodiscard]] const Kernels& kernels() noexcept;
// All that this processor can run, the scalar one first.
[[nodiscard]] std::span<const Kernels* const> available_kernels() noexcept;

}  // namespace lodex::simd
