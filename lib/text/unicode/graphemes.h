// What a reader takes for one character: a letter with its accents, an emoji of several code
// points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace lodex::text {

// Where the grapheme clusters of `text` end (UAX #29 as ICU has it), in bytes, rising; the last is
// its size. Looks no further than `limit` bytes: clusters that do not end by then are left out.
// Valid until the next call of this thread.
[[nodiscard]] std::span<const std::uint32_t> grapheme_ends(std::string_view text,
                                                           std::size_t limit = SIZE_MAX);

}  // namespace lodex::text
