// Spanish.
#include <algorithm>

#include "text/stemmers/stem_word.h"
#include "text/stemmers/stemmers.h"

namespace lodex::text {
namespace {

using Word = StemWord<char32_t>;
using View = std::u32string_view;

bool is_vowel(char32_t c) { return is_one_of(c, U"aeiou\u00e1\u00e9\u00ed\u00f3\u00fa\u00fc"); }

char32_t plain(char32_t letter) {
  return replaced(letter, U"\u00e1\u00e9\u00ed\u00f3\u00fa", U"aeiou");
}

enum class Step {
  kCut,
  kCutWithIc,
  kLog,
  kU,
  kEnte,
  kAmente,
  kMente,
  kIdad,
  kIvo,
  kOfGu,
};
using Ending = StemEnding<Step>;

// RV begins behind the first syllable: by its first two letters.
std::size_t place_of_rv(const Word& word) {
  if (word.size() < 2) return word.size();
  const bool second = is_vowel(word.letters[1]);
  if (is_vowel(word.letters[0])) return word.past(is_vowel, !second, 2);
  return second ? std::min<std::size_t>(3, word.size()) : word.past(is_vowel, true, 2);
}

void cut_pronoun(Word& word) {
  static const std::vector<Ending> pronouns =
      endings_of<Step>({{U"me se sela selo selas selos la le lo las les los nos", Step::kCut}});
  static const std::vector<Ending> verbs = endings_of<Step>(
      {{U"i\u00e9ndo \u00e1ndo \u00e1r \u00e9r \u00edr ando iendo ar er ir yendo", Step::kCut}});
  const Ending* pronoun = word.longest(pronouns);
  if (pronoun == nullptr) return;
  const std::size_t size = pronoun->text.size();
  const Ending* verb = word.longest(verbs, size);
  if (verb == nullptr || !word.from(word.rv, size + verb->text.size())) return;
  if (verb->text == U"yendo" && word.before(size + verb->text.size()) != 'u') return;
  word.cut(size);
  // The verb has its stress where it is without the pronoun.
  const std::size_t begin = word.size() - verb->text.size();
  for (std::size_t i = begin; i < word.size(); ++i) word.letters[i] = plain(word.letters[i]);
}

// What may stand before an ending that was cut, and goes with it.
void cut_more(Word& word, Step step) {
  switch (step) {
    case Step::kCutWithIc:
      word.cut_if(word.r2, U"ic");
      return;
    case Step::kAmente:
      if (word.cut_if(word.r2, U"iv")) {
        word.cut_if(word.r2, U"at");
      } else {
        word.cut_first(word.r2, {U"os", U"ic", U"ad"});
      }
      return;
    case Step::kMente:
      return word.cut_first(word.r2, {U"ante", U"able", U"ible"});
    case Step::kIdad:
      return word.cut_first(word.r2, {U"abil", U"ic", U"iv"});
    case Step::kIvo:
      word.cut_if(word.r2, U"at");
      return;
    default:
      return;
  }
}

// False where there is no such ending in its region.
bool cut_derivation(Word& word) {
  static const std::vector<Ending> all = endings_of<Step>(
      {{U"anza anzas ico ica icos icas ismo ismos able ables ible ibles ista istas oso osa "
        U"osos osas amiento amientos imiento imientos",
        Step::kCut},
       {U"adora ador aci\u00f3n adoras adores aciones ante antes ancia ancias acion",
        Step::kCutWithIc},
       {U"log\u00eda log\u00edas", Step::kLog},
       {U"uci\u00f3n uciones ucion", Step::kU},
       {U"encia encias", Step::kEnte},
       {U"amente", Step::kAmente},
       {U"mente", Step::kMente},
       {U"idad idades", Step::kIdad},
       {U"iva ivo ivas ivos", Step::kIvo}});
  const Ending* ending = word.longest(all);
  if (ending == nullptr) return false;
  const std::size_t size = ending->text.size();
  if (!word.from(ending->step == Step::kAmente ? word.r1 : word.r2, size)) return false;
  word.cut(size);
  if (ending->step == Step::kLog) word.letters.append(U"log");
  if (ending->step == Step::kU) word.letters.append(U"u");
  if (ending->step == Step::kEnte) word.letters.append(U"ente");
  cut_more(word, ending->step);
  return true;
}

bool cut_verb_with_y(Word& word) {
  static const std::vector<Ending> all =
      endings_of<Step>({{U"ya ye yan yen yeron yendo yo y\u00f3 yas yes yais yamos", Step::kCut}});
  const Ending* ending = word.longest(all, 0, word.rv);
  if (ending == nullptr || word.before(ending->text.size()) != 'u') return false;
  word.cut(ending->text.size());
  return true;
}

void cut_verb(Word& word) {
  static const std::vector<Ending> all = endings_of<Step>(
      {{U"en es \u00e9is emos", Step::kOfGu},
       {U"ar\u00edan ar\u00edas ar\u00e1n ar\u00e1s ar\u00edais ar\u00eda ar\u00e9is "
        U"ar\u00edamos aremos ar\u00e1 ar\u00e9 er\u00edan er\u00edas er\u00e1n er\u00e1s "
        U"er\u00edais er\u00eda er\u00e9is er\u00edamos eremos er\u00e1 er\u00e9 ir\u00edan "
        U"ir\u00edas ir\u00e1n ir\u00e1s ir\u00edais ir\u00eda ir\u00e9is ir\u00edamos iremos "
        U"ir\u00e1 ir\u00e9 aba ada ida \u00eda ara iera ad ed id ase iese aste iste an aban "
        U"\u00edan aran ieran asen iesen aron ieron ado ido ando iendo i\u00f3 ar er ir as abas "
        U"adas idas \u00edas aras ieras ases ieses \u00eds \u00e1is abais \u00edais arais "
        U"ierais aseis ieseis asteis isteis ados idos amos \u00e1bamos \u00edamos imos "
        U"\u00e1ramos i\u00e9ramos i\u00e9semos \u00e1semos",
        Step::kCut}});
  const Ending* ending = word.longest(all, 0, word.rv);
  if (ending == nullptr) return;
  word.cut(ending->text.size());
  if (ending->step == Step::kOfGu && word.ends_with(U"gu")) word.cut(1);
}

void cut_vowel(Word& word) {
  if (word.cut_if(word.rv, U"os") || !word.from(word.rv, 1)) return;
  const char32_t last = word.before(0);
  if (is_one_of(last, U"ao\u00e1\u00ed\u00f3")) return word.cut(1);
  if (!is_one_of(last, U"e\u00e9")) return;
  word.cut(1);
  if (word.ends_with(U"gu") && word.from(word.rv, 1)) word.cut(1);
}

}  // namespace

void stem_spanish(std::string& text) {
  thread_local Word word;
  put_code_points(text, word.letters);
  word.rv = place_of_rv(word);
  word.mark_regions(is_vowel);
  cut_pronoun(word);
  if (!cut_derivation(word) && !cut_verb_with_y(word)) cut_verb(word);
  cut_vowel(word);
  for (char32_t& letter : word.letters) letter = plain(letter);
  put_utf8(word.letters, text);
}

}  // namespace lodex::text
