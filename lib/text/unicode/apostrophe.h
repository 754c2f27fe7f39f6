// Apostrophes within words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lodex::text {

// The bytes of the apostrophe that a text begins with: that of ASCII, U+2019, which books print, or
// U+02BC; 0 where there is none.
[[nodiscard]] inline std::size_t apostrophe_at_front(std::string_view text) noexcept {
  if (text.starts_with('\'')) return 1;
  if (text.starts_with("\xe2\x80\x99")) return 3;
  if (text.starts_with("\xca\xbc")) return 2;
  return 0;
}

// The word with the apostrophe of ASCII, which is that of lists and rules, in place of others: in
// `plain` where it has such, else the word itself.
[[nodiscard]] std::string_view with_plain_apostrophes(std::string_view word, std::string& plain);

}  // namespace lodex::text
