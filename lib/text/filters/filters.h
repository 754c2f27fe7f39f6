// The filters of chains, made by what they need.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/analysis.h"

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
[[nodiscard]] FilterPointer romanian_normalize_filter();
[[nodiscard]] FilterPointer russian_normalize_filter();
[[nodiscard]] FilterPointer serbian_latin_filter();
[[nodiscard]] FilterPointer spanish_normalize_filter();
[[nodiscard]] FilterPointer turkish_apostrophe_filter();
[[nodiscard]] FilterPointer turkish_lower_filter();  // before "fold"

}  // namespace lodex::text
