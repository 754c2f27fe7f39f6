// Why a word is one word.
#pragma once

#include <string>
#include <string_view>

namespace lodex::text {

// The rules of UAX #29 that hold a word together, as people say it: "letters joined over ' (WB6,
// WB7)", "a word of the dictionary (Thai)". `word` is one that the word iterator found. Looks at
// its characters alone; for people, not for speed.
[[nodiscard]] std::string word_rule(std::string_view word);

}  // namespace lodex::text
