#include "evaluation/trec_lines.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/ascii.h"
#include "base/in_quotes.h"
#include "lodex/error.h"

namespace lodex::evaluation {
namespace {

constexpr std::string_view kWhite = " \t\r\f\v";

void split_at_tabs(std::string_view line, std::vector<std::string_view>& fields) {
  while (true) {
    const std::size_t tab = line.find('\t');
    fields.push_back(trimmed(line.substr(0, tab), kWhite));
    if (tab == std::string_view::npos) return;
    line.remove_prefix(tab + 1);
  }
}

void split_at_white_space(std::string_view line, std::vector<std::string_view>& fields) {
  for (line = trimmed(line, kWhite); !line.empty(); line = trimmed(line, kWhite)) {
    const std::size_t end = std::min(line.find_first_of(kWhite), line.size());
    fields.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

}  // namespace

bool TrecLines::next() {
  while (std::getline(in_, line_)) {
    if (++number_ == 1 && line_.starts_with("\xef\xbb\xbf")) line_.erase(0, 3);
    if (!trimmed(line_, kWhite).empty()) return true;
  }
  if (in_.bad()) throw IoError(name_ + ": cannot read", name_);
  return false;
}

std::size_t TrecLines::tabs() const {
  return static_cast<std::size_t>(std::ranges::count(line_, '\t'));
}

const std::vector<std::string_view>& TrecLines::fields(std::size_t count, std::string_view form) {
  fields_.clear();
  if (tabs() + 1 == count) split_at_tabs(line_, fields_);
  if (fields_.empty() || std::ranges::find(fields_, "") != fields_.end()) {
    fields_.clear();
    split_at_white_space(line_, fields_);
  }
  if (fields_.size() != count) {
    fail("expected " + std::string(form) + "; found " + in_quotes(trimmed(line_, kWhite)));
  }
  return fields_;
}

std::pair<std::string_view, std::string_view> TrecLines::halves(std::string_view form) const {
  const std::string_view line = line_;
  const std::size_t tab = line.find('\t');
  const std::string_view first = trimmed(line.substr(0, tab), kWhite);
  if (tab == std::string_view::npos || first.empty()) {
    fail("expected " + std::string(form) + "; found " + in_quotes(trimmed(line, kWhite)));
  }
  return {first, trimmed(line.substr(tab + 1), kWhite)};
}

void TrecLines::fail(std::uint64_t number, const std::string& problem) const {
  throw DocumentError(name_ + ":" + std::to_string(number) + ": " + problem, name_);
}

std::ifstream open_file(const std::string& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) throw IoError(path + ": cannot open: " + std::strerror(errno), path);
  return in;
}

}  // namespace lodex::evaluation
