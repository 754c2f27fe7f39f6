// Words of a text by Unicode's rules, as ICU has them, and faster.
#pragma once

#include <string_view>

#include "lodex/analysis.h"

namespace lodex::text {

enum class WordForm { kAsWritten, kFolded };

// Appends the words that WordSegmenter finds in `text` to `out`, positions from 0 on. Folded words
// are NFKC_Casefold; those of which nothing is left have no token and no position. Terms that are
// longer than the limit are cut to it.
//
// Text is looked at in blocks of 64 bytes, in which words are found by arithmetic on bit masks;
// ICU's iterator sees only the words in which scripts with dictionaries, Hebrew, U+200D or flags
// take part, and words longer than a block.
void scan_words(std::string_view text, WordForm form, TokenBuffer& out);

}  // namespace lodex::text
