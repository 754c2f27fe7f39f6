// Filters that put letters in the place of letters.
#pragma once

#include <span>
#include <string_view>

#include "text/filters/filters.h"

namespace lodex::text {

struct LetterRow {
  char32_t letter;           // not of ASCII
  std::string_view becomes;  // may be empty: the letter is dropped
};

// `rows` are in the order of their letters and outlive the filter, as do those of `name`.
[[nodiscard]] FilterPointer letter_map_filter(std::string_view name,
                                              std::span<const LetterRow> rows);

}  // namespace lodex::text
