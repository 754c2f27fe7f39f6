#include <array>

#include "text/filters/letter_map.h"

namespace lodex::text {
namespace {

// Marks that tell syllables apart or stress them: the stemmer takes them off as well.
constexpr std::array kDutchRows{
    LetterRow{0x00e1, "a"}, LetterRow{0x00e4, "a"}, LetterRow{0x00e9, "e"}, LetterRow{0x00eb, "e"},
    LetterRow{0x00ed, "i"}, LetterRow{0x00ef, "i"}, LetterRow{0x00f3, "o"}, LetterRow{0x00f6, "o"},
    LetterRow{0x00fa, "u"}, LetterRow{0x00fc, "u"},
};

}  // namespace

FilterPointer dutch_normalize_filter() { return letter_map_filter("dutch_normalize", kDutchRows); }

}  // namespace lodex::text
