// English ("Porter 2").
#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "text/stemmers/stem_word.h"
#include "text/stemmers/stemmers.h"

namespace lodex::text {
namespace {

// Bytes: letters that are not of ASCII count as consonants, and their bytes do as well.
using Word = StemWord<char>;

// Y stands for a y that is a consonant.
bool is_vowel(char c) { return is_one_of(c, "aeiouy"); }

struct Pair {
  std::string_view text;
  std::string_view becomes;
};

constexpr Pair kWhole[] = {
    {"skis", "ski"},      {"skies", "sky"},   {"idly", "idl"},    {"gently", "gentl"},
    {"ugly", "ugli"},     {"early", "earli"}, {"only", "onli"},   {"singly", "singl"},
    {"sky", "sky"},       {"news", "news"},   {"howe", "howe"},   {"atlas", "atlas"},
    {"cosmos", "cosmos"}, {"bias", "bias"},   {"andes", "andes"},
};

// Beginnings behind which R1 begins, so that words of several origins stay apart.
constexpr std::array<std::string_view, 9> kBeginnings{"gener", "commun", "arsen", "past", "univers",
                                                      "later", "emerg",  "organ", "inter"};

constexpr Pair kDerived[] = {
    {"tional", "tion"}, {"enci", "ence"},   {"anci", "ance"},   {"abli", "able"},
    {"entli", "ent"},   {"izer", "ize"},    {"ization", "ize"}, {"ational", "ate"},
    {"ation", "ate"},   {"ator", "ate"},    {"alism", "al"},    {"aliti", "al"},
    {"alli", "al"},     {"fulness", "ful"}, {"ousli", "ous"},   {"ousness", "ous"},
    {"iveness", "ive"}, {"iviti", "ive"},   {"biliti", "ble"},  {"bli", "ble"},
    {"ogist", "og"},    {"ogi", "og"},      {"fulli", "ful"},   {"lessli", "less"},
    {"li", ""},
};

constexpr Pair kDerivedOnce[] = {
    {"tional", "tion"}, {"ational", "ate"}, {"alize", "al"}, {"icate", "ic"}, {"iciti", "ic"},
    {"ical", "ic"},     {"ful", ""},        {"ness", ""},    {"ative", ""},
};

constexpr Pair kLast[] = {
    {"al", ""},   {"ance", ""}, {"ence", ""},  {"er", ""},   {"ic", ""},  {"able", ""},
    {"ible", ""}, {"ant", ""},  {"ement", ""}, {"ment", ""}, {"ent", ""}, {"ism", ""},
    {"ate", ""},  {"iti", ""},  {"ous", ""},   {"ive", ""},  {"ize", ""}, {"ion", ""},
};

std::size_t characters(std::string_view word) {
  return static_cast<std::size_t>(
      std::count_if(word.begin(), word.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

bool has_vowel(const Word& word, std::size_t size) {
  return std::any_of(word.letters.begin(), word.letters.begin() + static_cast<std::ptrdiff_t>(size),
                     is_vowel);
}

// Whether the word without its last `end` letters ends in a short syllable.
bool ends_short(const Word& word, std::size_t end) {
  if (word.has_before(end, "past")) return true;
  const char last = word.before(end);
  const char vowel = word.before(end + 1);
  if (last == 0 || vowel == 0) return false;
  const char first = word.before(end + 2);
  if (first == 0) return !is_vowel(last) && is_vowel(vowel);
  return !is_vowel(last) && !is_one_of(last, "wxY") && is_vowel(vowel) && !is_vowel(first);
}

void begin(Word& word) {
  std::string& letters = word.letters;
  if (letters.starts_with('\'')) letters.erase(0, 1);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (letters[i] == 'y' && (i == 0 || is_vowel(letters[i - 1]))) letters[i] = 'Y';
  }
  std::size_t first = 0;
  for (const std::string_view beginning : kBeginnings) {
    if (letters.starts_with(beginning)) first = beginning.size();
  }
  word.mark_regions(is_vowel, first);
}

void cut_plural(Word& word) {
  if (word.ends_with("sses")) return word.cut(2);
  if (word.ends_with("ied") || word.ends_with("ies")) {
    const bool is_long = characters(std::string_view(word.letters)) > 4;
    return word.cut(is_long ? 2 : 1);
  }
  if (!word.ends_with("s") || word.ends_with("us") || word.ends_with("ss")) return;
  if (word.size() >= 2 && has_vowel(word, word.size() - 2)) word.cut(1);
}

bool is_rest(const Word& word, std::size_t end, std::span<const std::string_view> rests) {
  const std::string_view rest = std::string_view(word.letters).substr(0, word.size() - end);
  return std::ranges::find(rests, rest) != rests.end();
}

// What is wanted of a verb whose -ed or -ing was cut: "hoped" is of "hope", "hopped" of "hop".
void repair_verb(Word& word) {
  if (word.ends_with("at") || word.ends_with("bl") || word.ends_with("iz")) {
    word.letters.push_back('e');
    return;
  }
  const char last = word.before(0);
  if (last == word.before(1) && is_one_of(last, "bdfgmnprt")) {
    if (word.size() == 3 && is_one_of(word.letters[0], "aeo")) return;
    return word.cut(1);
  }
  if (word.size() == word.r1 && ends_short(word, 0)) word.letters.push_back('e');
}

void cut_past_and_participle(Word& word) {
  static constexpr std::array<std::string_view, 3> kWithEed{"proc", "exc", "succ"};
  static constexpr std::array<std::string_view, 6> kWithIng{"inn",  "out",  "cann",
                                                            "herr", "earr", "even"};
  for (const std::string_view ending : {"eedly", "eed"}) {
    if (!word.ends_with(ending)) continue;
    const std::size_t size = ending.size();
    if (word.from(word.r1, size) && !is_rest(word, size, kWithEed)) word.replace(size, "ee");
    return;
  }
  std::size_t cut = 0;
  for (const std::string_view ending : {"ed", "edly", "ingly", "ing"}) {
    if (word.ends_with(ending)) cut = ending.size();
  }
  if (cut == 0) return;
  if (word.ends_with("ing")) {
    if (is_rest(word, 3, kWithIng)) return;
    if (word.size() == 5 && word.before(3) == 'y' && !is_vowel(word.before(4))) {
      return word.replace(4, "ie");
    }
  }
  if (!has_vowel(word, word.size() - cut)) return;
  word.cut(cut);
  repair_verb(word);
}

void end_in_i(Word& word) {
  if (is_one_of(word.before(0), "yY") && word.size() > 2 && !is_vowel(word.before(1))) {
    word.replace(1, "i");
  }
}

void shorten_derived(Word& word) {
  const Pair* ending = word.longest(kDerived);
  if (ending == nullptr || !word.from(word.r1, ending->text.size())) return;
  const char before = word.before(ending->text.size());
  if (ending->text == "ogi" && before != 'l') return;
  if (ending->text == "li" && !is_one_of(before, "cdeghkmnrt")) return;
  word.replace(ending->text.size(), ending->becomes);
}

void shorten_derived_once_more(Word& word) {
  const Pair* ending = word.longest(kDerivedOnce);
  if (ending == nullptr || !word.from(word.r1, ending->text.size())) return;
  if (ending->text == "ative" && !word.from(word.r2, ending->text.size())) return;
  word.replace(ending->text.size(), ending->becomes);
}

void cut_last(Word& word) {
  const Pair* ending = word.longest(kLast);
  if (ending == nullptr || !word.from(word.r2, ending->text.size())) return;
  if (ending->text == "ion" && !is_one_of(word.before(3), "st")) return;
  word.cut(ending->text.size());
}

void cut_e_and_l(Word& word) {
  if (word.ends_with("e")) {
    if (word.from(word.r2, 1) || (word.from(word.r1, 1) && !ends_short(word, 1))) word.cut(1);
  } else if (word.ends_with("ll") && word.from(word.r2, 1)) {
    word.cut(1);
  }
}

}  // namespace

void stem_english(std::string& text) {
  if (const auto whole = std::ranges::find(kWhole, text, &Pair::text); whole != std::end(kWhole)) {
    text = whole->becomes;
    return;
  }
  if (text.size() < 3 || characters(text) < 3) return;
  thread_local Word word;
  word.letters = text;
  begin(word);
  word.cut_first(0, {"'s'", "'s", "'"});  // possessives
  cut_plural(word);
  cut_past_and_participle(word);
  end_in_i(word);
  shorten_derived(word);
  shorten_derived_once_more(word);
  cut_last(word);
  cut_e_and_l(word);
  text = word.letters;
  std::ranges::replace(text, 'Y', 'y');
}

}  // namespace lodex::text
