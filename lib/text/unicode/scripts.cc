#include "text/unicode/scripts.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "base/utf8.h"

namespace lodex::text {
namespace {

// All these scripts lie from U+0E00 on, so their UTF-8 begins with these bytes.
constexpr unsigned char kFirstByte = 0xe0;
// Between the syllables of Hiragana and Katakana; by itself it is of no script.
constexpr char32_t kProlongedSoundMark = 0x30fc;

// Whether a letter behind it belongs to the same syllable: Khmer's coeng, Burmese's virama.
bool stacks(char32_t code_point) { return code_point == 0x17d2 || code_point == 0x1039; }

bool is_mark(char32_t code_point) {
  return (U_GET_GC_MASK(static_cast<UChar32>(code_point)) & U_GC_M_MASK) != 0;
}

}  // namespace

Script script_of(char32_t code_point) {
  if (code_point < 0xe00) return Script::kOther;
  if (code_point == kProlongedSoundMark) return Script::kKatakana;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(code_point), &status)) {
    case USCRIPT_HAN:
      return Script::kHan;
    case USCRIPT_HIRAGANA:
      return Script::kHiragana;
    case USCRIPT_KATAKANA:
      return Script::kKatakana;
    case USCRIPT_HANGUL:
      return Script::kHangul;
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return Script::kSoutheastAsian;
    default:
      return Script::kOther;
  }
}

Script script_of(std::string_view text) {
  return text.empty() ? Script::kOther : script_of(decode_utf8(text).code_point);
}

bool cut_into_units(std::string_view text, std::vector<LetterUnit>& units) {
  units.clear();
  const auto may_be = [](char c) { return static_cast<unsigned char>(c) >= kFirstByte; };
  if (std::ranges::none_of(text, may_be)) return false;
  bool any = false;
  char32_t before = 0;
  for (std::uint32_t at = 0; at < text.size();) {
    const Decoded letter = decode_utf8(text.substr(at));
    const std::uint32_t end = at + letter.size;
    if (!units.empty() && (is_mark(letter.code_point) || stacks(before))) {
      units.back().end = end;
    } else {
      units.push_back({at, end, script_of(letter.code_point)});
      any = any || units.back().script != Script::kOther;
    }
    before = letter.code_point;
    at = end;
  }
  if (!any) units.clear();
  return any;
}

}  // namespace lodex::text
