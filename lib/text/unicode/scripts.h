// Scripts whose words are not told apart by spaces alone.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace lodex::text {

enum class Script : std::uint8_t {
  kOther,
  kHan,
  kHiragana,
  kKatakana,
  kHangul,         // has spaces, but a word is written together with its particles
  kSoutheastAsian  // Thai, Lao, Khmer, Burmese
};

[[nodiscard]] Script script_of(char32_t code_point);
// Of the first character.
[[nodiscard]] Script script_of(std::string_view text);

// What such a script is read by: a letter with the marks on it, a syllable of Hangul.
struct LetterUnit {
  std::uint32_t begin = 0;  // in the text
  std::uint32_t end = 0;
  Script script = Script::kOther;
};

// Cuts a text into units, all of it. False, and no units, where all its scripts are kOther.
bool cut_into_units(std::string_view text, std::vector<LetterUnit>& units);

}  // namespace lodex::text
