#include "highlight/highlighter.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"
#include "highlight/markup.h"
#include "text/cut_places.h"

namespace lodex::highlight {
namespace {

// Longer ones are asked for by mistake.
constexpr std::size_t kMaxSnippetLength = 10'000;
constexpr std::size_t kPart = std::size_t{1} << 20;
constexpr std::size_t kLineSearch = std::size_t{1} << 16;
// A part ends here even within a word.
constexpr std::size_t kLongestPart = std::size_t{1} << 24;
// Marks that are farther from the best ones are not in the passage around them, unless characters
// are huge.
constexpr std::uint32_t kReach = 1U << 16;

// Where the part of a text that begins at `from` ends: behind a line, or between a space and an
// ASCII letter, where words end whatever surrounds them.
std::size_t part_end(std::string_view text, std::size_t from) {
  if (text.size() - from <= kPart) return text.size();
  const std::size_t near = from + kPart;
  const std::size_t line =
      text.substr(0, std::min(near + kLineSearch, text.size())).find('\n', near);
  if (line != std::string_view::npos) return line + 1;
  const std::size_t last = std::min(from + kLongestPart, text.size());
  for (std::size_t at = near; at < last; ++at) {
    if (text[at - 1] == ' ' && is_ascii_letter(text[at])) return at;
  }
  return floor_to_boundary(text, last);
}

bool has_text(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") != std::string_view::npos;
}

}  // namespace

Highlights find_highlights(std::string_view text, const Analyzer& analyzer,
                           const FieldTargets& targets, std::size_t length) {
  length = std::clamp<std::size_t>(length, 1, kMaxSnippetLength);
  Highlights out;
  BestMarks best(text, targets, length);
  TokenBuffer buffer;
  for (std::size_t from = 0; from < text.size() && !targets.empty();) {
    const std::size_t end = part_end(text, from);
    buffer.clear();
    analyzer.analyze(text.substr(from, end - from), buffer);
    const std::size_t first = out.marks.size();
    targets.find(buffer.tokens(), static_cast<std::uint32_t>(from), out.marks);
    for (std::size_t i = first; i < out.marks.size(); ++i) best.add(out.marks[i]);
    if (best.has_all_targets() && best.end() + std::size_t{kReach} < end) break;
    std::erase_if(out.marks, [&](const Mark& mark) {
      const bool is_near_best = mark.end + std::size_t{kReach} > best.begin() &&
                                mark.begin < best.end() + std::size_t{kReach};
      return !is_near_best && mark.end + std::size_t{kReach} < end;
    });
    from = end;
  }
  out.weight = best.weight();
  out.passage = passage_around(text, best.begin(), best.end(), length);
  return out;
}

std::string write_snippet(std::string_view text, const Highlights& highlights, Markup markup) {
  const Passage& passage = highlights.passage;
  MarkupWriter out(markup);
  if (has_text(text.substr(0, passage.begin))) out.ellipsis();
  std::size_t at = passage.begin;
  const auto write_marked = [&](std::size_t begin, std::size_t end) {
    out.text(text.substr(at, begin - at));
    out.marked(text.substr(begin, end - begin));
    at = end;
  };
  std::size_t begin = 0;
  std::size_t end = 0;  // of the marks that overlap and are not yet written
  for (const Mark& mark : highlights.marks) {
    const std::size_t from = std::max(mark.begin, passage.begin);
    const std::size_t to = std::min(mark.end, passage.end);
    if (from >= to) continue;
    const std::size_t whole_from = text::character_begin(text, from);
    const std::size_t whole_to = text::character_end(text, to);
    if (whole_from >= end) {
      if (begin < end) write_marked(begin, end);
      begin = whole_from;
    }
    end = std::max(end, whole_to);
  }
  if (begin < end) write_marked(begin, end);
  out.text(text.substr(at, passage.end - at));
  if (has_text(text.substr(passage.end))) out.ellipsis();
  return std::move(out).finish();
}

std::size_t first_match(const Highlights& highlights) {
  for (const Mark& mark : highlights.marks) {
    if (mark.end > highlights.passage.begin) return std::max(mark.begin, highlights.passage.begin);
  }
  return 0;
}

}  // namespace lodex::highlight
