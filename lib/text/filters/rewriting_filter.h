// Filters that change terms one by one.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lodex/analysis.h"

namespace lodex::text {

// Most terms are ASCII, which most filters have no business with.
[[nodiscard]] inline bool is_ascii(std::string_view term) noexcept {
  std::size_t i = 0;
  for (std::uint64_t word = 0; i + sizeof word <= term.size(); i += sizeof word) {
    std::memcpy(&word, term.data() + i, sizeof word);
    if ((word & 0x8080808080808080U) != 0) return false;
  }
  for (; i < term.size(); ++i) {
    if ((term[i] & 0x80) != 0) return false;
  }
  return true;
}

// The filter of a rule, which has a name() and, called with a term and an empty string, gives the
// new term: the one it got, a part of it, or the string, filled. Tokens of which nothing is left
// are dropped. What the rule makes of terms it makes of parts of words in queries as well.
template <class Rule>
class RewritingFilter final : public TokenFilter {
 public:
  explicit RewritingFilter(Rule rule) : rule_(std::move(rule)) {}

  [[nodiscard]] std::string name() const override { return rule_.name(); }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    thread_local std::string filled;
    std::vector<Token>& all = tokens.mutable_tokens();
    std::size_t kept = first;
    for (std::size_t i = first; i < all.size(); ++i) {
      Token token = all[i];
      filled.clear();
      const std::string_view changed = rule_(token.term, filled);
      token.term = changed.data() == filled.data() ? tokens.copy(changed) : changed;
      if (!token.term.empty()) all[kept++] = token;
    }
    all.resize(kept);
  }

  [[nodiscard]] std::string normalize(std::string part) const override {
    std::string filled;
    return std::string(rule_(part, filled));
  }

 private:
  Rule rule_;
};

}  // namespace lodex::text
