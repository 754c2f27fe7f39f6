// Bigrams: the terms that find parts of words in scripts without spaces.
#pragma once

#include <string_view>

namespace lodex::text {

// A bigram is this mark and two neighbouring units (text/unicode/scripts.h), so that a word of two
// units and the same two within other words are different terms. No word begins with it: it is
// punctuation (U+00B7).
inline constexpr std::string_view kBigramMark = "\xc2\xb7";

[[nodiscard]] inline bool is_bigram(std::string_view term) {
  return term.size() > kBigramMark.size() && term.starts_with(kBigramMark);
}

}  // namespace lodex::text
