#include "sources/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <exception>
#include <functional>
#include <new>
#include <utility>

#include "sources/character_reference.h"
#include "sources/front_matter.h"
#include "sources/html.h"
#include "sources/plain_text.h"
#include "sources/whole_file.h"

namespace lodex::sources {
namespace {

// Receives what md4c finds. Its methods are called below C code: exceptions are kept, not thrown.
class Converter {
 public:
  explicit Converter(std::string_view text) : text_(text) {
    lines_.push_back(text.data());
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1))
      lines_.push_back(text.data() + at + 1);
  }

  MarkdownText run() {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
    parser.enter_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return guarded(self, [&](Converter& converter) { converter.enter(type); });
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return guarded(self, [&](Converter& converter) { converter.leave(type); });
    };
    parser.enter_span = [](MD_SPANTYPE, void*, void*) { return 0; };
    parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* from, MD_SIZE size, void* self) {
      return guarded(self, [&](Converter& converter) { converter.text(type, {from, size}); });
    };
    const int result = ::md_parse(text_.data(), static_cast<MD_SIZE>(text_.size()), &parser, this);
    if (failure_) std::rethrow_exception(failure_);
    if (result != 0) throw std::bad_alloc();  // the one way in which it fails
    return {heading_.take(), body_.take(), heading_.take_lines(), body_.take_lines()};
  }

 private:
  template <class Action>
  static int guarded(void* self, const Action& action) noexcept {
    auto& converter = *static_cast<Converter*>(self);
    try {
      action(converter);
      return 0;
    } catch (...) {
      converter.failure_ = std::current_exception();
      return 1;
    }
  }

  void enter(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_TD || type == MD_BLOCK_TH) return body_.space();
    body_.break_line();
    block_ = type;
    within_heading_ = type == MD_BLOCK_H && heading_.empty();
  }

  void leave(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_TD || type == MD_BLOCK_TH) return body_.space();
    if (type == MD_BLOCK_HTML) put_html();
    body_.break_line();
    block_ = MD_BLOCK_DOC;
    within_heading_ = false;
  }

  // md4c gives parts of the text, and for what is not there as it is texts of its own, of which the
  // line is not known: false.
  bool find_line(std::string_view part) {
    const std::less<> before;
    const char* end = text_.data() + text_.size();
    if (before(part.data(), text_.data()) || !before(part.data(), end)) return false;
    const auto behind = std::ranges::upper_bound(lines_, part.data());
    line_ = static_cast<std::uint64_t>(behind - lines_.begin());
    body_.at_line(line_);
    heading_.at_line(line_);
    return true;
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    const bool has_line = find_line(text);
    if (type == MD_TEXT_NULLCHAR) {
      put("\xef\xbf\xbd");
    } else if (type == MD_TEXT_BR) {
      body_.break_line();
      heading_.space();
    } else if (type == MD_TEXT_SOFTBR) {
      put(" ");
    } else if (type == MD_TEXT_ENTITY) {
      put(resolved_references(text));
    } else if (type == MD_TEXT_HTML) {
      html(text, has_line);
    } else if (block_ == MD_BLOCK_CODE) {
      body_.preformatted(text);
    } else {
      put(text);
    }
  }

  // A block of HTML is read when it is whole; of HTML within a line only the tags arrive here.
  void html(std::string_view text, bool has_line) {
    if (block_ == MD_BLOCK_HTML) {
      if (html_.empty() || html_.back() == '\n') html_lines_.push_back(line_);
      if (has_line) html_lines_.back() = line_;
      html_ += text;
    } else if (text.starts_with("<br") || text.starts_with("<BR")) {
      body_.break_line();
    }
  }

  void put_html() {
    HtmlText html = html_text(std::exchange(html_, {}));
    for (LineMark& mark : html.body_lines) {
      mark.line = html_lines_[std::min<std::size_t>(mark.line, html_lines_.size()) - 1];
    }
    html_lines_.clear();
    body_.preformatted(html.body, html.body_lines);
  }

  void put(std::string_view text) {
    body_.flow(text);
    if (within_heading_) heading_.flow(text);
  }

  std::string_view text_;
  std::vector<const char*> lines_;  // where they begin
  std::uint64_t line_ = 1;          // of what md4c gave last
  PlainText body_;
  PlainText heading_;
  std::string html_;                       // the block that is read
  std::vector<std::uint64_t> html_lines_;  // where its lines stand
  MD_BLOCKTYPE block_ = MD_BLOCK_DOC;  // the innermost block that has been entered, and not left
  bool within_heading_ = false;
  std::exception_ptr failure_;
};

}  // namespace

MarkdownText markdown_text(std::string_view text) { return Converter(text).run(); }

void read_markdown(Input& input, Intake& intake) {
  const auto file = read_whole(input, intake);
  if (!file) return;
  FrontMatter front = parse_front_matter(file->text);
  for (const auto& [line, message] : front.problems) intake.problem(line, message);
  const std::string_view all = file->text;
  MarkdownText text = markdown_text(all.substr(front.size));
  const auto before =
      static_cast<std::uint64_t>(std::ranges::count(all.substr(0, front.size), '\n'));
  for (LineMark& mark : text.heading_lines) mark.line += before;
  for (LineMark& mark : text.body_lines) mark.line += before;
  std::vector<FieldLines> lines = std::move(front.lines);
  const auto set_lines = [&](std::string field, std::vector<LineMark>&& marks) {
    std::erase_if(lines, [&](const FieldLines& known) { return known.field == field; });
    lines.push_back({std::move(field), 1, std::move(marks)});
  };
  Document document = std::move(front.fields);
  if (document.text("title").empty() && !text.heading.empty()) {
    document.set("title", std::move(text.heading));
    set_lines("title", std::move(text.heading_lines));
  }
  document.set("body", std::move(text.body));
  set_lines("body", std::move(text.body_lines));
  intake.document(std::move(document), {}, {.replaced = file->replaced}, std::move(lines));
}

}  // namespace lodex::sources
