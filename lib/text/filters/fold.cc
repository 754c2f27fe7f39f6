#include <vector>

#include "text/case_folder.h"
#include "text/filters/filters.h"

namespace lodex::text {
namespace {

class FoldFilter final : public TokenFilter {
 public:
  [[nodiscard]] std::string name() const override { return "fold"; }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    std::vector<Token>& all = tokens.mutable_tokens();
    std::size_t kept = first;
    for (std::size_t i = first; i < all.size(); ++i) {
      Token token = all[i];
      token.term = fold(token.term, tokens);
      if (!token.term.empty()) all[kept++] = token;
    }
    all.resize(kept);
  }

  [[nodiscard]] std::string normalize(std::string part) const override {
    TokenBuffer memory;
    return std::string(fold(part, memory));
  }
};

}  // namespace

FilterPointer fold_filter() { return std::make_shared<FoldFilter>(); }

}  // namespace lodex::text
