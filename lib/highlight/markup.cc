#include "highlight/markup.h"

#include "base/utf8.h"

namespace lodex::highlight {
namespace {

constexpr char32_t kEllipsis = 0x2026;

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0x2028 ||
         c == 0x2029;
}
bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0); }
// The invisible letters LRM, RLM and ALM, of which Hebrew and Arabic texts are full, do not.
bool reorders(char32_t c) { return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069); }

}  // namespace

void MarkupWriter::append(char32_t c) {
  if (is_space(c)) {
    space_ = has_text_;
    return;
  }
  has_text_ = true;
  if (space_) out_ += ' ';
  space_ = false;
  if (is_control(c) || (markup_ != Markup::kHtml && reorders(c))) {
    append_utf8(out_, kReplacement);
  } else if (markup_ != Markup::kHtml) {
    append_utf8(out_, c);
  } else if (c == '&') {
    out_ += "&amp;";
  } else if (c == '<') {
    out_ += "&lt;";
  } else if (c == '>') {
    out_ += "&gt;";
  } else if (c == '"') {
    out_ += "&quot;";
  } else if (c == '\'') {
    out_ += "&#39;";
  } else {
    append_utf8(out_, c);
  }
}

void MarkupWriter::text(std::string_view text) {
  while (!text.empty()) {
    const Decoded decoded = decode_utf8(text);
    append(decoded.code_point);
    text.remove_prefix(decoded.size);
  }
}

void MarkupWriter::marked(std::string_view text) {
  // Space that a mark begins with stands before it.
  while (!text.empty()) {
    const Decoded first = decode_utf8(text);
    if (!is_space(first.code_point)) break;
    append(first.code_point);
    text.remove_prefix(first.size);
  }
  if (text.empty()) return;
  if (space_) out_ += ' ';
  space_ = false;
  if (markup_ == Markup::kHtml) out_ += "<mark>";
  if (markup_ == Markup::kTerminal) out_ += "\x1b[1m";
  this->text(text);
  if (markup_ == Markup::kHtml) out_ += "</mark>";
  if (markup_ == Markup::kTerminal) out_ += "\x1b[0m";
}

void MarkupWriter::ellipsis() {
  space_ = false;
  append_utf8(out_, kEllipsis);
}

std::string MarkupWriter::finish() && { return std::move(out_); }

std::string safe_text(std::string_view text) {
  MarkupWriter writer(Markup::kPlain);
  writer.text(text);
  return std::move(writer).finish();
}

}  // namespace lodex::highlight
