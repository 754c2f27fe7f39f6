// Markdown to plain text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lodex/origin.h"
#include "sources/input.h"
#include "sources/intake.h"

namespace lodex::sources {

struct MarkdownText {
  std::string heading;  // the first one that has text
  std::string body;
  // Where they stand in the text.
  std::vector<LineMark> heading_lines;
  std::vector<LineMark> body_lines;
};

// CommonMark with GitHub's tables, task lists and strikethrough: every block on lines of its own,
// code as it is, the text of links and images without their addresses, no markup. `text` is valid
// UTF-8 of less than 4 GiB.
[[nodiscard]] MarkdownText markdown_text(std::string_view text);

// The front matter's fields, then "title" where it has none and there is a heading, then "body".
void read_markdown(Input& input, Intake& intake);

}  // namespace lodex::sources
