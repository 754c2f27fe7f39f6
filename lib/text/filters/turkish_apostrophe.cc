#include <string>

#include "text/filters/filters.h"
#include "text/filters/rewriting_filter.h"
#include "text/unicode/apostrophe.h"

namespace lodex::text {
namespace {

// Endings of names stand behind an apostrophe: "Ankara'da" is "in Ankara". A single letter before
// it is no name of its own ("O'Reilly").
struct TurkishApostrophe {
  static std::string name() { return "turkish_apostrophe"; }

  std::string_view operator()(std::string_view term, std::string&) const {
    std::size_t at = 1;
    while (at < term.size() && (term[at] & 0xc0) == 0x80) ++at;
    for (++at; at < term.size(); ++at) {
      if (apostrophe_at_front(term.substr(at)) > 0) return term.substr(0, at);
    }
    return term;
  }
};

}  // namespace

FilterPointer turkish_apostrophe_filter() {
  return std::make_shared<RewritingFilter<TurkishApostrophe>>(TurkishApostrophe());
}

}  // namespace lodex::text
