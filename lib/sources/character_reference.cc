#include "sources/character_reference.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

#include "base/ascii.h"
#include "base/utf8.h"

namespace lodex::sources {
namespace {

// Those of nearly every reference that people write.
struct Named {
  std::string_view name;
  std::string_view text;
};
constexpr Named kCommon[] = {{"amp", "&"},   {"lt", "<"},   {"gt", ">"},
                             {"quot", "\""}, {"apos", "'"}, {"nbsp", "\u00a0"}};

// The longest names have 32 characters.
constexpr std::size_t kMaxName = 32;

// What 0x80 to 0x9f stand for: many pages that claim to be something else are Windows-1252 (HTML
// standard, "numeric character reference end state").
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

// The value of a digit, 16 where `c` is none.
std::uint32_t digit_of(char c) {
  if (is_ascii_digit(c)) return static_cast<std::uint32_t>(c - '0');
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? static_cast<std::uint32_t>(lower - 'a') + 10 : 16;
}

char32_t character_of(std::uint32_t number) {
  if (number >= 0x80 && number < 0xa0) return kWindows1252[number - 0x80];
  const bool surrogate = number >= 0xd800 && number < 0xe000;
  return number == 0 || surrogate || number > 0x10ffff ? kReplacement : number;
}

std::size_t append_numeric(std::string& out, std::string_view text) {
  std::size_t at = 2;
  const bool hexadecimal = text.size() > at && (text[at] | 0x20) == 'x';
  const std::uint32_t base = hexadecimal ? 16 : 10;
  if (hexadecimal) ++at;
  const std::size_t digits = at;
  std::uint32_t number = 0;
  for (; at < text.size() && digit_of(text[at]) < base; ++at) {
    // Large enough to be no character, small enough not to overflow.
    number = std::min(number * base + digit_of(text[at]), std::uint32_t{0x110000});
  }
  if (at == digits) return 0;
  append_utf8(out, character_of(number));
  return at < text.size() && text[at] == ';' ? at + 1 : at;
}

// The 2,231 names are gumbo's business. It has no function for them alone, so it gets a document
// that is nothing else.
void append_named(std::string& out, std::string_view reference) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  options.fragment_context = GUMBO_TAG_DIV;
  const auto destroy = [&](GumboOutput* tree) { ::gumbo_destroy_output(&options, tree); };
  const std::unique_ptr<GumboOutput, decltype(destroy)> output(
      ::gumbo_parse_with_options(&options, reference.data(), reference.size()), destroy);
  const GumboVector& nodes = output->root->v.element.children;
  for (unsigned i = 0; i < nodes.length; ++i) {
    const auto* node = static_cast<const GumboNode*>(nodes.data[i]);
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
      out += node->v.text.text;
    }
  }
}

}  // namespace

std::size_t append_character_reference(std::string& out, std::string_view text) {
  if (text.size() > 1 && text[1] == '#') return append_numeric(out, text);
  std::size_t end = 1;
  while (end < text.size() && end <= kMaxName && is_ascii_alphanumeric(text[end])) ++end;
  if (end == 1) return 0;
  const std::string_view name = text.substr(1, end - 1);
  const bool closed = end < text.size() && text[end] == ';';
  const std::size_t taken = closed ? end + 1 : end;
  const auto* common = std::ranges::find(kCommon, name, &Named::name);
  if (closed && common != std::end(kCommon)) {
    out += common->text;
  } else {
    append_named(out, text.substr(0, taken));
  }
  return taken;
}

std::string resolved_references(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t mark = std::min(text.find('&'), text.size());
    out += text.substr(0, mark);
    text.remove_prefix(mark);
    if (text.empty()) return out;
    const std::size_t taken = append_character_reference(out, text);
    if (taken == 0) out += '&';
    text.remove_prefix(std::max<std::size_t>(taken, 1));
  }
}

}  // namespace lodex::sources
