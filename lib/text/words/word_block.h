// A block of text as words: the masks in which the word scanner looks for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "simd/kernels.h"
#include "text/words/character_table.h"

namespace lodex::text {

// The first 64 bytes of a text that begins at a word boundary of ICU's, a bit for each byte.
class WordBlock {
 public:
  // Reads 64 bytes of `text` and a little more behind them where a character wants to know what
  // follows; text that is shorter ends with a boundary. Writes 64 bytes, folded where they keep
  // their length, to `folded`.
  WordBlock(std::string_view text, char* folded);

  // Bytes up to here are cut into words as ICU does: a boundary, with all before it known. 0 where
  // the first word is not known to end.
  [[nodiscard]] std::size_t known() const { return known_; }
  // Behind the known bytes comes a word that ICU has to look at.
  [[nodiscard]] bool wants_icu() const { return wants_icu_; }

  // First bytes of the words that are known, and the bytes behind them, in pairs.
  [[nodiscard]] std::uint64_t begins() const { return begins_; }
  [[nodiscard]] std::uint64_t ends() const { return ends_; }
  // Bytes of characters that `folded` has as they were, because they do not fold alone or not to
  // as many bytes.
  [[nodiscard]] std::uint64_t unfolded() const { return unfolded_; }
  // Bytes of connectors, of which one is no word.
  [[nodiscard]] std::uint64_t connectors() const { return classes_.connectors; }

 private:
  struct Place {
    std::size_t at = 0;
    std::size_t size = 0;
    [[nodiscard]] std::uint64_t bits() const { return ((std::uint64_t{1} << size) - 1) << at; }
    // The byte before; none where the block begins here.
    [[nodiscard]] std::uint64_t before() const { return (std::uint64_t{1} << at) >> 1; }
  };
  void classify_not_ascii(std::string_view text, char* folded);
  // False where the block is not known from this character on.
  bool add(std::string_view text, Place place, WordClass word_class);
  bool add_extend(Place place);
  bool add_mid(std::string_view text, Place place, std::uint64_t letters, std::uint64_t digits);
  void stop_at(std::size_t at, bool for_icu);
  void find_words();

  simd::TextClasses classes_;
  std::uint64_t hangul_ = 0;
  std::uint64_t joined_ = 0;  // characters of several bytes between two others of a word
  std::uint64_t unfolded_ = 0;
  std::size_t limit_ = simd::kTextBlock;  // the block is classified up to here
  bool wants_icu_ = false;
  std::size_t known_ = 0;
  std::uint64_t begins_ = 0;
  std::uint64_t ends_ = 0;
};

// The class of the character at `text[0]`, and its bytes; `text` is not empty.
struct ClassifiedCharacter {
  WordClass word_class = WordClass::kOther;
  std::size_t size = 1;
};
[[nodiscard]] ClassifiedCharacter classify_first(std::string_view text);

}  // namespace lodex::text
