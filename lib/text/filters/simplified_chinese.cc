#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/utf8.h"
#include "text/filters/filters.h"
#include "text/filters/rewriting_filter.h"
#include "text/unicode/icu_error.h"

namespace lodex::text {
namespace {

using SimplifiedForms = std::unordered_map<char32_t, std::string>;

constexpr char32_t kFirstIdeograph = 0x3400;
constexpr char32_t kLastIdeograph = 0x9fff;
// The first bytes of these in UTF-8.
constexpr unsigned char kLeastByte = 0xe3;
constexpr unsigned char kMostByte = 0xe9;

// What ICU's transliterator makes of each character. It takes microseconds for a word, and looks at
// a character's neighbours for a handful of them only, so a table of characters does.
SimplifiedForms make_forms() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> simplify(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  check_icu(status, "cannot load the rules from traditional to simplified Chinese");
  SimplifiedForms forms;
  for (char32_t letter = kFirstIdeograph; letter <= kLastIdeograph; ++letter) {
    const icu::UnicodeString traditional(static_cast<UChar32>(letter));
    icu::UnicodeString simplified = traditional;
    simplify->transliterate(simplified);
    if (simplified != traditional) simplified.toUTF8String(forms[letter]);
  }
  return forms;
}

struct SimplifiedChinese {
  [[nodiscard]] static std::string name() { return "simplified_chinese"; }

  std::string_view operator()(std::string_view term, std::string& filled) const {
    static const SimplifiedForms forms = make_forms();
    std::size_t copied = 0;
    for (std::size_t at = 0; at < term.size();) {
      const auto byte = static_cast<unsigned char>(term[at]);
      if (byte < kLeastByte || byte > kMostByte) {
        ++at;
        continue;
      }
      const Decoded letter = decode_utf8(term.substr(at));
      if (const auto form = forms.find(letter.code_point); form != forms.end()) {
        filled += term.substr(copied, at - copied);
        filled += form->second;
        copied = at + letter.size;
      }
      at += letter.size;
    }
    if (copied == 0) return term;
    filled += term.substr(copied);
    return filled;
  }
};

}  // namespace

FilterPointer simplified_chinese_filter() {
  return std::make_shared<RewritingFilter<SimplifiedChinese>>(SimplifiedChinese{});
}

}  // namespace lodex::text
