// Words that carry grammar more than meaning: articles, pronouns, prepositions, conjunctions,
// auxiliary verbs and the adverbs that stand in for them.
//
// The lists were written for lodex, class by class from the grammar of each language, with the
// inflected forms that texts have; they are not counted from a collection, nor taken from another
// list. A word that has another meaning besides ("will", "may", German "sein") is there if grammar
// is its common use. Languages whose list nobody here could answer for have none.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lodex::text {

struct StopList {
  std::string_view language;
  std::string_view words;  // between white space, with small letters
};

// The lists by families, in the files beside this one.
[[nodiscard]] std::span<const StopList> germanic_stop_lists();
[[nodiscard]] std::span<const StopList> romance_stop_lists();
[[nodiscard]] std::span<const StopList> slavic_and_baltic_stop_lists();
[[nodiscard]] std::span<const StopList> other_stop_lists();

// The words of a language, case folded. Throws SchemaError that lists the languages there are.
[[nodiscard]] std::vector<std::string> stop_words(std::string_view language);

}  // namespace lodex::text
