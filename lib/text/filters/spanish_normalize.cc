#include <array>

#include "text/filters/letter_map.h"

namespace lodex::text {
namespace {

// Stress: the stemmer takes it off when it has found the ending by it, so this stands behind it.
constexpr std::array kSpanishRows{
    LetterRow{0x00e1, "a"}, LetterRow{0x00e9, "e"}, LetterRow{0x00ed, "i"},
    LetterRow{0x00f3, "o"}, LetterRow{0x00fa, "u"},
};

}  // namespace

FilterPointer spanish_normalize_filter() {
  return letter_map_filter("spanish_normalize", kSpanishRows);
}

}  // namespace lodex::text
