// The text of a query, cut into what the parser asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lodex::query {

// Walks over the text; peek… look, take… consume. Copying one remembers a place to go back to.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] std::size_t offset() const { return at_; }
  // The next byte, or NUL at the end.
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[at_]; }
  void skip() { ++at_; }
  void skip_space();
  // Whether the list or group ends here, behind white space.
  [[nodiscard]] bool at_operand_end();
  bool take(char c);

  // '+' or '-' with something directly behind it; but "--help" begins a word.
  bool take_sign(char sign);
  // A word in capitals with nothing of a word behind it; white space before it is skipped.
  bool take_keyword(std::string_view keyword);
  // NEAR or NEAR/n.
  [[nodiscard]] bool peek_near() const;
  std::optional<std::uint32_t> take_near(std::uint32_t default_distance);
  // ^n directly here.
  std::optional<double> take_boost();
  // ~n directly here.
  std::optional<std::uint32_t> take_slop();

  // A name and a colon.
  struct FieldName {
    std::string text;
    std::size_t size = 0;  // bytes with the colon
  };
  [[nodiscard]] std::optional<FieldName> peek_field_name() const;
  void take(const FieldName& name) { at_ += name.size; }
  // A '*' that is a whole word.
  bool take_star();

  // Text in "…" or in typographic quotes, without its escapes; nothing where it is not closed.
  [[nodiscard]] bool peek_typographic_quote() const;
  std::optional<std::string> take_quoted();
  // /…/ as a whole word, without white space.
  [[nodiscard]] bool peek_regex() const;
  std::string take_regex();

  struct BracketRange {
    std::string lower;
    std::string upper;
    bool include_lower = true;
    bool include_upper = true;
  };
  // [a TO b], {a TO b}, or mixed.
  std::optional<BracketRange> take_range();

  // What stands up to white space, a parenthesis or a quotation mark, less ^n and ~n at its end.
  struct Word {
    std::string text;     // without escapes; without the '*' of a prefix
    std::string pattern;  // with escapes, where is_pattern
    bool is_star = false;
    bool is_prefix = false;         // ends in its only '*'
    bool is_pattern = false;        // has '*' or '?' elsewhere
    bool range_dots = false;        // has ".."
    std::optional<unsigned> edits;  // as asked for, which may be more than there are
  };
  [[nodiscard]] bool peek_word() const;
  Word take_word();

 private:
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] std::size_t word_size() const;
  [[nodiscard]] std::size_t regex_size() const;

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace lodex::query
