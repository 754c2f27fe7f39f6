// German.
#include <algorithm>
#include <utility>

#include "text/stemmers/stem_word.h"
#include "text/stemmers/stemmers.h"

namespace lodex::text {
namespace {

using Word = StemWord<char32_t>;
using View = std::u32string_view;

constexpr char32_t kSharpS = 0xdf;

// U and Y stand for a u and y between vowels, which count as consonants.
bool is_vowel(char32_t c) { return is_one_of(c, U"aeiouy\u00e4\u00f6\u00fc"); }

struct Ending {
  View text;
};

void mark_consonants(std::u32string& letters) {
  for (std::size_t i = 0; i + 2 < letters.size(); ++i) {
    char32_t& between = letters[i + 1];
    if (!is_vowel(letters[i]) || !is_vowel(letters[i + 2])) continue;
    between = replaced(between, U"uy", U"UY");
  }
}

// Umlauts as they are written where there are no dots.
void join_umlauts(std::u32string& letters) {
  std::u32string out;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char32_t c = letters[i];
    const char32_t next = i + 1 < letters.size() ? letters[i + 1] : 0;
    if (c == kSharpS) {
      out.append(U"ss");
    } else if (next == 'e' && is_one_of(c, U"aou")) {
      out.push_back(replaced(c, U"aou", U"\u00e4\u00f6\u00fc"));
      ++i;
    } else {
      out.push_back(c);
      if (c == 'q' && next == 'u') out.push_back(letters[++i]);
    }
  }
  letters = std::move(out);
}

void mark_regions(Word& word) {
  word.r1 = word.r2 = word.size();
  if (word.size() < 3) return;
  word.mark_regions(is_vowel);
  word.r1 = std::max<std::size_t>(word.r1, 3);
}

void cut_inflection(Word& word) {
  static constexpr Ending kEndings[] = {{U"em"}, {U"ern"}, {U"er"}, {U"erin"}, {U"erinnen"}, {U"e"},
                                        {U"en"}, {U"es"},  {U"s"},  {U"ln"},   {U"lns"}};
  const Ending* ending = word.longest(kEndings);
  if (ending == nullptr || !word.from(word.r1, ending->text.size())) return;
  const View text = ending->text;
  if (text == U"em" && word.has_before(2, U"syst")) return;
  if (text == U"s" && !is_one_of(word.before(1), U"bdfghklmnrt")) return;
  if (text.starts_with('l')) return word.replace(text.size(), U"l");
  word.cut(text.size());
  const bool may_leave_nis = text == U"e" || text == U"en" || text == U"es";
  if (may_leave_nis && word.ends_with(U"niss")) word.cut(1);
}

void cut_comparison(Word& word) {
  static constexpr Ending kEndings[] = {{U"en"}, {U"er"}, {U"est"}, {U"st"}, {U"et"}};
  static constexpr Ending kWithEt[] = {{U"geordn"}, {U"intern"}, {U"plan"}, {U"tick"}, {U"tr"}};
  const Ending* ending = word.longest(kEndings);
  if (ending == nullptr || !word.from(word.r1, ending->text.size())) return;
  const View text = ending->text;
  if (text == U"st" && (!is_one_of(word.before(2), U"bdfghklmnt") || word.size() < 6)) return;
  if (text == U"et") {
    if (!is_one_of(word.before(2), U"dfgklmnrstUz\u00e4")) return;
    if (word.longest(kWithEt, 2) != nullptr) return;
  }
  word.cut(text.size());
}

void cut_derivation(Word& word) {
  static constexpr Ending kEndings[] = {{U"end"},  {U"ung"},  {U"ig"},   {U"ik"},
                                        {U"isch"}, {U"lich"}, {U"heit"}, {U"keit"}};
  const Ending* ending = word.longest(kEndings);
  if (ending == nullptr || !word.from(word.r2, ending->text.size())) return;
  const View text = ending->text;
  if (text == U"ig" || text == U"ik" || text == U"isch") {
    if (word.before(text.size()) != 'e') word.cut(text.size());
    return;
  }
  word.cut(text.size());
  if (text == U"end" || text == U"ung") {
    if (word.before(2) != 'e') word.cut_if(word.r2, U"ig");
  } else if (text == U"keit") {
    word.cut_first(word.r2, {U"lich", U"ig"});
  } else {
    word.cut_first(word.r1, {U"er", U"en"});
  }
}

}  // namespace

void stem_german(std::string& text) {
  thread_local Word word;
  put_code_points(text, word.letters);
  mark_consonants(word.letters);
  join_umlauts(word.letters);
  mark_regions(word);
  cut_inflection(word);
  cut_comparison(word);
  cut_derivation(word);
  word.cut_first(2, {U"'sch", U"'s", U"'"});
  for (char32_t& letter : word.letters) {
    letter = replaced(letter, U"YU\u00e4\u00f6\u00fc", U"yuaou");
  }
  put_utf8(word.letters, text);
}

}  // namespace lodex::text
