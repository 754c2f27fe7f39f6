#include <string>

#include "base/utf8.h"
#include "text/filters/filters.h"
#include "text/filters/rewriting_filter.h"

namespace lodex::text {
namespace {

constexpr char32_t kCandrabindu = 0x0901;
constexpr char32_t kAnusvara = 0x0902;
constexpr char32_t kNukta = 0x093c;
constexpr char32_t kVirama = 0x094d;

// The nasal of a class of stops (velar, palatal, retroflex, dental, labial) and its stops.
constexpr struct {
  char32_t nasal;
  char32_t first;
  char32_t last;
} kClasses[] = {{0x0919, 0x0915, 0x0918},
                {0x091e, 0x091a, 0x091d},
                {0x0923, 0x091f, 0x0922},
                {0x0928, 0x0924, 0x0927},
                {0x092e, 0x092a, 0x092d}};

// Letters with a form of their own that many write without it.
char32_t plain(char32_t letter) {
  switch (letter) {
    case kCandrabindu:
      return kAnusvara;
    case 0x0929:  // nna
      return 0x0928;
    case 0x0931:  // rra
      return 0x0930;
    case 0x0934:  // llla
      return 0x0933;
    case 0x090d:  // candra e
      return 0x090f;
    case 0x0911:  // candra o
      return 0x0906;
    case 0x0945:  // vowel sign candra e
      return 0x0947;
    case 0x0949:  // vowel sign candra o
      return 0x093e;
    default:
      return letter;
  }
}

// Spellings of one word in Devanagari: with and without the dot of a borrowed sound (nukta), a
// nasal before a stop of its class as a letter or as a dot, candrabindu and anusvara.
struct HindiNormalize {
  static std::string name() { return "hindi_normalize"; }

  std::string_view operator()(std::string_view term, std::string& filled) const {
    if (is_ascii(term)) return term;
    for (std::size_t at = 0; at < term.size();) {
      const Decoded letter = decode_utf8(term.substr(at));
      at += letter.size;
      if (letter.code_point == kNukta) continue;
      if (const std::size_t nasal = rest_of_nasal(letter.code_point, term.substr(at)); nasal > 0) {
        append_utf8(filled, kAnusvara);
        at += nasal;
      } else if (letter.valid) {
        append_utf8(filled, plain(letter.code_point));
      } else {
        filled.append(term.substr(at - letter.size, letter.size));
      }
    }
    return filled == term ? term : std::string_view(filled);
  }

 private:
  // The bytes of the virama behind a nasal, if a stop of its class follows; else 0.
  static std::size_t rest_of_nasal(char32_t letter, std::string_view rest) {
    for (const auto& stops : kClasses) {
      if (stops.nasal != letter || rest.empty()) continue;
      const Decoded virama = decode_utf8(rest);
      if (virama.code_point != kVirama || rest.size() == virama.size) return 0;
      const char32_t next = decode_utf8(rest.substr(virama.size)).code_point;
      return next >= stops.first && next <= stops.last ? virama.size : 0;
    }
    return 0;
  }
};

}  // namespace

FilterPointer hindi_normalize_filter() {
  return std::make_shared<RewritingFilter<HindiNormalize>>(HindiNormalize());
}

}  // namespace lodex::text
