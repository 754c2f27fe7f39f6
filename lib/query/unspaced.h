// What is searched for where a query has words of scripts without spaces, which its analyzer gave
// with bigrams (text/bigrams.h).
//
// A document has three kinds of terms of such a text: the words that ICU's dictionaries see, every
// two neighbouring characters (bigrams), and single characters of some scripts. A query does not
// ask for all of them. As a phrase it is its bigrams side by side, which is the string as it stands
// in the text, wherever a dictionary would cut it. As a list of words it is
//
//   - a word of the dictionary: the word, and the string, which may stand within other words; the
//     weights of the two sum to 1;
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

// How much of a word's score is that of its string alone. A string that is not one of the
// dictionary's words where it stands is one for a reader in 88 of 100 places in Chinese, 65 in
// Japanese and 8 in Thai (bench/languages, words of two characters); the dictionary's words are to
// come first all the same.
inline constexpr double kStringShare = 0.5;
inline constexpr double kStringShareOfSoutheastAsian = 0.1;

[[nodiscard]] bool has_bigrams(const std::vector<OwnedToken>& tokens);

// The least tokens, one a position, that stand for the whole text: every second bigram of a run,
// and what no bigram covers. Gives back what has no bigrams.
[[nodiscard]] std::vector<OwnedToken> exact_tokens(std::vector<OwnedToken> tokens);

// The words alone, without bigrams and single characters within words.
[[nodiscard]] std::vector<OwnedToken> whole_words(std::vector<OwnedToken> tokens);

// The words to look for.
[[nodiscard]] std::vector<SoughtWord> sought_words(const std::vector<OwnedToken>& tokens);

}  // namespace lodex::query
