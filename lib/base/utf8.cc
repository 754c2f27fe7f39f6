#include "base/utf8.h"

#include <cstring>

namespace lodex {
namespace {

// What the lead byte of a sequence promises, and the range of the byte after it, which rules out
// overlong forms, surrogates and code points above U+10FFFF (table 3-7 of The Unicode Standard).
struct Lead {
  std::uint32_t size;
  std::uint8_t second_low;
  std::uint8_t second_high;
};

Lead lead_of(std::uint8_t byte) noexcept {
  if (byte < 0xc2) return {0, 0, 0};
  if (byte < 0xe0) return {2, 0x80, 0xbf};
  if (byte == 0xe0) return {3, 0xa0, 0xbf};
  if (byte == 0xed) return {3, 0x80, 0x9f};
  if (byte < 0xf0) return {3, 0x80, 0xbf};
  if (byte == 0xf0) return {4, 0x90, 0xbf};
  if (byte < 0xf4) return {4, 0x80, 0xbf};
  if (byte == 0xf4) return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

}  // namespace

Decoded decode_utf8(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return {first, 1, true};
  const Lead lead = lead_of(first);
  if (lead.size == 0) return {};
  char32_t code_point = first & (0x7fU >> lead.size);
  for (std::uint32_t i = 1; i < lead.size; ++i) {
    const std::uint8_t low = i == 1 ? lead.second_low : 0x80;
    const std::uint8_t high = i == 1 ? lead.second_high : 0xbf;
    if (i >= text.size() || byte(i) < low || byte(i) > high) return {kReplacement, i, false};
    code_point = code_point << 6 | (byte(i) & 0x3fU);
  }
  return {code_point, lead.size, true};
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | c >> 6);
    put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3f));
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  }
}

namespace {

// The length of the ASCII at the beginning of the text, looked at eight bytes at a time.
std::size_t ascii_prefix(std::string_view text) noexcept {
  std::size_t i = 0;
  for (std::uint64_t word = 0; i + sizeof word <= text.size(); i += sizeof word) {
    std::memcpy(&word, text.data() + i, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (i < text.size() && static_cast<std::uint8_t>(text[i]) < 0x80) ++i;
  return i;
}

}  // namespace

bool is_valid_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    text.remove_prefix(ascii_prefix(text));
    while (!text.empty() && static_cast<std::uint8_t>(text[0]) >= 0x80) {
      const Decoded decoded = decode_utf8(text);
      if (!decoded.valid) return false;
      text.remove_prefix(decoded.size);
    }
  }
  return true;
}

std::string repaired_utf8(std::string_view text) {
  std::uint64_t replaced = 0;
  return repaired_utf8(text, replaced);
}

std::string repaired_utf8(std::string_view text, std::uint64_t& replaced) {
  std::string out;
  out.reserve(text.size() + 8);
  while (!text.empty()) {
    const Decoded decoded = decode_utf8(text);
    if (decoded.valid) {
      out.append(text.substr(0, decoded.size));
    } else {
      append_utf8(out, kReplacement);
      ++replaced;
    }
    text.remove_prefix(decoded.size);
  }
  return out;
}

std::size_t floor_to_boundary(std::string_view text, std::size_t offset) noexcept {
  if (offset >= text.size()) return text.size();
  std::size_t at = offset;
  for (unsigned back = 0; back < 4 && at > 0; ++back, --at) {
    if ((static_cast<std::uint8_t>(text[at]) & 0xc0) != 0x80) return at;
  }
  return at == 0 ? 0 : offset;
}

}  // namespace lodex
