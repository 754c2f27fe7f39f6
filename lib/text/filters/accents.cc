#include <unicode/normalizer2.h>
#include <unicode/uscript.h>

#include <array>
#include <string>

#include "base/utf8.h"
#include "text/filters/filters.h"
#include "text/filters/rewriting_filter.h"
#include "text/unicode/icu_error.h"

namespace lodex::text {
namespace {

// Letters without a decomposition that count as accented ones, and the two ligatures.
constexpr struct {
  char32_t letter;
  std::string_view becomes;
} kOthers[] = {
    {0x00e6, "ae"}, {0x00f0, "d"}, {0x00f8, "o"}, {0x00fe, "th"}, {0x0111, "d"}, {0x0127, "h"},
    {0x0131, "i"},  {0x0142, "l"}, {0x014b, "n"}, {0x0153, "oe"}, {0x0167, "t"}, {0x0451, "\u0435"},
};

bool is_mark(char32_t c) {
  return (c >= 0x0300 && c <= 0x036f) ||                 // of Latin, Greek and Cyrillic
         (c >= 0x0591 && c <= 0x05bd) || c == 0x05bf ||  // points of Hebrew
         c == 0x05c1 || c == 0x05c2 || c == 0x05c4 || c == 0x05c5 || c == 0x05c7 ||
         (c >= 0x064b && c <= 0x0655) || c == 0x0670;  // vowel signs of Arabic
}

// What each code point below U+2000 becomes: all accented letters of folded text lie there.
class AccentTable {
 public:
  AccentTable() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    check_icu(status, "cannot load NFD");
    for (char32_t c = 0; c < bases_.size(); ++c) {
      bases_[c] = static_cast<char16_t>(is_mark(c) ? 0 : base_of(*nfd, c));
    }
  }

  // The letter without its marks; 0 for a mark.
  [[nodiscard]] char32_t base(char32_t c) const { return c < bases_.size() ? bases_[c] : c; }

 private:
  static char32_t base_of(const icu::Normalizer2& nfd, char32_t c) {
    const auto code_point = static_cast<UChar32>(c);
    icu::UnicodeString letters;
    if (!nfd.getDecomposition(code_point, letters)) return c;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(code_point, &status);
    const bool loses_marks = script == USCRIPT_LATIN || script == USCRIPT_GREEK;
    return loses_marks ? static_cast<char32_t>(letters.char32At(0)) : c;
  }

  std::array<char16_t, 0x2000> bases_{};
};

class Accents {
 public:
  explicit Accents(std::string_view keep) {
    static const AccentTable all;
    table_ = &all;
    while (!keep.empty()) {
      const Decoded letter = decode_utf8(keep);
      kept_.push_back(letter.code_point);
      keep.remove_prefix(letter.size);
    }
  }

  [[nodiscard]] std::string name() const { return "accents"; }

  std::string_view operator()(std::string_view term, std::string& filled) const {
    if (is_ascii(term)) return term;
    for (std::size_t at = 0; at < term.size();) {
      const Decoded letter = decode_utf8(term.substr(at));
      append(filled, letter.code_point, term.substr(at, letter.size));
      at += letter.size;
    }
    return filled == term ? term : std::string_view(filled);
  }

 private:
  void append(std::string& out, char32_t letter, std::string_view bytes) const {
    const char32_t base = letter < 0x80 ? letter : table_->base(letter);
    if (letter < 0x80 || kept_.find(letter) != std::u32string::npos) {
      out.append(bytes);
    } else if (base != letter) {
      if (base != 0) append_utf8(out, base);
    } else {
      out.append(plain_form(letter, bytes));
    }
  }

  static std::string_view plain_form(char32_t letter, std::string_view bytes) {
    for (const auto& other : kOthers) {
      if (other.letter == letter) return other.becomes;
    }
    return bytes;
  }

  const AccentTable* table_ = nullptr;
  std::u32string kept_;
};

}  // namespace

FilterPointer accents_filter(std::string_view keep) {
  return std::make_shared<RewritingFilter<Accents>>(Accents(keep));
}

}  // namespace lodex::text
