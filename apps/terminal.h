// What is known of the terminal, interruptions, and output that fails.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "arguments.h"

namespace lodex::app {

[[nodiscard]] bool output_is_terminal();
[[nodiscard]] bool errors_go_to_terminal();
// Columns of the terminal, 80 where they are not known.
[[nodiscard]] unsigned terminal_width();
// By --color, NO_COLOR and where the output goes.
[[nodiscard]] bool use_color(const Arguments& arguments);

// Ctrl-C is remembered, so that work can end in order.
void catch_interrupt();
[[nodiscard]] bool interrupted();
// Thrown where work ends because of it; exit status 130.
struct Interruption {};

// Writes "lodex: message" to standard error, made safe for a terminal.
void tell(std::string_view message);

// A line on standard error that shows how far a long work is, redrawn a few times a second; nothing
// where standard error is not a terminal, or `quiet`.
class Progress {
 public:
  explicit Progress(bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // `total` 0: unknown.
  void show(std::uint64_t done, std::uint64_t total, const std::string& note);
  void clear();

 private:
  bool shown_ = false;
  bool quiet_;
  std::int64_t next_ms_ = 0;
};

// A value of a document on a line of its own: what would break the line or the terminal is
// replaced.
[[nodiscard]] std::string one_line(const std::string& text);
// "1,234,567"
[[nodiscard]] std::string grouped(std::uint64_t number);
// "12.3 MB"
[[nodiscard]] std::string readable_bytes(std::uint64_t bytes);

}  // namespace lodex::app
