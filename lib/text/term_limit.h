// The longest term of an index.
#pragma once

#include <string_view>

#include "lodex/analysis.h"

namespace lodex::text {

inline constexpr std::size_t kMaxTermBytes = 255;

// The term as it is where it has at most kMaxTermBytes, else its beginning (whole characters),
// "~" and 16 hexadecimal digits of the hash of the whole: distinct words stay distinct terms.
std::string_view limited_term(std::string_view term, TokenBuffer& memory);

}  // namespace lodex::text
