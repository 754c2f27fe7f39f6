// HTML pages to plain text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lodex/origin.h"
#include "sources/input.h"
#include "sources/intake.h"

namespace lodex::sources {

struct HtmlText {
  std::string title;
  std::string body;
  // Where they stand in the page.
  std::vector<LineMark> title_lines;
  std::vector<LineMark> body_lines;
};

// The <title>, and the text that a page shows: blocks on lines of their own, character references
// resolved, nothing of scripts, styles, templates and comments. Takes any bytes, in linear time and
// without recursion: it follows the tokenizer of the HTML standard and builds no tree. A tree is
// what gumbo would give, with the repairs of the standard; but these repeat elements, so that gumbo
// 0.10.1 takes more than 6 GiB for a hostile file of 69 KB (`<p>`, 3,000 different `<b a=…>`,
// 10,000 times `<p>x`), and time quadratic in the nesting (1.1 s for 30,000 times `<div>`).
[[nodiscard]] HtmlText html_text(std::string_view html);

// "title" and "body" of a page.
void read_html(Input& input, Intake& intake);

}  // namespace lodex::sources
