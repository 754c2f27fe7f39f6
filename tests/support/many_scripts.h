// Random text in many scripts, with what is hard about text: signs of several code points, scripts
// without spaces or from right to left, bytes that are not UTF-8.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "support/random_text.h"

namespace lodex::test {

// About `pieces` words, signs and gaps; `broken` allows bytes that are not UTF-8.
std::string text_in_many_scripts(Random& random, std::size_t pieces, bool broken);

// The byte offsets between the grapheme clusters of a text, 0 and its end among them, as ICU finds
// them from the first to the last.
std::set<std::uint32_t> grapheme_boundaries(std::string_view text);

}  // namespace lodex::test
