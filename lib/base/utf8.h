// UTF-8: reading code points, replacing what is not valid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

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

void append_utf8(std::string& out, char32_t code_point);

[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;
// A copy in which each maximal subpart of an invalid sequence is one U+FFFD; `replaced` grows by
// their number.
[[nodiscard]] std::string repaired_utf8(std::string_view text, std::uint64_t& replaced);
[[nodiscard]] std::string repaired_utf8(std::string_view text);

// The largest code point boundary that is not after `offset`: not inside a sequence of UTF-8.
[[nodiscard]] std::size_t floor_to_boundary(std::string_view text, std::size_t offset) noexcept;

}  // namespace lodex
