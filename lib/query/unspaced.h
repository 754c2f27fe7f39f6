// What is searched for where a query has words of scripts without spaces, which its analyzer gave
// with bigrams (text/bigrams.h).
//
// A document has three kinds of terms of such a text: the words that ICU's dictionaries see, every
// two neighbouring characters (bigrams), and single characters of some scripts. A query does not
// ask for all of them. As a phrase it is its bigrams side by side, which is the string as it stands
// in the text, wherever a dictionary would cut it. As a list of words it is
//
//   - a word of the dictionary: in full, plus, with a small weight, the string within other words;
//   - characters that the dictionary knows no word for ("李小龍"): their bigrams, each by itself;
//   - a word of Hangul, which has particles at its end: its bigrams, with weights that sum to 2 at
//     most, so that the noun finds the noun with any particle;
//   - single letters of Hiragana beside other words, which are particles: nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "lodex/analysis.h"

namespace lodex::query {

// One form of a word: a term or, side by side, several.
struct SoughtForm {
  std::vector<OwnedToken> tokens;
  double weight = 1;
};

// A word of a query in the forms that documents may have it in; each of them adds to the score.
struct SoughtWord {
  std::uint32_t begin = 0;  // in the text of the query
  std::vector<SoughtForm> forms;
};

// Of a word that stands within other words only, or that a dictionary cut differently there. Half of
// such places are the word and half are not (bench/languages measures it), and those within longer
// words should not come before the word itself.
inline constexpr double kWithinWords = 0.2;

[[nodiscard]] bool has_bigrams(const std::vector<OwnedToken>& tokens);

// The least tokens, one a position, that stand for the whole text: every second bigram of a run, and
// what no bigram covers. Gives back what has no bigrams.
[[nodiscard]] std::vector<OwnedToken> exact_tokens(std::vector<OwnedToken> tokens);

// The words alone, without bigrams and single characters within words.
[[nodiscard]] std::vector<OwnedToken> whole_words(std::vector<OwnedToken> tokens);

// The words to look for.
[[nodiscard]] std::vector<SoughtWord> sought_words(const std::vector<OwnedToken>& tokens);

}  // namespace lodex::query
