#include <array>

#include "text/filters/letter_map.h"

namespace lodex::text {
namespace {

// What the stemmer does in the end, so this stands behind it: no accents, and a full stop, which
// many type, for the dot of "col\u00b7legi".
constexpr std::array kCatalanRows{
    LetterRow{0x00b7, "."}, LetterRow{0x00e0, "a"}, LetterRow{0x00e1, "a"}, LetterRow{0x00e8, "e"},
    LetterRow{0x00e9, "e"}, LetterRow{0x00ec, "i"}, LetterRow{0x00ed, "i"}, LetterRow{0x00ef, "i"},
    LetterRow{0x00f2, "o"}, LetterRow{0x00f3, "o"}, LetterRow{0x00fa, "u"}, LetterRow{0x00fc, "u"},
};

}  // namespace

FilterPointer catalan_normalize_filter() {
  return letter_map_filter("catalan_normalize", kCatalanRows);
}

}  // namespace lodex::text
