#include "text/filters/filters.h"
#include "text/filters/rewriting_filter.h"
#include "text/unicode/case_folder.h"

namespace lodex::text {
namespace {

class FoldFilter final : public TokenFilter {
 public:
  [[nodiscard]] std::string name() const override { return "fold"; }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    change_terms(tokens, first, [&](std::string_view term) { return fold(term, tokens); });
  }

  [[nodiscard]] std::string normalize(std::string part) const override {
    TokenBuffer memory;
    return std::string(fold(part, memory));
  }
};

}  // namespace

FilterPointer fold_filter() { return std::make_shared<FoldFilter>(); }

}  // namespace lodex::text
