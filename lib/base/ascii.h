// Characters of ASCII, for keywords, names and the structure of text files. Words of documents are
// the business of text/.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace lodex {

[[nodiscard]] constexpr bool is_ascii_digit(char c) noexcept { return c >= '0' && c <= '9'; }

[[nodiscard]] constexpr bool is_ascii_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

[[nodiscard]] constexpr bool is_ascii_alphanumeric(char c) noexcept {
  return is_ascii_digit(c) || is_ascii_letter(c);
}

// Most words are, so it looks at eight bytes at a time.
[[nodiscard]] inline bool is_ascii(std::string_view text) noexcept {
  std::size_t i = 0;
  for (std::uint64_t word = 0; i + sizeof word <= text.size(); i += sizeof word) {
    std::memcpy(&word, text.data() + i, sizeof word);
    if ((word & 0x8080808080808080U) != 0) return false;
  }
  for (; i < text.size(); ++i) {
    if ((text[i] & 0x80) != 0) return false;
  }
  return true;
}

// A copy with small letters for the capitals of ASCII.
[[nodiscard]] inline std::string ascii_lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return out;
}

// The text without the characters of `white` at its two ends.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text, std::string_view white) {
  const std::size_t begin = text.find_first_not_of(white);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(white) - begin + 1);
}

}  // namespace lodex
