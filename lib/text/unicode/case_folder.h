// NFKC case folding: the form in which words are compared.
#pragma once

#include <string_view>

#include "lodex/analysis.h"

namespace lodex::text {

// NFKC_Casefold of a word: compatibility forms made plain, letters folded, invisible characters
// removed; may be empty. The result lies in `memory` or is `word` itself. Invalid UTF-8 becomes
// U+FFFD.
std::string_view fold(std::string_view word, TokenBuffer& memory);

}  // namespace lodex::text
