#include <cstdint>
#include <string>

#include "text/filters/filters.h"
#include "text/filters/rewriting_filter.h"

namespace lodex::text {
namespace {

// An umlaut is written with two dots, as "ae", "oe", "ue" where keyboards and names have none, or
// left out; all become the plain vowel. "ue" is none behind another vowel or q ("neue", "Quelle"),
// which is what Snowball's stemmer of German thinks too. Two vowels that are spoken apart lose
// their e as well ("Poesie"): wherever they stand, so they are still found.
struct GermanNormalize {
  static std::string name() { return "german_normalize"; }

  std::string_view operator()(std::string_view term, std::string& filled) const {
    if (!concerns(term)) return term;
    bool after_vowel_or_q = false;  // what stands before the last letter
    char last = 0;                  // a plain vowel as it was written; 0 for an umlaut
    bool last_is_vowel = false;
    for (std::size_t i = 0; i < term.size(); ++i) {
      const char c = term[i];
      if (c == 'e' && (last == 'a' || last == 'o' || (last == 'u' && !after_vowel_or_q))) {
        last = 0;
        continue;
      }
      after_vowel_or_q = last_is_vowel;
      const char umlaut = i + 1 < term.size() ? vowel_of_umlaut(c, term[i + 1]) : '\0';
      if (umlaut != 0) {
        ++i;
        filled.append(umlaut == 's' ? "ss" : std::string_view(&umlaut, 1));
      } else {
        filled.push_back(c);
      }
      last = umlaut == 0 ? c : '\0';
      last_is_vowel = is_vowel(umlaut == 0 ? c : umlaut) || c == 'q';
    }
    return filled;
  }

 private:
  static bool is_vowel(char c) {
    return std::string_view("aeiouy").find(c) != std::string_view::npos;
  }

  // Whether there is a sharp s, an umlaut, or an e behind a vowel that may have one.
  static bool concerns(std::string_view term) {
    char last = 0;
    for (const char c : term) {
      if (c == '\xc3' || (c == 'e' && (last == 'a' || last == 'o' || last == 'u'))) return true;
      last = c;
    }
    return false;
  }

  static char vowel_of_umlaut(char lead, char trail) {
    if (lead != '\xc3') return 0;
    if (trail == '\xa4') return 'a';
    if (trail == '\xb6') return 'o';
    if (trail == '\xbc') return 'u';
    return trail == '\x9f' ? 's' : '\0';
  }
};

}  // namespace

FilterPointer german_normalize_filter() {
  return std::make_shared<RewritingFilter<GermanNormalize>>(GermanNormalize());
}

}  // namespace lodex::text
