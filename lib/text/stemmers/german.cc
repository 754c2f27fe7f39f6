// German.
#include <array>

#include "text/stemmers/stem_word.h"
#include "text/stemmers/stemmers.h"

namespace lodex::text {
namespace {

using Word = StemWord<char32_t>;
using View = std::u32string_view;

constexpr char32_t kA = 0xe4;  // the umlauts
constexpr char32_t kO = 0xf6;
constexpr char32_t kU = 0xfc;
constexpr char32_t kSharpS = 0xdf;

bool is_one_of(char32_t c, View letters) { return c != 0 && letters.find(c) != View::npos; }

// U and Y stand for a u and y between vowels, which count as consonants.
bool is_vowel(char32_t c) { return is_one_of(c, U"aeiouy\u00e4\u00f6\u00fc"); }

struct Ending {
  View text;
};

const Ending* longest(const Word& word, std::span<const Ending> endings) {
  return word.longest(endings);
}

void mark_consonants(std::u32string& letters) {
  for (std::size_t i = 0; i + 2 < letters.size(); ++i) {
    char32_t& between = letters[i + 1];
    if (!is_vowel(letters[i]) || !is_vowel(letters[i + 2])) continue;
    if (between == 'u') between = 'U';
    if (between == 'y') between = 'Y';
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
      out.push_back(c == 'a' ? kA : c == 'o' ? kO : kU);
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
  static constexpr std::array kEndings{Ending{U"em"},   Ending{U"ern"},     Ending{U"er"},
                                       Ending{U"erin"}, Ending{U"erinnen"}, Ending{U"e"},
                                       Ending{U"en"},   Ending{U"es"},      Ending{U"s"},
                                       Ending{U"ln"},   Ending{U"lns"}};
  const Ending* ending = longest(word, kEndings);
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
  static constexpr std::array kEndings{Ending{U"en"}, Ending{U"er"}, Ending{U"est"}, Ending{U"st"},
                                       Ending{U"et"}};
  static constexpr std::array kWithEt{Ending{U"geordn"}, Ending{U"intern"}, Ending{U"plan"},
                                      Ending{U"tick"}, Ending{U"tr"}};
  const Ending* ending = longest(word, kEndings);
  if (ending == nullptr || !word.from(word.r1, ending->text.size())) return;
  const View text = ending->text;
  if (text == U"st" && (!is_one_of(word.before(2), U"bdfghklmnt") || word.size() < 6)) return;
  if (text == U"et") {
    if (!is_one_of(word.before(2), U"dfgklmnrstUz\u00e4")) return;
    if (word.longest(std::span<const Ending>(kWithEt), 2) != nullptr) return;
  }
  word.cut(text.size());
}

void cut_from(Word& word, std::size_t place, View ending) {
  if (word.ends_with(ending) && word.from(place, ending.size())) word.cut(ending.size());
}

void cut_derivation(Word& word) {
  static constexpr std::array kEndings{Ending{U"end"},  Ending{U"ung"},  Ending{U"ig"},
                                       Ending{U"ik"},   Ending{U"isch"}, Ending{U"lich"},
                                       Ending{U"heit"}, Ending{U"keit"}};
  const Ending* ending = longest(word, kEndings);
  if (ending == nullptr || !word.from(word.r2, ending->text.size())) return;
  const View text = ending->text;
  if (text == U"ig" || text == U"ik" || text == U"isch") {
    if (word.before(text.size()) != 'e') word.cut(text.size());
    return;
  }
  word.cut(text.size());
  if (text == U"end" || text == U"ung") {
    if (word.before(2) != 'e') cut_from(word, word.r2, U"ig");
  } else if (text == U"keit") {
    cut_from(word, word.r2, word.ends_with(U"lich") ? U"lich" : U"ig");
  } else {
    cut_from(word, word.r1, word.ends_with(U"er") ? U"er" : U"en");
  }
}

void cut_apostrophe(Word& word) {
  for (const View ending : {View(U"'sch"), View(U"'s"), View(U"'")}) {
    if (!word.ends_with(ending)) continue;
    if (word.size() >= ending.size() + 2) word.cut(ending.size());
    return;
  }
}

char32_t plain(char32_t letter) {
  switch (letter) {
    case 'Y':
      return 'y';
    case 'U':
    case kU:
      return 'u';
    case kA:
      return 'a';
    case kO:
      return 'o';
    default:
      return letter;
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
  cut_apostrophe(word);
  for (char32_t& letter : word.letters) letter = plain(letter);
  put_utf8(word.letters, text);
}

}  // namespace lodex::text
