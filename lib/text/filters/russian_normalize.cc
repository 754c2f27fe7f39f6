#include <array>

#include "text/filters/letter_map.h"

namespace lodex::text {
namespace {

// Yo is mostly printed as ye; stress is marked in dictionaries and encyclopedias.
constexpr std::array kRussianRows{
    LetterRow{0x0300, ""},        // combining grave
    LetterRow{0x0301, ""},        // combining acute
    LetterRow{0x0451, "\u0435"},  // yo: ye
};

}  // namespace

FilterPointer russian_normalize_filter() {
  return letter_map_filter("russian_normalize", kRussianRows);
}

}  // namespace lodex::text
