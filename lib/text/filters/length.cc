#include <algorithm>
#include <string>
#include <vector>

#include "text/filters/filters.h"
#include "text/unicode/graphemes.h"

namespace lodex::text {
namespace {

class LengthFilter final : public TokenFilter {
 public:
  LengthFilter(std::size_t min, std::size_t max) : min_(min), max_(max) {}

  [[nodiscard]] std::string name() const override {
    return "length " + std::to_string(min_) + " to " + std::to_string(max_);
  }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    std::vector<Token>& all = tokens.mutable_tokens();
    const auto dropped = std::remove_if(
        all.begin() + static_cast<std::ptrdiff_t>(first), all.end(), [this](const Token& token) {
          const std::size_t length = grapheme_ends(token.term).size();
          return length < min_ || length > max_;
        });
    all.erase(dropped, all.end());
  }

 private:
  std::size_t min_;
  std::size_t max_;
};

}  // namespace

FilterPointer length_filter(std::size_t min, std::size_t max) {
  return std::make_shared<LengthFilter>(min, max);
}

}  // namespace lodex::text
