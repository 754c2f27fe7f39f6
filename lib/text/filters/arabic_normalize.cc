#include <array>

#include "text/filters/letter_map.h"

namespace lodex::text {
namespace {

// One form of alef, whose hamza is often not written; no vowel signs, and no tatweel, which only
// stretches a word; yeh and kaf also as they are typed in Iran. Hamza on waw and yeh is left to the
// stemmer, which knows what it stands for at the end of a word.
constexpr std::array kArabicRows{
    LetterRow{0x0622, "\u0627"},  // alef with madda: alef
    LetterRow{0x0623, "\u0627"},  // alef with hamza above
    LetterRow{0x0625, "\u0627"},  // alef with hamza below
    LetterRow{0x0640, ""},        // tatweel
    LetterRow{0x064b, ""},        // fathatan
    LetterRow{0x064c, ""},        // dammatan
    LetterRow{0x064d, ""},        // kasratan
    LetterRow{0x064e, ""},        // fatha
    LetterRow{0x064f, ""},        // damma
    LetterRow{0x0650, ""},        // kasra
    LetterRow{0x0651, ""},        // shadda
    LetterRow{0x0652, ""},        // sukun
    LetterRow{0x0653, ""},        // madda above
    LetterRow{0x0654, ""},        // hamza above
    LetterRow{0x0655, ""},        // hamza below
    LetterRow{0x0670, ""},        // superscript alef
    LetterRow{0x0671, "\u0627"},  // alef wasla: alef
    LetterRow{0x06a9, "\u0643"},  // keheh: kaf
    LetterRow{0x06cc, "\u064a"},  // Farsi yeh: yeh
};

// Many write these as the letters that look like them. The stemmer takes them for endings, so this
// stands behind it, for those that are left.
constexpr std::array kFinalRows{
    LetterRow{0x0629, "\u0647"},  // teh marbuta: heh
    LetterRow{0x0649, "\u064a"},  // alef maksura: yeh
};

}  // namespace

FilterPointer arabic_final_letters_filter() {
  return letter_map_filter("arabic_final_letters", kFinalRows);
}

FilterPointer arabic_normalize_filter() {
  return letter_map_filter("arabic_normalize", kArabicRows);
}

}  // namespace lodex::text
