// Builds the text of a marked-up document as a person reads it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lodex/origin.h"

namespace lodex::sources {

// The white space of HTML and Markdown. The no-break space is not among it.
inline constexpr std::string_view kWhiteSpace = " \t\n\r\f";

// Words with one space between them, every block on lines of its own, no line empty but within
// preformatted text, nothing at the beginning and the end.
class PlainText {
 public:
  // What follows stands in this line of the source. Lines that end within it are counted.
  void at_line(std::uint64_t line) {
    line_ = line;
    step_ = 1;
  }
  // What follows stands in this line of the source, line ends and all.
  void within_line(std::uint64_t line) {
    line_ = line;
    step_ = 0;
  }
  // A line end that is not part of the text.
  void skip_line_end() { line_ += step_; }
  // Text in which a run of white space is worth one space.
  void flow(std::string_view text);
  // Text that is kept as it is: code.
  void preformatted(std::string_view text);
  // Text of a builder, whose lines are known.
  void preformatted(std::string_view text, std::span<const LineMark> lines);
  // A gap between words, such as between the cells of a table.
  void space() { gap_ = true; }
  // The end of a block, a line, a row. Any number of them is worth one.
  void break_line();

  [[nodiscard]] bool empty() const { return out_.empty(); }
  // The text; the builder is empty afterwards.
  [[nodiscard]] std::string take();
  // Where the words of the text stand, as at_line() told; once.
  [[nodiscard]] std::vector<LineMark> take_lines() { return std::exchange(lines_, {}); }

 private:
  void fill_gap();
  void put(std::string_view word);

  std::string out_;
  bool gap_ = false;  // white space that a following word needs
  std::uint64_t line_ = 1;
  std::uint64_t step_ = 1;  // lines that a line end goes on by
  std::vector<LineMark> lines_;
};

}  // namespace lodex::sources
