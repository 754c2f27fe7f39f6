// Text of documents made safe for where it is shown.
#pragma once

#include <string>
#include <string_view>

#include "lodex/search.h"

namespace lodex::highlight {

// Puts a snippet together. White space of any length becomes one space; what is not UTF-8 becomes
// U+FFFD. For HTML the five special characters are escaped; for a terminal, and as plain text,
// control characters (C0, DEL, C1) and characters that reorder text (bidirectional embeddings,
// overrides and isolates) become U+FFFD, so that a document can neither move the cursor nor forge
// lines.
class MarkupWriter {
 public:
  explicit MarkupWriter(Markup markup) : markup_(markup) {}
  void text(std::string_view text);
  void marked(std::string_view text);
  void ellipsis();
  [[nodiscard]] std::string finish() &&;

 private:
  void append(char32_t c);

  Markup markup_;
  std::string out_;
  bool has_text_ = false;
  bool space_ = false;  // before what comes next
};

// The text alone, made safe as Markup::kPlain is.
[[nodiscard]] std::string safe_text(std::string_view text);

}  // namespace lodex::highlight
