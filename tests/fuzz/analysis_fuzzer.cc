// Any bytes as text and query, up to the first line end the query: each analyzer's tokens lie
// within the text, in order and within the limits, and the snippet of the text is a part of it.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "highlight/markup.h"
#include "lodex/lodex.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_tokens(std::string_view text, const lodex::Analyzer& analyzer) {
  lodex::TokenBuffer buffer;
  analyzer.analyze(text, buffer);
  std::uint32_t last_position = 0;
  for (const lodex::Token& token : buffer.tokens()) {
    require(token.begin < token.end && token.end <= text.size());
    require(token.position >= last_position);
    require(!token.term.empty() && token.term.size() <= 255);
    last_position = token.position;
  }
  (void)analyzer.normalize(text);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

// What a snippet as HTML shows.
std::string text_of(std::string html) {
  for (const char* mark : {"<mark>", "</mark>"}) replace_all(html, mark, "");
  require(html.find_first_of("<>\"'") == std::string::npos);
  const std::pair<const char*, const char*> references[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
  for (const auto& [reference, character] : references) replace_all(html, reference, character);
  return html;
}

// The text as a snippet of the whole shows it.
std::string shown(std::string_view text) {
  lodex::highlight::MarkupWriter writer(lodex::Markup::kHtml);
  writer.text(text);
  return text_of(std::move(writer).finish());
}

void check_snippet(const std::string& snippet, const std::string& text) {
  constexpr std::string_view kEllipsis = "\xe2\x80\xa6";
  require(lodex::is_valid_utf8(snippet));
  const std::string part = text_of(snippet);
  if (text.find(part) != std::string::npos) return;
  // An ellipsis before, behind or on both sides.
  std::string_view inner = part;
  if (inner.ends_with(kEllipsis)) inner.remove_suffix(kEllipsis.size());
  if (text.find(inner) != std::string::npos) return;
  require(part.starts_with(kEllipsis));
  require(text.find(part.substr(kEllipsis.size())) != std::string::npos ||
          text.find(inner.substr(kEllipsis.size())) != std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view query = input.substr(0, input.find('\n'));
  const std::string_view text = input.substr(std::min(query.size() + 1, size));
  for (const std::string& name : lodex::analyzer_names()) {
    check_tokens(text, *lodex::find_analyzer(name));
  }
  lodex::Index index = lodex::Index::in_memory(
      lodex::Schema{}.text("body").text("english", {.analyzer = "english"}));
  lodex::Writer writer = index.writer();
  writer.upsert({{"id", "a"}, {"body", text}, {"english", text}});
  writer.commit();
  const lodex::Searcher searcher = index.searcher();
  try {
    const std::string all = shown(searcher.get("a")->text("body"));
    for (const lodex::Hit& hit : searcher.search(searcher.parse(query))) {
      for (const std::size_t length : {3U, 40U, 200U}) {
        check_snippet(hit.snippet("body", {.length = length}), all);
        check_snippet(hit.snippet({.length = length}), all);
      }
    }
  } catch (const lodex::LimitError&) {
  }
  return 0;
}
