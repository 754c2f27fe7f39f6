#include "text/filters/distinct.h"

#include <string_view>
#include <unordered_set>
#include <vector>

namespace lodex::text {

void drop_repeated(TokenBuffer& tokens, std::size_t first) {
  std::vector<Token>& all = tokens.mutable_tokens();
  std::unordered_set<std::string_view> seen;
  std::size_t kept = first;
  for (std::size_t i = first; i < all.size(); ++i) {
    const bool shares_before = i > first && all[i - 1].position == all[i].position;
    const bool shares_behind = i + 1 < all.size() && all[i + 1].position == all[i].position;
    const Token token = all[i];
    if (!shares_before) seen.clear();
    if ((!shares_before && !shares_behind) || seen.insert(token.term).second) all[kept++] = token;
  }
  all.resize(kept);
}

}  // namespace lodex::text
