#include "sources/markdown.h"

#include <md4c.h>

#include <exception>
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
  MarkdownText run(std::string_view text) {
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
    const int result = ::md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, this);
    if (failure_) std::rethrow_exception(failure_);
    if (result != 0) throw std::bad_alloc();  // the one way in which it fails
    return {heading_.take(), body_.take()};
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
    if (type == MD_BLOCK_HTML) body_.preformatted(html_text(std::exchange(html_, {})).body);
    body_.break_line();
    block_ = MD_BLOCK_DOC;
    within_heading_ = false;
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
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
      html(text);
    } else if (block_ == MD_BLOCK_CODE) {
      body_.preformatted(text);
    } else {
      put(text);
    }
  }

  // A block of HTML is read when it is whole; of HTML within a line only the tags arrive here.
  void html(std::string_view text) {
    if (block_ == MD_BLOCK_HTML) {
      html_ += text;
    } else if (text.starts_with("<br") || text.starts_with("<BR")) {
      body_.break_line();
    }
  }

  void put(std::string_view text) {
    body_.flow(text);
    if (within_heading_) heading_.flow(text);
  }

  PlainText body_;
  PlainText heading_;
  std::string html_;
  MD_BLOCKTYPE block_ = MD_BLOCK_DOC;  // the innermost block that has been entered, and not left
  bool within_heading_ = false;
  std::exception_ptr failure_;
};

}  // namespace

MarkdownText markdown_text(std::string_view text) { return Converter().run(text); }

void read_markdown(Input& input, Intake& intake) {
  const auto file = read_whole(input, intake);
  if (!file) return;
  FrontMatter front = parse_front_matter(file->text);
  for (const auto& [line, message] : front.problems) intake.problem(line, message);
  MarkdownText text = markdown_text(std::string_view(file->text).substr(front.size));
  Document document = std::move(front.fields);
  if (document.text("title").empty() && !text.heading.empty()) {
    document.set("title", std::move(text.heading));
  }
  document.set("body", std::move(text.body));
  intake.document(std::move(document), {}, file->repaired);
}

}  // namespace lodex::sources
