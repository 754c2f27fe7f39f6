// The words of a text by ICU alone: its iterator over the whole of it, its NFKC_Casefold.
#pragma once

#include <string_view>
#include <vector>

#include "lodex/analysis.h"
#include "text/words/word_scanner.h"

namespace lodex::test {

// What scan_words() gives.
std::vector<OwnedToken> scanned_words(std::string_view text, text::WordForm form);
std::vector<OwnedToken> naive_words(std::string_view text, text::WordForm form);

}  // namespace lodex::test
