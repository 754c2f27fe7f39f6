// Snowball's stemmers of the languages whose rules have changed since libstemmer 2, which is the
// one that distributions have. Rules: snowballstem.org, release 3. Kept here, the terms of an index
// do not depend on the libstemmer that a machine has, either.
#pragma once

#include <string>
#include <string_view>

namespace lodex::text {

// Turns a folded word (UTF-8) into its stem.
using StemFunction = void (*)(std::string& word);

void stem_english(std::string& word);
void stem_french(std::string& word);
void stem_german(std::string& word);
void stem_spanish(std::string& word);

// The function of a language; nullptr where libstemmer has it.
[[nodiscard]] StemFunction own_stemmer(std::string_view language);

}  // namespace lodex::text
