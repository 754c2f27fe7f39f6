#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "text/filters/distinct.h"
#include "text/filters/filters.h"
#include "text/unicode/graphemes.h"

namespace lodex::text {
namespace {

class NgramFilter final : public TokenFilter {
 public:
  explicit NgramFilter(const NgramOptions& options) : options_(options) {}

  [[nodiscard]] std::string name() const override {
    return std::string(options_.from_beginning ? "edge_ngrams " : "ngrams ") +
           std::to_string(options_.min) + " to " + std::to_string(options_.max);
  }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    std::vector<Token>& all = tokens.mutable_tokens();
    const std::vector<Token> words(all.begin() + static_cast<std::ptrdiff_t>(first), all.end());
    all.resize(first);
    for (const Token& word : words) {
      if (options_.keep_original) all.push_back(word);
      add_grams(word, all);
    }
    drop_repeated(tokens, first);
  }

 private:
  // Grams are parts of the word, so they take no memory.
  void add_grams(const Token& word, std::vector<Token>& out) const {
    const std::span<const std::uint32_t> ends = grapheme_ends(word.term, kMaxNgramBytes);
    const std::size_t begins =
        options_.from_beginning ? std::min<std::size_t>(1, ends.size()) : ends.size();
    for (std::size_t begin = 0; begin < begins; ++begin) {
      const std::size_t from = begin == 0 ? 0 : ends[begin - 1];
      const std::size_t longest = std::min(options_.max, ends.size() - begin);
      for (std::size_t length = options_.min; length <= longest; ++length) {
        Token gram = word;
        gram.term = word.term.substr(from, ends[begin + length - 1] - from);
        out.push_back(gram);
      }
    }
  }

  NgramOptions options_;
};

}  // namespace

FilterPointer ngram_filter(const NgramOptions& options) {
  return std::make_shared<NgramFilter>(options);
}

}  // namespace lodex::text
