#include "sources/plain_text.h"

#include <algorithm>
#include <utility>

namespace lodex::sources {
namespace {

std::uint64_t line_ends(std::string_view text) {
  return static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
}

}  // namespace

void PlainText::flow(std::string_view text) {
  while (!text.empty()) {
    const std::size_t begin = text.find_first_not_of(kWhiteSpace);
    if (begin != 0) gap_ = true;
    line_ += step_ * line_ends(text.substr(0, begin));
    if (begin == std::string_view::npos) return;
    const std::size_t end = std::min(text.find_first_of(kWhiteSpace, begin), text.size());
    put(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
}

void PlainText::preformatted(std::string_view text) {
  // No empty lines at the beginning.
  if (out_.empty()) {
    const std::size_t size = std::min(text.find_first_not_of("\r\n"), text.size());
    line_ += step_ * line_ends(text.substr(0, size));
    text.remove_prefix(size);
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    put(text.substr(0, end));
    if (text[end - 1] == '\n') line_ += step_;
    text.remove_prefix(end);
  }
}

void PlainText::preformatted(std::string_view text, std::span<const LineMark> lines) {
  if (text.empty()) return;
  fill_gap();
  for (const LineMark& known : lines) lines_.push_back({out_.size() + known.offset, known.line});
  out_ += text;
}

void PlainText::fill_gap() {
  if (gap_ && !out_.empty() && out_.back() != '\n') out_ += ' ';
  gap_ = false;
}

void PlainText::put(std::string_view word) {
  fill_gap();
  if (lines_.empty() || lines_.back().line != line_) lines_.push_back({out_.size(), line_});
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
