#include "sources/plain_text.h"

#include <algorithm>
#include <utility>

namespace lodex::sources {

void PlainText::flow(std::string_view text) {
  while (!text.empty()) {
    const std::size_t begin = text.find_first_not_of(kWhiteSpace);
    if (begin != 0) gap_ = true;
    if (begin == std::string_view::npos) return;
    const std::size_t end = std::min(text.find_first_of(kWhiteSpace, begin), text.size());
    put(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
}

void PlainText::preformatted(std::string_view text) {
  // No empty lines at the beginning.
  if (out_.empty()) text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  if (!text.empty()) put(text);
}

void PlainText::put(std::string_view word) {
  if (gap_ && !out_.empty() && out_.back() != '\n') out_ += ' ';
  gap_ = false;
  out_ += word;
}

void PlainText::break_line() {
  gap_ = false;
  if (!out_.empty() && out_.back() != '\n') out_ += '\n';
}

std::string PlainText::take() {
  gap_ = false;
  out_.erase(out_.find_last_not_of(kWhiteSpace) + 1);
  return std::exchange(out_, {});
}

}  // namespace lodex::sources
