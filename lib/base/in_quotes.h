// What was found, for messages.
#pragma once

#include <string>
#include <string_view>

namespace lodex {

// The text in quotes; of a long one its beginning, with "…". Valid UTF-8 whatever the text is.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace lodex
