#include "text/unicode/apostrophe.h"

#include <algorithm>

namespace lodex::text {

std::string_view with_plain_apostrophes(std::string_view word, std::string& plain) {
  plain.clear();
  std::size_t copied = 0;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t size = apostrophe_at_front(word.substr(at));
    if (size > 1) {
      plain.append(word.substr(copied, at - copied)).push_back('\'');
      copied = at + size;
    }
    at += std::max<std::size_t>(size, 1);
  }
  if (copied == 0) return word;
  return plain.append(word.substr(copied));
}

}  // namespace lodex::text
