// Filters that change terms one by one.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "lodex/analysis.h"

namespace lodex::text {

// Gives each token the term that `change` makes of its own, and drops those of which nothing is
// left.
template <class Change>
void change_terms(TokenBuffer& tokens, std::size_t first, Change change) {
  std::vector<Token>& all = tokens.mutable_tokens();
  std::size_t kept = first;
  for (std::size_t i = first; i < all.size(); ++i) {
    Token token = all[i];
    token.term = change(token.term);
    if (!token.term.empty()) all[kept++] = token;
  }
  all.resize(kept);
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
    change_terms(tokens, first, [&](std::string_view term) {
      filled.clear();
      const std::string_view changed = rule_(term, filled);
      return changed.data() == filled.data() ? tokens.copy(changed) : changed;
    });
  }

  [[nodiscard]] std::string normalize(std::string part) const override {
    std::string filled;
    return std::string(rule_(part, filled));
  }

 private:
  Rule rule_;
};

}  // namespace lodex::text
