#include "sources/html.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "sources/character_reference.h"
#include "sources/plain_text.h"
#include "sources/whole_file.h"

namespace lodex::sources {
namespace {

// Elements that begin and end lines, in byte order.
constexpr std::string_view kBlocks[] = {
    "address",   "article",  "aside",      "blockquote", "body",     "br",      "caption",
    "center",    "dd",       "details",    "dialog",     "dir",      "div",     "dl",
    "dt",        "fieldset", "figcaption", "figure",     "footer",   "form",    "frameset",
    "h1",        "h2",       "h3",         "h4",         "h5",       "h6",      "head",
    "header",    "hgroup",   "hr",         "html",       "legend",   "li",      "listing",
    "main",      "menu",     "nav",        "ol",         "optgroup", "option",  "p",
    "plaintext", "pre",      "search",     "section",    "select",   "summary", "table",
    "tbody",     "textarea", "tfoot",      "thead",      "title",    "tr",      "ul",
    "xmp"};
static_assert(std::ranges::is_sorted(kBlocks));

bool is_block(std::string_view name) { return std::ranges::binary_search(kBlocks, name); }

// How the standard reads what lies between the tags of an element.
enum class Content { kMarkup, kHidden, kRaw, kText };

Content content_kind(std::string_view name) {
  if (name == "script" || name == "style" || name == "iframe" || name == "noembed" ||
      name == "noframes") {
    return Content::kHidden;
  }
  if (name == "xmp" || name == "plaintext") return Content::kRaw;
  if (name == "title" || name == "textarea") return Content::kText;
  return Content::kMarkup;
}

class Scanner {
 public:
  explicit Scanner(std::string_view html) : rest_(html), counted_(html.data()) {}

  HtmlText run() {
    while (!rest_.empty()) {
      const std::size_t mark = std::min(rest_.find('<'), rest_.size());
      text(take(mark));
      if (!rest_.empty()) markup();
    }
    return {title_.take(), body_.take(), title_.take_lines(), body_.take_lines()};
  }

 private:
  std::string_view take(std::size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  // Passes over everything up to and with `mark`, or to the end.
  void skip_past(std::string_view mark) {
    const std::size_t at = rest_.find(mark);
    rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + mark.size());
  }

  void text(std::string_view text) {
    if (templates_ > 0 || text.empty()) return;
    if (text.find('&') == std::string_view::npos) {
      body_.at_line(line_of(text));
      return put(text);
    }
    put_resolved(text, body_, [this](std::string_view line) { put(line); });
  }
  // Resolves references and puts the text line by line, as one may stand for a line end. None goes
  // over one.
  template <class Put>
  void put_resolved(std::string_view text, PlainText& out, const Put& put) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
      out.within_line(line_of(text));
      put(resolved_references(text.substr(0, end)));
      text.remove_prefix(end);
    }
  }
  // The line in which a part of the page begins; asked for from the first to the last.
  std::uint64_t line_of(std::string_view part) {
    const char* begin = part.data();
    line_ += static_cast<std::uint64_t>(std::count(counted_, begin, '\n'));
    counted_ = begin;
    return line_;
  }
  void put(std::string_view text) {
    if (preformatted_ == 0) return body_.flow(text);
    // The line end that follows <pre> is not part of the text.
    if (std::exchange(at_pre_, false)) {
      if (text.starts_with('\r')) text.remove_prefix(1);
      if (text.starts_with('\n')) {
        text.remove_prefix(1);
        body_.skip_line_end();
      }
    }
    body_.preformatted(text);
  }

  // At a '<'.
  void markup() {
    const char next = rest_.size() > 1 ? rest_[1] : '\0';
    if (is_ascii_letter(next)) return start_tag();
    if (rest_.starts_with("<!--")) return comment();
    if (next == '!' || next == '?') return skip_past(">");
    if (next != '/' || rest_.size() < 3) return text(take(1));
    return is_ascii_letter(rest_[2]) ? end_tag() : skip_past(">");
  }

  void comment() {
    take(4);
    // "<!-->" and "<!--->" are whole comments.
    if (rest_.starts_with(">") || rest_.starts_with("->")) return skip_past(">");
    while (!rest_.empty()) {
      skip_past("--");
      while (rest_.starts_with("-")) take(1);
      if (rest_.starts_with("!>")) take(1);
      if (rest_.starts_with(">")) return void(take(1));
    }
  }

