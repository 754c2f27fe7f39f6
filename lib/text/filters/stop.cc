#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "text/filters/filters.h"
#include "text/filters/rewriting_filter.h"
#include "text/unicode/apostrophe.h"

namespace lodex::text {
namespace {

// The bytes of words are hashed as views, without a copy.
struct WordHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view word) const noexcept {
    return std::hash<std::string_view>()(word);
  }
};

class StopFilter final : public TokenFilter {
 public:
  StopFilter(std::string name, const std::vector<std::string>& words)
      : name_(std::move(name)), words_(words.begin(), words.end()) {
    for (const std::string& word : words) longest_ = std::max(longest_, word.size());
  }

  [[nodiscard]] std::string name() const override { return name_; }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    std::vector<Token>& all = tokens.mutable_tokens();
    const auto behind = all.begin() + static_cast<std::ptrdiff_t>(first);
    all.erase(std::remove_if(behind, all.end(), [&](const Token& t) { return is_stop(t.term); }),
              all.end());
  }

 private:
  // Twice the longest word, as an apostrophe of a list may be two bytes more in a text.
  [[nodiscard]] bool is_stop(std::string_view term) const {
    if (term.size() > 2 * longest_) return false;
    if (words_.contains(term)) return true;
    if (is_ascii(term)) return false;
    thread_local std::string plain;
    const std::string_view written = with_plain_apostrophes(term, plain);
    return written.data() != term.data() && words_.contains(written);
  }

  std::string name_;
  std::unordered_set<std::string, WordHash, std::equal_to<>> words_;
  std::size_t longest_ = 0;
};

}  // namespace

FilterPointer stop_filter(std::string name, const std::vector<std::string>& words) {
  return std::make_shared<StopFilter>(std::move(name), words);
}

}  // namespace lodex::text
