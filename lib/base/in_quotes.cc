#include "base/in_quotes.h"

#include "base/utf8.h"

namespace lodex {

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kShown = 60;
  if (text.size() <= kShown) return "\"" + repaired_utf8(text) + "\"";
  return "\"" + repaired_utf8(text.substr(0, floor_to_boundary(text, kShown))) + "…\"";
}

}  // namespace lodex
