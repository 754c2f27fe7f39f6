#include "sources/front_matter.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/ascii.h"
#include "base/in_quotes.h"
#include "lodex/error.h"

namespace lodex::sources {
namespace {

constexpr std::string_view kBlank = " \t";

// Without the blanks at its ends.
std::string_view content_of(std::string_view line) { return trimmed(line, kBlank); }

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(kBlank), line.size());
}

std::size_t digits_from(std::string_view text, std::size_t at) {
  while (at < text.size() && is_ascii_digit(text[at])) ++at;
  return at;
}

// A number as JSON writes it, so that versions, dates, times and codes such as 007 stay strings.
std::optional<Value> number_of(std::string_view text) {
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  std::size_t at = digits_from(text, first);
  if (at == first || (text[first] == '0' && at > first + 1)) return {};
  const bool integer = at == text.size();
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = digits_from(text, at + 1);
    if (end == at + 1) return {};
    at = end;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const bool sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+');
    const std::size_t begin = at + (sign ? 2 : 1);
    at = digits_from(text, begin);
    if (at == begin) return {};
  }
  if (at != text.size()) return {};
  const auto read = [&](auto number) -> std::optional<Value> {
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    if (result.ec != std::errc()) return {};
    return Value(number);
  };
  return integer ? read(std::int64_t{}) : read(double{});
}

Value plain_value(std::string_view text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return {};
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  if (auto number = number_of(text)) return *std::move(number);
  return text;
}

// Reads one value from a line. Its methods throw DocumentError where the line is malformed.
class ValueScanner {
 public:
  explicit ValueScanner(std::string_view text) : rest_(text) {}

  // The value that is all of the text, but for a comment.
  Value whole() {
    skip_blanks();
    if (rest_.starts_with('{')) throw DocumentError("mappings within mappings are not read");
    Value value = rest_.starts_with('[')                              ? list()
                  : rest_.starts_with('"') || rest_.starts_with('\'') ? quoted_text()
                                                                      : plain(comment_begin());
    skip_blanks();
    if (!rest_.empty() && !rest_.starts_with('#')) {
      throw DocumentError("nothing is expected after the value; found " + in_quotes(rest_));
    }
    return value;
  }

