#include <unicode/uchar.h>

#include <string>

#include "base/utf8.h"
#include "text/filters/filters.h"
#include "text/filters/rewriting_filter.h"

namespace lodex::text {
namespace {

struct Digits {
  static std::string name() { return "digits"; }

  std::string_view operator()(std::string_view term, std::string& filled) const {
    if (is_ascii(term)) return term;
    bool changed = false;
    for (std::size_t at = 0; at < term.size();) {
      const Decoded letter = decode_utf8(term.substr(at));
      const auto digit = u_charDigitValue(static_cast<UChar32>(letter.code_point));
      if (letter.code_point >= 0x80 && digit >= 0) {
        filled.push_back(static_cast<char>('0' + digit));
        changed = true;
      } else {
        filled.append(term.substr(at, letter.size));
      }
      at += letter.size;
    }
    return changed ? std::string_view(filled) : term;
  }
};

}  // namespace

FilterPointer digits_filter() { return std::make_shared<RewritingFilter<Digits>>(Digits()); }

}  // namespace lodex::text
