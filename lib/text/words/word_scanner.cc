#include "text/words/word_scanner.h"

#include <unicode/uchar.h>

#include <array>
#include <bit>
#include <cstdint>

#include "base/utf8.h"
#include "text/term_limit.h"
#include "text/unicode/case_folder.h"
#include "text/words/word_block.h"
#include "text/words/word_segmenter.h"

namespace lodex::text {
namespace {

// A word of connectors is one only if there are two of them.
bool is_word_of_connectors(std::string_view word) {
  unsigned connectors = 0;
  while (!word.empty()) {
    const ClassifiedCharacter c = classify_first(word);
    connectors += c.word_class == WordClass::kConnector ? 1 : 0;
    word.remove_prefix(c.size);
  }
  return connectors > 1;
}

bool is_space(std::string_view text) {
  const Decoded decoded = decode_utf8(text);
  return u_getIntPropertyValue(static_cast<UChar32>(decoded.code_point), UCHAR_WORD_BREAK) ==
         U_WB_WSEGSPACE;
}

class WordScanner {
 public:
  WordScanner(std::string_view text, WordForm form, TokenBuffer& out) : text_(text), out_(out) {
    if (form == WordForm::kFolded) folded_ = out.allocate(text.size() + simd::kTextBlock);
  }

  void scan() {
    std::array<char, simd::kTextBlock> unused{};
    for (std::size_t at = 0; at < text_.size();) {
      char* folded = folded_ != nullptr ? folded_ + at : unused.data();
      const WordBlock block(text_.substr(at), folded);
      add_words_of(block, at);
      at += block.known();
      if (block.wants_icu() && at < text_.size()) at = add_words_of_icu(at);
    }
  }

 private:
  void add_words_of(const WordBlock& block, std::size_t at) {
    std::uint64_t ends = block.ends();
    for (std::uint64_t begins = block.begins(); begins != 0; begins &= begins - 1) {
      const std::uint64_t bits = (ends & -ends) - (begins & -begins);
      const auto first = static_cast<std::size_t>(std::countr_zero(begins));
      const auto behind = static_cast<std::size_t>(std::countr_zero(ends));
      ends &= ends - 1;
      const std::size_t begin = at + first;
      const std::size_t end = at + behind;
      if ((bits & ~block.connectors()) == 0 &&
          !is_word_of_connectors(text_.substr(begin, end - begin))) {
        continue;
      }
      if (folded_ == nullptr || (bits & block.unfolded()) != 0) {
        add(begin, end);
      } else {
        add_term({folded_ + begin, end - begin}, begin, end);
      }
    }
  }

  // Cuts by ICU from a boundary of words up to one behind which nothing depends on what is before;
  // returns its place.
  std::size_t add_words_of_icu(std::size_t begin) {
    std::size_t end = begin;
    while (end < text_.size()) {
      const ClassifiedCharacter c = classify_first(text_.substr(end));
      if (c.word_class == WordClass::kOther && end > begin) break;
      end += c.size;
    }
    begin = begin_of_spaces(begin);
    WordSegmenter& words = word_segmenter();
    words.start(text_.substr(begin, end - begin));
    while (words.next()) add(begin + words.begin(), begin + words.end());
    return end;
  }

  // Spaces that follow each other are one segment, which a mark on the last makes a word. Where the
  // text at `at` begins with one: the place of the first.
  [[nodiscard]] std::size_t begin_of_spaces(std::size_t at) const {
    while (at > 0 && is_space(text_.substr(at))) {
      const std::size_t before = floor_to_boundary(text_, at - 1);
      if (!is_space(text_.substr(before))) break;
      at = before;
    }
    return at;
  }

  void add(std::size_t begin, std::size_t end) {
    const std::string_view word = text_.substr(begin, end - begin);
    add_term(folded_ != nullptr ? fold(word, out_) : word, begin, end);
  }

  void add_term(std::string_view term, std::size_t begin, std::size_t end) {
    if (term.empty()) return;
    out_.add({limited_term(term, out_), static_cast<std::uint32_t>(begin),
              static_cast<std::uint32_t>(end), position_++});
  }

  std::string_view text_;
  TokenBuffer& out_;
  char* folded_ = nullptr;  // the whole text's, where words are folded
  std::uint32_t position_ = 0;
};

}  // namespace

void scan_words(std::string_view text, WordForm form, TokenBuffer& out) {
  WordScanner(text, form, out).scan();
}

}  // namespace lodex::text