  // A quoted string with its quotes.
  std::string quoted_text() { return rest_.starts_with('"') ? double_quoted() : single_quoted(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  void skip_blanks() { rest_.remove_prefix(indentation(rest_)); }
  std::string_view take(std::size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  // '#' begins a comment after a blank, or at the beginning.
  [[nodiscard]] std::size_t comment_begin() const {
    for (std::size_t at = rest_.find('#'); at != std::string_view::npos;
         at = rest_.find('#', at + 1)) {
      if (at == 0 || kBlank.find(rest_[at - 1]) != std::string_view::npos) return at;
    }
    return rest_.size();
  }
  Value plain(std::size_t size) { return plain_value(content_of(take(size))); }

  Value list() {
    take(1);
    Value::List items;
    while (true) {
      skip_blanks();
      if (rest_.starts_with(']')) break;
      if (rest_.starts_with('"') || rest_.starts_with('\'')) {
        items.emplace_back(quoted_text());
      } else {
        items.push_back(plain(std::min(rest_.find_first_of(",]"), rest_.size())));
      }
      skip_blanks();
      if (rest_.starts_with(']')) break;
      if (!rest_.starts_with(',')) throw DocumentError("a list has to end with \"]\" on its line");
      take(1);
    }
    take(1);
    return items;
  }

  // The escapes are those of JSON.
  std::string double_quoted() {
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != '"') end += rest_[end] == '\\' ? 2 : 1;
    if (end >= rest_.size()) throw DocumentError("a string has to end with its quote on its line");
    const std::string json = "{\"text\":" + std::string(take(end + 1)) + "}";
    return Document::from_json(json).text("text");
  }

  // A quote within is written twice.
  std::string single_quoted() {
    std::string out;
    take(1);
    while (true) {
      const std::size_t end = rest_.find('\'');
      if (end == std::string_view::npos) {
        throw DocumentError("a string has to end with its quote on its line");
      }
      out += take(end);
      take(1);
      if (!rest_.starts_with('\'')) return out;
      out += take(1);
    }
  }

  std::string_view rest_;
};

// The place of the colon that ends a key; nothing where the line has none.
std::size_t key_end(std::string_view line) {
  std::size_t colon = line.find(':');
  while (colon != std::string_view::npos && colon + 1 < line.size() &&
         kBlank.find(line[colon + 1]) == std::string_view::npos) {
    colon = line.find(':', colon + 1);
  }
  return colon;
}

bool is_item(std::string_view line) { return line == "-" || line.starts_with("- "); }

bool is_block_header(std::string_view value) {
  return (value.starts_with('|') || value.starts_with('>')) &&
         value.find_first_not_of("+-0123456789", 1) == std::string_view::npos;
}

class Parser {
 public:
  // `lines`: those between the dashes.
  explicit Parser(std::vector<std::string_view> lines) : lines_(std::move(lines)) {}

  FrontMatter run() {
    while (at_ < lines_.size()) {
      const std::size_t line = at_;
      try {
        entry();
      } catch (const DocumentError& error) {
        // The first of these lines is the second of the file.
        result_.problems.push_back({line + 2, error.what()});
        at_ = line + 1;
      }
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      Field& field = fields_[i];
      result_.lines.push_back({field.name, field_lines_[i]});
      result_.fields.append(std::move(field.name), std::move(field.value));
    }
    return std::move(result_);
  }

 private:
  // As Document::set, which looks at every field: a hostile file has a million.
  void set(const std::string& key, Value value, std::uint64_t line) {
    const auto [known, added] = places_.emplace(key, fields_.size());
    if (added) {
      fields_.push_back({key, std::move(value)});
      field_lines_.push_back(line);
    } else {
      field_lines_[known->second] = line;
      fields_[known->second].value = std::move(value);
    }
  }

  // A key with its value, which may take several lines; or a line to be passed over.
  void entry() {
    const std::string_view line = lines_[at_++];
    const std::uint64_t number = at_ + 1;  // the first of these lines is the second of the file
    const std::string_view content = content_of(line);
    if (content.empty() || content.starts_with('#')) return;
    auto [key, rest] = split(line);
    const std::string_view value = content_of(rest);
    if (is_block_header(value)) {
      set(key, block_text(value[0] == '>'), number + 1);
    } else if (value.empty() || value.starts_with('#')) {
      set(key, items(), number);
    } else {
      set(key, ValueScanner(value).whole(), number);
    }
  }

  static std::pair<std::string, std::string_view> split(std::string_view line) {
    std::string key;
    std::string_view rest = line;
    if (line.starts_with('"') || line.starts_with('\'')) {
      ValueScanner scanner(line);
      key = scanner.quoted_text();
      rest = scanner.rest();
      if (content_of(rest).starts_with(':')) rest.remove_prefix(rest.find(':'));
    } else {
      const std::size_t end = std::min(key_end(line), line.size());
      if (indentation(line) == 0) key = content_of(line.substr(0, end));
      rest.remove_prefix(end);
    }
    if (key.empty() || is_item(line) || !rest.starts_with(':')) {
      throw DocumentError("\"key: value\" is expected; found " + in_quotes(line));
    }
    return {std::move(key), rest.substr(1)};
  }

  // The lines `- item` that follow; null where there is none.
  Value items() {
    Value::List list;
    bool found = false;
    for (; at_ < lines_.size(); ++at_) {
      const std::string_view line = content_of(lines_[at_]);
      if (line.empty() || line.starts_with('#')) continue;
      if (!is_item(line)) break;
      found = true;
      try {
        list.push_back(ValueScanner(line.substr(1)).whole());
      } catch (const DocumentError& error) {
        result_.problems.push_back({at_ + 2, error.what()});
      }
    }
    return found ? Value(std::move(list)) : Value();
  }

  // The indented lines that follow: as they are, or folded to paragraphs of one line each.
  std::string block_text(bool folded) {
    std::string out;
    std::size_t indent = 0;
    std::size_t empty_lines = 0;
    for (; at_ < lines_.size(); ++at_) {
      const std::string_view line = lines_[at_];
      if (content_of(line).empty()) {
        ++empty_lines;
        continue;
      }
      if (indentation(line) == 0) break;
      if (indent == 0) indent = indentation(line);
      if (!out.empty()) {
        const std::size_t ends = folded ? empty_lines : empty_lines + 1;
        out += ends == 0 ? " " : std::string(ends, '\n');
      }
      out += line.substr(std::min(indent, indentation(line)));
      empty_lines = 0;
    }
    return out;
  }

  std::vector<std::string_view> lines_;
  std::size_t at_ = 0;
  std::vector<Field> fields_;
  std::vector<std::uint64_t> field_lines_;               // where their values begin
  std::unordered_map<std::string, std::size_t> places_;  // of the keys in fields_
  FrontMatter result_;
};

// Takes the first line off `text`, without its end and the blanks before that.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  const std::size_t last = line.find_last_not_of(" \t\r");
  return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace

FrontMatter parse_front_matter(std::string_view text) {
  std::string_view rest = text;
  if (take_line(rest) != "---") return {};
  std::vector<std::string_view> lines;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line == "---" || line == "...") {
      FrontMatter result = Parser(std::move(lines)).run();
      // Two rules with a text between them.
      if (result.fields.fields().empty() && !result.problems.empty()) return {};
      result.size = text.size() - rest.size();
      return result;
    }
    lines.push_back(line);
  }
  return {};
}

}  // namespace lodex::sources
