// The filters of chains, made by what they need.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/analysis.h"
#include "text/filters/synonym_rules.h"

namespace lodex::text {

using FilterPointer = std::shared_ptr<const TokenFilter>;

// NFKC_Casefold; drops tokens of which nothing is left.
[[nodiscard]] FilterPointer fold_filter();
// Snowball stems of folded words; `language` as libstemmer names it. Throws SchemaError where it
// has no such language.
[[nodiscard]] FilterPointer stem_filter(std::string language);
// Diacritics taken off, but for the letters in `keep`: letters of Latin and Greek become plain, yo
// becomes ye, combining marks, points of Hebrew and vowel signs of Arabic are dropped.
[[nodiscard]] FilterPointer accents_filter(std::string_view keep);
// Decimal digits of any script become those of ASCII.
[[nodiscard]] FilterPointer digits_filter();
// Bigrams and single characters of scripts without spaces beside their words, and bigrams of
// Hangul, so that parts of words are found. From then on positions count units
// (text/unicode/scripts.h).
[[nodiscard]] FilterPointer cjk_bigrams_filter();
// Drops tokens that are one of `words`; `name` is what the stage is called.
[[nodiscard]] FilterPointer stop_filter(std::string name, const std::vector<std::string>& words);
// Takes articles and their like off what they are joined to by an apostrophe: "l'ami".
[[nodiscard]] FilterPointer elision_filter(const std::vector<std::string>& articles);
// What is elided in a language. Throws SchemaError where nothing is known of it.
[[nodiscard]] std::vector<std::string> elided_articles(std::string_view language);

// Spellings of one word made one, for a language. Behind "fold", but for those that say otherwise.
[[nodiscard]] FilterPointer arabic_final_letters_filter();  // behind "stem"
[[nodiscard]] FilterPointer arabic_normalize_filter();
[[nodiscard]] FilterPointer catalan_normalize_filter();
[[nodiscard]] FilterPointer dutch_normalize_filter();
[[nodiscard]] FilterPointer german_normalize_filter();
[[nodiscard]] FilterPointer hindi_normalize_filter();
[[nodiscard]] FilterPointer irish_mutation_filter();  // before "fold"
[[nodiscard]] FilterPointer katakana_stem_filter();
[[nodiscard]] FilterPointer romanian_normalize_filter();
[[nodiscard]] FilterPointer russian_normalize_filter();
[[nodiscard]] FilterPointer serbian_latin_filter();
[[nodiscard]] FilterPointer simplified_chinese_filter();
[[nodiscard]] FilterPointer spanish_normalize_filter();
[[nodiscard]] FilterPointer turkish_apostrophe_filter();
[[nodiscard]] FilterPointer turkish_lower_filter();  // before "fold"

// Lower case by Unicode's full mapping, and nothing else: unlike fold_filter it keeps ß, full-width
// letters, ligatures and superscripts as they are.
[[nodiscard]] FilterPointer lowercase_filter();
// Keeps tokens of `min` to `max` grapheme clusters.
[[nodiscard]] FilterPointer length_filter(std::size_t min, std::size_t max);
// Replaces each match of a regular expression (RE2), in which \1 is its first group; drops tokens
// of which nothing is left. Throws SchemaError where one of them is not valid.
[[nodiscard]] FilterPointer replace_filter(const std::string& pattern, std::string replacement);
// Keeps, or drops, tokens that a regular expression matches somewhere.
[[nodiscard]] FilterPointer match_filter(const std::string& pattern, bool keep);

// A longer word has grams of its beginning only, so that one has not more than fit its document.
inline constexpr std::size_t kMaxNgramBytes = 1024;

struct NgramOptions {
  std::size_t min = 2;  // grapheme clusters, so that no letter loses its accent
  std::size_t max = 3;
  bool from_beginning = false;  // edge n-grams
  bool keep_original = false;
};
// Parts of words, at the position and with the offsets of their word.
[[nodiscard]] FilterPointer ngram_filter(const NgramOptions& options);

struct ShingleOptions {
  std::size_t min = 2;  // words
  std::size_t max = 2;
  std::string separator = " ";
  std::string filler = "_";  // where a word was dropped
  bool unigrams = true;      // the words themselves as well
};
// Neighbouring words as one token, at the position of the first. Of several words at one position
// shingles have the first.
[[nodiscard]] FilterPointer shingle_filter(ShingleOptions options);

// Where the words of a rule stand (the longest that begins at a place), those that they become are
// put one position after the other from there on, and what follows stands behind the longest of
// them. `before` is what stands before the filter: it cuts the words of the rules. Throws
// SchemaError that names the line.
[[nodiscard]] FilterPointer synonym_filter(std::span<const SynonymRule> rules,
                                           const Analyzer& before);

}  // namespace lodex::text
