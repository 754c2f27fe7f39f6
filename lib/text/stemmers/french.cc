// French.
#include "text/stemmers/stem_word.h"
#include "text/stemmers/stemmers.h"

namespace lodex::text {
namespace {

using Word = StemWord<char32_t>;
using View = std::u32string_view;

// I, U and Y stand for letters that are consonants where they stand, He and Hi for e and i with a
// diaeresis, which begin a syllable.
bool is_vowel(char32_t c) {
  return is_one_of(c, U"aeiouy\u00e2\u00e0\u00eb\u00e9\u00ea\u00e8\u00ef\u00ee\u00f4\u00fb\u00f9");
}

enum class Step {
  kCut,
  kCutWithIc,
  kLog,
  kU,
  kEnt,
  kEment,
  kIte,
  kIf,
  kEau,
  kAl,
  kOu,
  kEux,
  kIssement,
  kAmment,
  kEmment,
  kMent,
  kIons,
  kWithE,
  kAis,
};
using Ending = StemEnding<Step>;

void cut_elision(std::u32string& word) {
  const std::size_t article = word.starts_with(U"qu'") ? 3 : 2;
  const bool is_elided =
      article == 3 || (word.size() > 1 && word[1] == '\'' && is_one_of(word[0], U"cdjlmnstz"));
  if (is_elided && word.size() > article) word.erase(0, article);
}

// Marks a letter at or behind `at`; false where there is none.
bool mark_at(std::u32string& word, std::size_t at) {
  const auto letter = [&](std::size_t i) { return i < word.size() ? word[i] : U'\0'; };
  const char32_t next = letter(at + 1);
  const bool between = is_vowel(word[at]) && is_vowel(letter(at + 2));
  if (between && is_one_of(next, U"ui")) {
    word[at + 1] = next == 'u' ? 'U' : 'I';
  } else if (is_vowel(word[at]) && next == 'y') {
    word[at + 1] = 'Y';
  } else if (word[at] == 0xeb || word[at] == 0xef) {
    word.replace(at, 1, word[at] == 0xeb ? U"He" : U"Hi");
  } else if (word[at] == 'y' && is_vowel(next)) {
    word[at] = 'Y';
  } else if (word[at] == 'q' && next == 'u') {
    word[at + 1] = 'U';
  } else {
    return false;
  }
  return true;
}

void mark_consonants(std::u32string& word) {
  for (std::size_t at = 0; at < word.size();) {
    if (!mark_at(word, at)) ++at;
  }
}

std::size_t place_of_rv(const Word& word) {
  const View letters = word.letters;
  if (letters.size() >= 3) {
    if (is_vowel(letters[0]) && is_vowel(letters[1])) return 3;
    for (const View beginning : {View(U"par"), View(U"col"), View(U"tap")}) {
      if (letters.starts_with(beginning)) return 3;
    }
    if (letters.starts_with(U"ni") && is_vowel(letters[2])) return 3;
  }
  return word.past(is_vowel, true, 1);
}

// An ending in R2 is cut, else replaced.
void cut_or_replace(Word& word, View ending, View with) {
  if (word.from(word.r2, ending.size())) return word.cut(ending.size());
  word.replace(ending.size(), with);
}

void cut_before_ement(Word& word) {
  if (word.cut_if(word.r2, U"iv")) {
    word.cut_if(word.r2, U"at");
  } else if (word.ends_with(U"eus")) {
    if (!word.cut_if(word.r2, U"eus") && word.from(word.r1, 3)) word.replace(3, U"eux");
  } else if (word.ends_with(U"i\u00e8r") || word.ends_with(U"I\u00e8r")) {
    if (word.from(word.rv, 3)) word.replace(3, U"i");
  } else {
    word.cut_first(word.r2, {U"abl", U"iqU"});
  }
}

void cut_before_ite(Word& word) {
  if (word.ends_with(U"abil")) return cut_or_replace(word, U"abil", U"abl");
  if (word.ends_with(U"ic")) return cut_or_replace(word, U"ic", U"iqU");
  word.cut_if(word.r2, U"iv");
}

void cut_before_if(Word& word) {
  if (word.cut_if(word.r2, U"at") && word.ends_with(U"ic")) cut_or_replace(word, U"ic", U"iqU");
}

const std::vector<Ending>& derivations() {
  static const std::vector<Ending> all =
      endings_of<Step>({{U"ance iqUe isme able iste eux ances iqUes ismes ables istes", Step::kCut},
                        {U"atrice ateur ation atrices ateurs ations", Step::kCutWithIc},
                        {U"logie logies", Step::kLog},
                        {U"usion ution usions utions", Step::kU},
                        {U"ence ences", Step::kEnt},
                        {U"ement ements", Step::kEment},
                        {U"it\u00e9 it\u00e9s", Step::kIte},
                        {U"if ive ifs ives", Step::kIf},
                        {U"eaux", Step::kEau},
                        {U"aux", Step::kAl},
                        {U"oux", Step::kOu},
                        {U"euse euses", Step::kEux},
                        {U"issement issements", Step::kIssement},
                        {U"amment", Step::kAmment},
                        {U"emment", Step::kEmment},
                        {U"ment ments", Step::kMent}});
  return all;
}

// The endings that are cut in R2 only. False where this one is not.
bool cut_in_r2(Word& word, const Ending& ending) {
  if (!word.cut_if(word.r2, ending.text)) return false;
  switch (ending.step) {
    case Step::kCutWithIc:
      if (word.ends_with(U"ic")) cut_or_replace(word, U"ic", U"iqU");
      return true;
    case Step::kLog:
      word.letters.append(U"log");
      return true;
    case Step::kU:
      word.letters.append(U"u");
      return true;
    case Step::kEnt:
      word.letters.append(U"ent");
      return true;
    case Step::kIte:
      cut_before_ite(word);
      return true;
    case Step::kIf:
      cut_before_if(word);
      return true;
    default:
      return true;
  }
}

// Adverbs, which are made of participles: what is left is looked at as a verb, so this is false.
bool cut_adverb(Word& word, const Ending& ending) {
  const std::size_t size = ending.text.size();
  if (ending.step == Step::kMent) {
    if (is_vowel(word.before(size)) && word.from(word.rv, size + 1)) word.cut(size);
  } else if (word.from(word.rv, size)) {
    word.replace(size, ending.step == Step::kAmment ? U"ant" : U"ent");
  }
  return false;
}

// Plurals in x.
bool cut_plural(Word& word, const Ending& ending) {
  const std::size_t size = ending.text.size();
  if (ending.step == Step::kAl) {
    if (!word.from(word.r1, size)) return false;
    word.replace(size, U"al");
    return true;
  }
  if (ending.step == Step::kOu && !is_one_of(word.before(size), U"bhjlnp")) return false;
  word.cut(1);
  return true;
}

// False where there is no such ending, or the rest may have one of a verb.
bool cut_derivation(Word& word) {
  const Ending* ending = word.longest(derivations());
  if (ending == nullptr) return false;
  const std::size_t size = ending->text.size();
  const char32_t before = word.before(size);
  switch (ending->step) {
    case Step::kEment:
      if (!word.cut_if(word.rv, ending->text)) return false;
      cut_before_ement(word);
      return true;
    case Step::kEau:
    case Step::kAl:
    case Step::kOu:
      return cut_plural(word, *ending);
    case Step::kEux:
      if (!word.from(word.r1, size)) return false;
      cut_or_replace(word, ending->text, U"eux");
      return true;
    case Step::kIssement:
      if (!word.from(word.r1, size) || before == 0 || is_vowel(before)) return false;
      word.cut(size);
      return true;
    case Step::kAmment:
    case Step::kEmment:
    case Step::kMent:
      return cut_adverb(word, *ending);
    default:
      return cut_in_r2(word, *ending);
  }
}

bool cut_verb_with_i(Word& word) {
  static const std::vector<Ending> all = endings_of<Step>(
      {{U"\u00eemes \u00eet \u00eetes i ie ies ir ira irai iraIent irais irait iras irent irez "
        U"iriez irions irons iront is issaIent issais issait issant issante issantes issants isse "
        U"issent isses issez issiez issions issons it",
        Step::kCut}});
  const Ending* ending = word.longest(all, 0, word.rv);
  if (ending == nullptr) return false;
  const std::size_t size = ending->text.size();
  const char32_t before = word.before(size);
  if (!word.from(word.rv, size + 1) || before == 'H' || is_vowel(before)) return false;
  word.cut(size);
  return true;
}

bool is_word_in_ais(const Word& word, std::size_t end) {
  if (word.has_before(end, U"al")) return word.size() == end + 3;
  return word.has_before(end, U"auv") || word.has_before(end, U"\u00e9pl");
}

bool cut_verb(Word& word) {
  static const std::vector<Ending> all = endings_of<Step>(
      {{U"ions", Step::kIons},
       {U"\u00e9 \u00e9e \u00e9es \u00e9s \u00e8rent er era erai eraIent erais erait eras "
        U"erez eriez erions erons eront ez iez eais",
        Step::kCut},
       {U"\u00e2mes \u00e2t \u00e2tes a ai aIent ait ant ante antes ants as asse assent asses "
        U"assiez assions",
        Step::kWithE},
       {U"ais aise aises", Step::kAis}});
  const Ending* ending = word.longest(all, 0, word.rv);
  if (ending == nullptr) return false;
  const std::size_t size = ending->text.size();
  if (ending->step == Step::kIons && !word.from(word.r2, size)) return false;
  if (ending->step == Step::kAis && is_word_in_ais(word, size)) return false;
  word.cut(size);
  if (ending->step == Step::kWithE) word.cut_if(word.rv, U"e");
  return true;
}

void cut_rest(Word& word) {
  if (word.ends_with(U"s") && word.size() > 1) {
    const bool keeps = is_one_of(word.before(1), U"aiou\u00e8s") && !word.has_before(1, U"Hi");
    if (!keeps) word.cut(1);
  }
  static const std::vector<Ending> all =
      endings_of<Step>({{U"ion ier i\u00e8re Ier I\u00e8re e", Step::kCut}});
  const Ending* ending = word.longest(all, 0, word.rv);
  if (ending == nullptr) return;
  const std::size_t size = ending->text.size();
  if (ending->text == U"ion") {
    const bool in_rv = word.from(word.rv, size + 1);
    if (in_rv && word.from(word.r2, size) && is_one_of(word.before(size), U"st")) word.cut(size);
  } else {
    word.replace(size, size == 1 ? U"" : U"i");
  }
}

void cut_double(Word& word) {
  for (const View ending :
       {View(U"enn"), View(U"onn"), View(U"ett"), View(U"ell"), View(U"eill")}) {
    if (word.ends_with(ending)) return word.cut(1);
  }
}

// An accent on the last e, if consonants follow it.
void cut_accent(Word& word) {
  std::size_t end = 0;
  while (word.before(end) != 0 && !is_vowel(word.before(end))) ++end;
  const char32_t vowel = word.before(end);
  if (end > 0 && (vowel == 0xe9 || vowel == 0xe8)) word.letters[word.size() - end - 1] = 'e';
}

std::u32string unmarked(View word) {
  std::u32string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char32_t next = i + 1 < word.size() ? word[i + 1] : 0;
    if (word[i] != 'H') {
      out.push_back(replaced(word[i], U"IUY", U"iuy"));
    } else if (is_one_of(next, U"ei")) {
      out.push_back(replaced(next, U"ei", U"\u00eb\u00ef"));
      ++i;
    }
  }
  return out;
}

}  // namespace

void stem_french(std::string& text) {
  thread_local Word word;
  put_code_points(text, word.letters);
  cut_elision(word.letters);
  mark_consonants(word.letters);
  word.rv = place_of_rv(word);
  word.mark_regions(is_vowel);
  if (cut_derivation(word) || cut_verb_with_i(word) || cut_verb(word)) {
    if (word.ends_with(U"Y")) word.replace(1, U"i");
    if (word.ends_with(U"\u00e7")) word.replace(1, U"c");
  } else {
    cut_rest(word);
  }
  cut_double(word);
  cut_accent(word);
  put_utf8(unmarked(word.letters), text);
}

}  // namespace lodex::text
