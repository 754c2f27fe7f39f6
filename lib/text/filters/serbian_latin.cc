#include <array>

#include "text/filters/letter_map.h"

namespace lodex::text {
namespace {

// Serbian is written in two alphabets; each letter of the Cyrillic one has its like.
constexpr std::array kSerbianRows{
    LetterRow{0x0430, "a"},      LetterRow{0x0431, "b"},      LetterRow{0x0432, "v"},
    LetterRow{0x0433, "g"},      LetterRow{0x0434, "d"},      LetterRow{0x0435, "e"},
    LetterRow{0x0436, "\u017e"}, LetterRow{0x0437, "z"},      LetterRow{0x0438, "i"},
    LetterRow{0x043a, "k"},      LetterRow{0x043b, "l"},      LetterRow{0x043c, "m"},
    LetterRow{0x043d, "n"},      LetterRow{0x043e, "o"},      LetterRow{0x043f, "p"},
    LetterRow{0x0440, "r"},      LetterRow{0x0441, "s"},      LetterRow{0x0442, "t"},
    LetterRow{0x0443, "u"},      LetterRow{0x0444, "f"},      LetterRow{0x0445, "h"},
    LetterRow{0x0446, "c"},      LetterRow{0x0447, "\u010d"}, LetterRow{0x0448, "\u0161"},
    LetterRow{0x0452, "\u0111"}, LetterRow{0x0458, "j"},      LetterRow{0x0459, "lj"},
    LetterRow{0x045a, "nj"},     LetterRow{0x045b, "\u0107"}, LetterRow{0x045f, "d\u017e"},
};

}  // namespace

FilterPointer serbian_latin_filter() { return letter_map_filter("serbian_latin", kSerbianRows); }

}  // namespace lodex::text
