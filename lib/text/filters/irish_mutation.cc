#include <array>
#include <string>

#include "text/filters/filters.h"
#include "text/filters/rewriting_filter.h"

namespace lodex::text {
namespace {

// A letter that grammar puts before a vowel stands small before a capital: "nAthair", "tArd",
// "hEireann". In small letters it has a hyphen ("n-athair") or cannot be told from the word, so
// this stands before case is folded.
struct IrishMutation {
  static std::string name() { return "irish_mutation"; }

  std::string_view operator()(std::string_view term, std::string&) const {
    if (term.size() < 3 || (term[0] != 'n' && term[0] != 't' && term[0] != 'h')) return term;
    const std::string_view rest = term.substr(1);
    static constexpr std::array<std::string_view, 10> kVowels{
        "A", "E", "I", "O", "U", "\u00c1", "\u00c9", "\u00cd", "\u00d3", "\u00da"};
    for (const std::string_view vowel : kVowels) {
      if (rest.starts_with(vowel)) return rest;
    }
    return term;
  }
};

}  // namespace

FilterPointer irish_mutation_filter() {
  return std::make_shared<RewritingFilter<IrishMutation>>(IrishMutation());
}

}  // namespace lodex::text
