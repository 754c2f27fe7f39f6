#include "query/scanner.h"

#include <algorithm>
#include <charconv>
#include <climits>

namespace lodex::query {
namespace {

constexpr std::string_view kOpenQuote = "\xe2\x80\x9c";
constexpr std::string_view kCloseQuote = "\xe2\x80\x9d";

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
// What ends a word.
bool is_boundary(char c) { return is_space(c) || c == '(' || c == ')' || c == '"'; }

// The size of a number like "2" or "0.5" at the beginning of the text; 0 where there is none.
std::size_t number_size(std::string_view text, bool real) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  if (real && size > 0 && size + 1 < text.size() && text[size] == '.' && is_digit(text[size + 1])) {
    ++size;
    while (size < text.size() && is_digit(text[size])) ++size;
  }
  return size;
}

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc()) return {};
  return number;
}

// The bytes of a word, told apart from its escapes.
struct Raw {
  std::string_view bytes;

  // The last unescaped `c`, where nothing but `tail` characters follows it.
  template <class IsTail>
  [[nodiscard]] std::size_t suffix(char c, IsTail is_tail) const {
    std::size_t at = bytes.size();
    while (at > 0 && is_tail(bytes[at - 1])) --at;
    if (at == 0 || bytes[at - 1] != c || is_escaped(at - 1)) return std::string_view::npos;
    return at - 1;
  }
  [[nodiscard]] bool is_escaped(std::size_t at) const {
    std::size_t slashes = 0;
    while (slashes < at && bytes[at - slashes - 1] == '\\') ++slashes;
    return slashes % 2 == 1;
  }
  [[nodiscard]] bool is_wildcard(std::size_t at) const {
    return (bytes[at] == '*' || bytes[at] == '?') && !is_escaped(at);
  }
};

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

}  // namespace

void Scanner::skip_space() {
  while (!at_end() && is_space(text_[at_])) ++at_;
}

bool Scanner::at_operand_end() {
  skip_space();
  return at_end() || peek() == ')';
}

bool Scanner::take(char c) {
  if (peek() != c || at_end()) return false;
  ++at_;
  return true;
}

bool Scanner::take_sign(char sign) {
  if (peek() != sign || at_ + 1 >= text_.size() || is_space(text_[at_ + 1])) return false;
  if (sign == '-' && text_[at_ + 1] == '-') return false;
  ++at_;
  return true;
}

bool Scanner::take_keyword(std::string_view keyword) {
  std::size_t at = at_;
  while (at < text_.size() && is_space(text_[at])) ++at;
  const std::string_view here = text_.substr(at);
  if (!here.starts_with(keyword)) return false;
  if (here.size() > keyword.size() && !is_boundary(here[keyword.size()])) return false;
  at_ = at + keyword.size();
  return true;
}

bool Scanner::peek_near() const {
  Scanner copy = *this;
  return copy.take_near(0).has_value();
}

std::optional<std::uint32_t> Scanner::take_near(std::uint32_t default_distance) {
  const std::size_t before = at_;
  skip_space();
  const std::string_view here = rest();
  if (here.starts_with("NEAR")) {
    at_ += 4;
    if (at_end() || is_boundary(peek())) return default_distance;
    if (take('/')) {
      const std::size_t size = number_size(rest(), false);
      const auto distance = number_of<std::uint32_t>(rest().substr(0, size));
      if (distance && (size == rest().size() || is_boundary(rest()[size]))) {
        at_ += size;
        return distance;
      }
    }
  }
  at_ = before;
  return {};
}

std::optional<double> Scanner::take_boost() {
  if (peek() != '^') return {};
  const std::size_t size = number_size(text_.substr(at_ + 1), true);
  const auto number = number_of<double>(text_.substr(at_ + 1, size));
  if (size == 0 || !number || !(*number > 0) || *number > 1e6) return {};
  at_ += 1 + size;
  return number;
}

std::optional<std::uint32_t> Scanner::take_slop() {
  if (peek() != '~') return {};
  const std::size_t size = number_size(text_.substr(at_ + 1), false);
  const auto number = number_of<std::uint32_t>(text_.substr(at_ + 1, size));
  if (size == 0 || !number) return {};
  at_ += 1 + size;
  return std::min<std::uint32_t>(*number, 1'000'000);
}

std::optional<Scanner::FieldName> Scanner::peek_field_name() const {
  FieldName name;
  for (std::size_t i = at_; i < text_.size() && !is_boundary(text_[i]); ++i) {
    if (text_[i] == '\\' && i + 1 < text_.size()) {
      ++i;
    } else if (text_[i] == ':') {
      name.size = i + 1 - at_;
      if (name.text.empty()) return {};
      return name;
    }
    name.text += text_[i];
  }
  return {};
}

bool Scanner::take_star() {
  if (peek() != '*' || word_size() != 1) return false;
  ++at_;
  return true;
}

