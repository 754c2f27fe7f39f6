#include "text/unicode/case_folder.h"

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/unicode/nfkc_casefold.h"
#include "text/words/character_table.h"

namespace lodex::text {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

std::string_view fold_ascii(std::string_view word, TokenBuffer& memory) {
  if (std::none_of(word.begin(), word.end(), is_upper)) return word;
  char* folded = memory.allocate(word.size());
  std::transform(word.begin(), word.end(), folded,
                 [](char c) { return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; });
  return {folded, word.size()};
}

// The folded characters one after the other, as long as each folds alone. Null data where one does
// not.
std::string_view fold_by_table(std::string_view word, TokenBuffer& memory) {
  thread_local std::string folded;
  folded.clear();
  for (std::size_t at = 0; at < word.size();) {
    const Decoded decoded = decode_utf8(word.substr(at));
    const Character& c = character(decoded.code_point);
    if (!c.folds_alone()) return {};
    folded += c.folded();
    at += decoded.size;
  }
  return folded == word ? word : memory.copy(folded);
}

}  // namespace

std::string_view fold(std::string_view word, TokenBuffer& memory) {
  if (is_ascii(word)) return fold_ascii(word, memory);
  const std::string_view folded = fold_by_table(word, memory);
  return folded.data() != nullptr ? folded : fold_in_context(word, memory);
}

}  // namespace lodex::text
