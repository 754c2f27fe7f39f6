#include <string>

#include "text/filters/filters.h"
#include "text/filters/rewriting_filter.h"

namespace lodex::text {
namespace {

constexpr std::string_view kCapitalDotted = "\u0130";
constexpr std::string_view kDotless = "\u0131";
constexpr std::string_view kDotAbove = "\u0307";

// I and \u0131 are one letter, \u0130 and i another. The dot that other programs leave behind the i
// of a \u0130 is dropped. All other letters are for "fold", which stands behind this.
struct TurkishLower {
  static std::string name() { return "turkish_lower"; }

  std::string_view operator()(std::string_view term, std::string& filled) const {
    if (term.find('I') == std::string_view::npos && is_ascii(term)) return term;
    for (std::size_t at = 0; at < term.size();) {
      const std::string_view rest = term.substr(at);
      const bool dotted = rest.starts_with(kCapitalDotted);
      if (dotted || rest[0] == 'i' || rest[0] == 'I') {
        at += dotted ? kCapitalDotted.size() : 1;
        const bool has_dot = term.substr(at).starts_with(kDotAbove);
        if (has_dot) at += kDotAbove.size();
        filled.append(rest[0] == 'I' && !has_dot ? kDotless : "i");
      } else {
        filled.push_back(rest[0]);
        ++at;
      }
    }
    return filled == term ? term : std::string_view(filled);
  }
};

}  // namespace

FilterPointer turkish_lower_filter() {
  return std::make_shared<RewritingFilter<TurkishLower>>(TurkishLower());
}

}  // namespace lodex::text
