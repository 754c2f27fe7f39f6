// UTF-8: reading code points, replacing what is not valid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "lodex/config.h"

namespace lodex {

inline constexpr char32_t kReplacement = 0xfffd;

struct Decoded {
  char32_t code_point = kReplacement;
  std::uint32_t size = 1;  // bytes taken
  bool valid = false;
};

// The code point at `text[0]`; `text` is not empty. For bytes that are not UTF-8 it is U+FFFD and
// the size of the longest part of a sequence that could have become one ("maximal subpart", The
// Unicode Standard, section 3.9), which is how ICU and web browsers count.
[[nodiscard]] Decoded decode_utf8(std::string_view text) noexcept;

// A sequence of two bytes, or of three of which the first rules out overlong forms and surrogates,
// at `text[0]`: the code point, and its size in `size`. 0 for anything else. For inner loops.
[[nodiscard]] inline char32_t decode_common_utf8(std::string_view text,
                                                 std::size_t& size) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
  const std::uint8_t first = byte(0);
  if (first >= 0xc2 && first < 0xe0 && text.size() > 1 && continues(1)) {
    size = 2;
    return (first & 0x1fU) << 6 | (byte(1) & 0x3fU);
  }
  if (first > 0xe0 && first < 0xf0 && first != 0xed && text.size() > 2 && continues(1) &&
      continues(2)) {
    size = 3;
    return (first & 0xfU) << 12 | (byte(1) & 0x3fU) << 6 | (byte(2) & 0x3fU);
  }
  return 0;
}

void append_utf8(std::string& out, char32_t code_point);

[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;
// A copy in which each maximal subpart of an invalid sequence is one U+FFFD; `replaced` grows by
// their number.
[[nodiscard]] std::string repaired_utf8(std::string_view text, std::uint64_t& replaced);
[[nodiscard]] LODEX_API std::string repaired_utf8(std::string_view text);

// The largest code point boundary that is not after `offset`: not inside a sequence of UTF-8.
[[nodiscard]] std::size_t floor_to_boundary(std::string_view text, std::size_t offset) noexcept;

}  // namespace lodex