bool Scanner::peek_typographic_quote() const { return rest().starts_with(kOpenQuote); }

std::optional<std::string> Scanner::take_quoted() {
  const bool typographic = peek_typographic_quote();
  std::size_t at = at_ + (typographic ? kOpenQuote.size() : 1);
  std::string out;
  while (at < text_.size()) {
    const std::string_view here = text_.substr(at);
    if (here[0] == '\\' && here.size() > 1) {
      out += here[1];
      at += 2;
    } else if (typographic && here.starts_with(kCloseQuote)) {
      at_ = at + kCloseQuote.size();
      return out;
    } else if (!typographic && here[0] == '"') {
      at_ = at + 1;
      return out;
    } else {
      out += here[0];
      ++at;
    }
  }
  return {};
}

// The size of /…/ with its slashes; 0 where none stands here. A path like /usr/bin is none: what
// follows the second slash has to end the word.
std::size_t Scanner::regex_size() const {
  const std::string_view here = rest();
  if (here.size() < 3 || here[0] != '/') return 0;
  for (std::size_t i = 1; i < here.size() && !is_space(here[i]); ++i) {
    if (here[i] == '\\') {
      ++i;
    } else if (here[i] == '/') {
      const bool ends = i + 1 == here.size() || is_boundary(here[i + 1]) || here[i + 1] == '^';
      return i > 1 && ends ? i + 1 : 0;
    }
  }
  return 0;
}

bool Scanner::peek_regex() const { return regex_size() > 0; }

std::string Scanner::take_regex() {
  const std::size_t size = regex_size();
  const std::string_view inner = rest().substr(1, size - 2);
  at_ += size;
  std::string out;
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] == '\\' && i + 1 < inner.size() && inner[i + 1] == '/') ++i;
    out += inner[i];
  }
  return out;
}

std::optional<Scanner::BracketRange> Scanner::take_range() {
  const std::string_view here = rest();
  const std::size_t end = here.find_first_of("]}");
  if (end == std::string_view::npos) return {};
  const std::string_view inner = here.substr(1, end - 1);
  const std::size_t to = inner.find(" TO ");
  if (to == std::string_view::npos) return {};
  const auto trimmed = [](std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    if (text.size() > 1 && text.front() == '"' && text.back() == '"') {
      text = text.substr(1, text.size() - 2);
    }
    return unescaped(text);
  };
  BracketRange range{trimmed(inner.substr(0, to)), trimmed(inner.substr(to + 4)), here[0] == '[',
                     here[end] == ']'};
  at_ += end + 1;
  return range;
}

std::size_t Scanner::word_size() const {
  const std::string_view here = rest();
  std::size_t size = 0;
  while (size < here.size() && !is_boundary(here[size])) {
    size += here[size] == '\\' && size + 1 < here.size() ? 2 : 1;
  }
  return size;
}

bool Scanner::peek_word() const {
  return word_size() > 0 && !peek_typographic_quote() && !peek_regex();
}

Scanner::Word Scanner::take_word() {
  Raw raw{rest().substr(0, word_size())};
  Word word;
  // ^n is left for take_boost().
  const std::size_t boost = raw.suffix('^', [](char c) { return is_digit(c) || c == '.'; });
  if (boost != std::string_view::npos && boost > 0 &&
      Scanner(raw.bytes.substr(boost)).take_boost()) {
    raw.bytes = raw.bytes.substr(0, boost);
  }
  at_ += raw.bytes.size();
  const std::size_t fuzzy = raw.suffix('~', is_digit);
  if (fuzzy != std::string_view::npos && fuzzy > 0) {
    const std::string_view edits = raw.bytes.substr(fuzzy + 1);
    word.edits = edits.empty() ? 1 : number_of<unsigned>(edits).value_or(UINT_MAX);
    raw.bytes = raw.bytes.substr(0, fuzzy);
  }
  if (raw.bytes == "*") {
    word.is_star = true;
    return word;
  }
  // People end questions with a question mark: one at the end of a word is punctuation.
  while (!raw.bytes.empty() && raw.bytes.back() == '?' && !raw.is_escaped(raw.bytes.size() - 1)) {
    raw.bytes.remove_suffix(1);
  }
  std::size_t wildcards = 0;
  for (std::size_t i = 0; i < raw.bytes.size(); ++i) wildcards += raw.is_wildcard(i) ? 1 : 0;
  const bool star_last =
      !raw.bytes.empty() && raw.bytes.back() == '*' && !raw.is_escaped(raw.bytes.size() - 1);
  word.is_prefix = wildcards == 1 && star_last;
  word.is_pattern = wildcards > 0 && !word.is_prefix;
  word.pattern = raw.bytes;
  word.text = unescaped(word.is_prefix ? raw.bytes.substr(0, raw.bytes.size() - 1) : raw.bytes);
  word.range_dots = word.text.find("..") != std::string::npos;
  return word;
}

}  // namespace lodex::query
