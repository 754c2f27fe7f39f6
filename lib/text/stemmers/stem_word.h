// A word while endings are taken off it. A thread has one for each language, whose memory is used
// again.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace lodex::text {

// Letters are given as literals, whose length is known, so that the loops over them are unrolled. A
// 0 is not one of them.
template <class Letter, std::size_t size>
[[nodiscard]] constexpr bool is_one_of(Letter letter, const Letter (&letters)[size]) {
  for (std::size_t i = 0; i + 1 < size; ++i) {
    if (letter == letters[i]) return true;
  }
  return false;
}

// The letter of `to` that stands where `letter` stands in `from`; `letter` where it is not there.
template <class Letter, std::size_t size>
[[nodiscard]] constexpr Letter replaced(Letter letter, const Letter (&from)[size],
                                        const Letter (&to)[size]) {
  for (std::size_t i = 0; i + 1 < size; ++i) {
    if (letter == from[i]) return to[i];
  }
  return letter;
}

// Letters are bytes where only those of ASCII matter, else code points. Regions are those of
// Snowball: places from which on endings may be cut.
template <class Letter>
class StemWord {
 public:
  using View = std::basic_string_view<Letter>;

  [[nodiscard]] std::size_t size() const { return letters.size(); }
  [[nodiscard]] bool ends_with(View ending) const { return View(letters).ends_with(ending); }
  // Whether the part of the word before its last `end` letters ends so.
  [[nodiscard]] bool has_before(std::size_t end, View ending) const {
    return end <= size() && View(letters).substr(0, size() - end).ends_with(ending);
  }
  // The letter before the last `end` ones; 0 where there is none.
  [[nodiscard]] Letter before(std::size_t end) const {
    return end < size() ? letters[size() - end - 1] : Letter(0);
  }
  // Whether the last `count` letters lie behind the place.
  [[nodiscard]] bool from(std::size_t place, std::size_t count) const {
    return count <= size() && size() - count >= place;
  }

  void cut(std::size_t count) { letters.resize(size() - count); }
  void replace(std::size_t count, View with) {
    cut(count);
    letters.append(with);
  }
  // Cuts the ending if the word has it behind the place.
  bool cut_if(std::size_t place, View ending) {
    if (!ends_with(ending) || !from(place, ending.size())) return false;
    cut(ending.size());
    return true;
  }
  // Cuts the first of the endings that the word has, if that one is behind the place.
  void cut_first(std::size_t place, std::initializer_list<View> endings) {
    for (const View ending : endings) {
      if (!ends_with(ending)) continue;
      cut_if(place, ending);
      return;
    }
  }

  // The longest of the endings that the word has before its last `end` letters and behind `limit`;
  // nullptr where it has none.
  template <std::ranges::forward_range Endings>
  [[nodiscard]] const std::ranges::range_value_t<Endings>* longest(const Endings& endings,
                                                                   std::size_t end = 0,
                                                                   std::size_t limit = 0) const {
    if (end >= size()) return nullptr;
    const View word = View(letters).substr(0, size() - end);
    const std::ranges::range_value_t<Endings>* best = nullptr;
    for (const auto& ending : endings) {
      if (ending.text.back() != word.back()) continue;  // most, without a call
      if (best != nullptr && ending.text.size() <= best->text.size()) continue;
      if (word.ends_with(ending.text) && word.size() - ending.text.size() >= limit) best = &ending;
    }
    return best;
  }

  // Behind the first letter from `at` on that is a vowel, or is none; size() where there is none.
  template <class IsVowel>
  [[nodiscard]] std::size_t past(IsVowel is_vowel, bool vowel, std::size_t at) const {
    while (at < size() && is_vowel(letters[at]) != vowel) ++at;
    return at < size() ? at + 1 : size();
  }
  // R1 and R2: each begins behind a vowel and then a consonant.
  template <class IsVowel>
  void mark_regions(IsVowel is_vowel, std::size_t first = 0) {
    r1 = first > 0 ? first : past(is_vowel, false, past(is_vowel, true, 0));
    r2 = past(is_vowel, false, past(is_vowel, true, r1));
  }

  std::basic_string<Letter> letters;
  std::size_t rv = 0;
  std::size_t r1 = 0;
  std::size_t r2 = 0;
};

// An ending and what is to be done with it, which `Step` names.
template <class Step>
struct StemEnding {
  std::u32string_view text;
  Step step;
};

// Endings of rows that have several, between spaces.
template <class Step>
[[nodiscard]] std::vector<StemEnding<Step>> endings_of(
    std::initializer_list<StemEnding<Step>> rows) {
  std::vector<StemEnding<Step>> endings;
  for (StemEnding<Step> row : rows) {
    while (!row.text.empty()) {
      const std::size_t size = std::min(row.text.find(U' '), row.text.size());
      endings.push_back({row.text.substr(0, size), row.step});
      row.text.remove_prefix(std::min(size + 1, row.text.size()));
    }
  }
  return endings;
}

inline void put_code_points(std::string_view text, std::u32string& out) {
  out.clear();
  while (!text.empty()) {
    const Decoded letter = decode_utf8(text);
    out.push_back(letter.code_point);
    text.remove_prefix(letter.size);
  }
}

inline void put_utf8(std::u32string_view letters, std::string& out) {
  out.clear();
  for (const char32_t letter : letters) append_utf8(out, letter);
}

}  // namespace lodex::text
