#include "support/many_scripts.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <iterator>
#include <memory>

namespace lodex::test {
namespace {

constexpr std::string_view kWords[] = {"the",
                                       "Running",
                                       "order",
                                       "book",
                                       "don't",
                                       "e-mail",
                                       "3.14",
                                       "Straße",
                                       "naïve",
                                       "ﬁle",
                                       "e\u0301te\u0301",
                                       "a\u0308\u0323\u0302x",
                                       "длинное",
                                       "слово",
                                       "Ελλάδα",
                                       "λόγος",
                                       "\u0643\u062a\u0627\u0628",
                                       "\u0627\u0644\u0639\u0631\u0628\u064a\u0651\u0629",
                                       "\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd",
                                       "हिन्दी",
                                       "क्षत्रिय",
                                       "நிலா",
                                       "ภาษาไทย",
                                       "น้ำใจ",
                                       "ພາສາ",
                                       "中文",
                                       "北京大学",
                                       "東京",
                                       "ひらがな",
                                       "カタカナ",
                                       "한국어",
                                       "\u1112\u1161\u11ab",
                                       "መጽሐፍ"};
constexpr std::string_view kSigns[] = {
    "👨‍👩‍👧‍👦",
    "🇩🇪",
    "🇫🇷",
    "👍🏽",
    "❤️",
    "1️⃣",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "\u200d",
    "\u200c",
    "\u0301",
    "\u0301\u0323\u0301",
    "\u200f",
    "\u200e",
    "\u202e",
    "\u00ad",
    "<b>",
    "&amp;",
    "\"",
    "'",
    "(",
    ")",
    "،",
    "。",
    "、",
    "।",
    "؟",
    "…",
    "-",
    "/",
    "_"};
constexpr std::string_view kGaps[] = {" ",  " ", " ",  " ",    " ",      ", ",     ". ",   "! ",
                                      "\n", "",  "  ", "\n\n", "\u3000", "\u00a0", "\r\n", "? "};
constexpr std::string_view kBroken[] = {"\xff",     "\xc0\xaf", "\xed\xa0\x80",
                                        "\xf0\x9f", "\xe2\x28", "\xf4\x90\x80\x80"};

template <std::size_t size>
std::string_view any_of(Random& random, const std::string_view (&pieces)[size]) {
  return pieces[random.below(size)];
}

}  // namespace

std::string text_in_many_scripts(Random& random, std::size_t pieces, bool broken) {
  std::string text;
  for (std::size_t i = 0; i < pieces; ++i) {
    if (random.chance(0.75)) text += any_of(random, kWords);
    while (random.chance(0.2)) text += any_of(random, kSigns);
    if (random.chance(0.01)) text += std::string(1, '\0');
    if (broken && random.chance(0.05)) text += any_of(random, kBroken);
    text += any_of(random, kGaps);
  }
  return text;
}

std::set<std::uint32_t> grapheme_boundaries(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> characters(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  UText utext = UTEXT_INITIALIZER;
  utext_openUTF8(&utext, text.data(), static_cast<std::int64_t>(text.size()), &status);
  characters->setText(&utext, status);
  std::set<std::uint32_t> boundaries{0};
  for (std::int32_t at = characters->next(); at != icu::BreakIterator::DONE;
       at = characters->next()) {
    boundaries.insert(static_cast<std::uint32_t>(at));
  }
  utext_close(&utext);
  return boundaries;
}

}  // namespace lodex::test
