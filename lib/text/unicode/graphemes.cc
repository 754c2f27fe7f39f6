#include "text/unicode/graphemes.h"

#include <unicode/brkiter.h>

#include <algorithm>
#include <vector>

#include "text/unicode/icu_boundaries.h"

namespace lodex::text {
namespace {

// In ASCII a line break of two bytes is the only character that is not one byte.
bool is_one_byte_each(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c & 0x80) == 0 && c != '\r'; });
}

}  // namespace

std::span<const std::uint32_t> grapheme_ends(std::string_view text, std::size_t limit) {
  thread_local std::vector<std::uint32_t> ends;
  ends.clear();
  if (text.size() <= limit && is_one_byte_each(text)) {
    for (std::uint32_t end = 1; end <= text.size(); ++end) ends.push_back(end);
    return ends;
  }
  thread_local Boundaries characters(icu::BreakIterator::createCharacterInstance);
  icu::BreakIterator& iterator = characters.over(text);
  for (std::int32_t end = iterator.next(); end != icu::BreakIterator::DONE; end = iterator.next()) {
    if (static_cast<std::size_t>(end) > limit) break;
    ends.push_back(static_cast<std::uint32_t>(end));
  }
  return ends;
}

}  // namespace lodex::text
