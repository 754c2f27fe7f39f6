#include <array>

#include "text/filters/letter_map.h"

namespace lodex::text {
namespace {

// S and t have a comma below, which fonts and keyboards long lacked. The stemmer (libstemmer 2)
// knows only the cedilla in its place, so that is the form of terms.
constexpr std::array kRomanianRows{
    LetterRow{0x0219, "\u015f"},
    LetterRow{0x021b, "\u0163"},
};

}  // namespace

FilterPointer romanian_normalize_filter() {
  return letter_map_filter("romanian_normalize", kRomanianRows);
}

}  // namespace lodex::text
