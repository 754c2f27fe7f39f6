#include "support/naive_words.h"

#include "text/term_limit.h"
#include "text/unicode/nfkc_casefold.h"
#include "text/words/word_segmenter.h"

namespace lodex::test {

std::vector<OwnedToken> scanned_words(std::string_view text, text::WordForm form) {
  TokenBuffer buffer;
  text::scan_words(text, form, buffer);
  return owned_tokens(buffer.tokens());
}

std::vector<OwnedToken> naive_words(std::string_view text, text::WordForm form) {
  std::vector<OwnedToken> out;
  text::WordSegmenter& words = text::word_segmenter();
  words.start(text);
  TokenBuffer memory;
  std::uint32_t position = 0;
  while (words.next()) {
    memory.clear();
    std::string_view term = text.substr(words.begin(), words.end() - words.begin());
    if (form == text::WordForm::kFolded) term = text::fold_in_context(term, memory);
    if (term.empty()) continue;
    out.push_back(
        {text::limited_term(term, text::kMaxTermBytes), words.begin(), words.end(), position++});
  }
  return out;
}

}  // namespace lodex::test
