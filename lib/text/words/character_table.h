// What the word scanner knows of each character.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lodex::text {

// How a character behaves between others in ICU's word rules. The names are those of the property
// Word_Break (UAX #29).
enum class WordClass : std::uint8_t {
  kOther,      // stands between words
  kLetter,     // ALetter: joins letters, digits and connectors
  kDigit,      // Numeric: the same
  kConnector,  // ExtendNumLet: the same, but is no word alone
  kHangul,     // joins Hangul syllables only
  kMidLetter,  // joins what is on its sides where both are letters
  kMidNumber,  // where both are digits
  kMidBoth,    // where both are letters or both digits
  kExtend,     // Extend, Format: belongs to what is before it
  // Stands between words, but not always where a word of foreign characters ends: pictographs,
  // which U+200D joins, and the double quote, which joins Hebrew.
  kDependent,
  // Left to ICU: scripts with dictionaries, Hebrew, U+200D, flags, and whatever behaves in no way
  // named above.
  kForeign,
  kForeignExtend,  // one that also belongs to what is before it, even between words
};

struct Character {
  static constexpr std::uint8_t kNotAlone = 0xff;

  WordClass word_class = WordClass::kOther;
  // NFKC_Casefold of a text whose characters all have one is what they have, one after the other.
  // kNotAlone: it depends on its neighbours, or is longer.
  std::uint8_t fold_size = kNotAlone;
  std::array<char, 6> fold{};

  [[nodiscard]] bool folds_alone() const { return fold_size != kNotAlone; }
  [[nodiscard]] std::string_view folded() const { return {fold.data(), fold_size}; }
};

// The characters, in pages that are made when one of theirs is first met and stay for the rest of
// the process.
class CharacterTable {
 public:
  static constexpr char32_t kPageSize = 64;
  using Page = std::array<Character, kPageSize>;

  static const Character& at(char32_t code_point) {
    const std::size_t number = code_point / kPageSize;
    const Page* page = pages_[number].load(std::memory_order_acquire);
    return (page != nullptr ? *page : add_page(number))[code_point % kPageSize];
  }

 private:
  static const Page& add_page(std::size_t number);

  static std::array<std::atomic<const Page*>, 0x110000 / kPageSize> pages_;
};

// Found out by asking ICU how the character behaves. Thread-safe.
[[nodiscard]] inline const Character& character(char32_t code_point) {
  return CharacterTable::at(code_point);
}
// The same of one character, without its neighbourhood and each time anew.
[[nodiscard]] WordClass ask_word_class(char32_t code_point);

}  // namespace lodex::text