  void start_tag() {
    take(1);
    const std::string name = tag_name();
    const bool self_closing = skip_attributes();
    if (name == "template") ++templates_;
    if (name == "svg" && !self_closing) ++drawings_;
    separate(name);
    at_pre_ = name == "pre" || name == "listing";
    if (at_pre_) ++preformatted_;
    // In a drawing (SVG) elements of these names are ordinary ones.
    const Content content = content_kind(name);
    if (content != Content::kMarkup && (drawings_ == 0 || content == Content::kHidden)) {
      if (!self_closing || drawings_ == 0) element_text(name, content);
    }
  }

  void end_tag() {
    take(2);
    const std::string name = tag_name();
    skip_attributes();
    if (name == "template" && templates_ > 0) --templates_;
    if (name == "svg" && drawings_ > 0) --drawings_;
    if ((name == "pre" || name == "listing") && preformatted_ > 0) --preformatted_;
    separate(name);
  }

  // What the beginning or the end of an element separates.
  void separate(std::string_view name) {
    if (templates_ > 0) return;
    if (is_block(name)) body_.break_line();
    if (name == "td" || name == "th") body_.space();
  }

  std::string tag_name() {
    return ascii_lower_case(take(std::min(rest_.find_first_of(" \t\n\r\f/>"), rest_.size())));
  }

  // Passes over the attributes and the '>'. True where the tag ends with "/>".
  bool skip_attributes() {
    while (!rest_.empty()) {
      take(std::min(rest_.find_first_not_of(kWhiteSpace), rest_.size()));
      if (rest_.starts_with("/>")) {
        take(2);
        return true;
      }
      if (rest_.starts_with(">")) {
        take(1);
        return false;
      }
      skip_attribute();
    }
    return false;
  }
  void skip_attribute() {
    // The first character is part of the name, whatever it is.
    take(1);
    take(std::min(rest_.find_first_of(" \t\n\r\f/>="), rest_.size()));
    const std::size_t next = std::min(rest_.find_first_not_of(kWhiteSpace), rest_.size());
    if (!rest_.substr(next).starts_with('=')) return;
    take(next + 1);
    take(std::min(rest_.find_first_not_of(kWhiteSpace), rest_.size()));
    if (rest_.starts_with('"') || rest_.starts_with('\'')) {
      skip_past(take(1));
    } else {
      take(std::min(rest_.find_first_of(" \t\n\r\f>"), rest_.size()));
    }
  }

  // What lies between the tags of an element that has no markup within.
  void element_text(std::string_view name, Content content) {
    std::string_view inner = take(end_of(name));
    if (content == Content::kHidden || templates_ > 0) return;
    if (name == "title") {
      if (!title_.empty()) return;
      put_resolved(inner, title_, [this](std::string_view line) { title_.flow(line); });
      return;
    }
    if (inner.starts_with('\n')) inner.remove_prefix(1);
    if (content == Content::kText) {
      put_resolved(inner, body_, [this](std::string_view line) { body_.preformatted(line); });
    } else {
      body_.at_line(line_of(inner));
      body_.preformatted(inner);
    }
  }
  // Where the end tag of the element begins; without one, the end of the page.
  [[nodiscard]] std::size_t end_of(std::string_view name) const {
    std::size_t at = name == "plaintext" ? std::string_view::npos : rest_.find("</");
    for (; at != std::string_view::npos; at = rest_.find("</", at + 2)) {
      const std::string_view tag = rest_.substr(at + 2, name.size() + 1);
      if (tag.size() > name.size() && ascii_lower_case(tag.substr(0, name.size())) == name &&
          std::string_view(" \t\n\r\f/>").find(tag.back()) != std::string_view::npos) {
        return at;
      }
    }
    return rest_.size();
  }

  std::string_view rest_;
  const char* counted_;     // line ends before it are counted
  std::uint64_t line_ = 1;  // in which it lies
  PlainText title_;
  PlainText body_;
  // How many elements of these kinds are open.
  unsigned templates_ = 0;
  unsigned drawings_ = 0;
  unsigned preformatted_ = 0;
  bool at_pre_ = false;
};

}  // namespace

HtmlText html_text(std::string_view html) { return Scanner(html).run(); }

void read_html(Input& input, Intake& intake) {
  const auto file = read_whole(input, intake);
  if (!file) return;
  HtmlText page = html_text(file->text);
  Document document;
  if (!page.title.empty()) document.append("title", std::move(page.title));
  document.append("body", std::move(page.body));
  intake.document(
      std::move(document), {}, {.replaced = file->replaced},
      {{"title", 1, std::move(page.title_lines)}, {"body", 1, std::move(page.body_lines)}});
}

}  // namespace lodex::sources
