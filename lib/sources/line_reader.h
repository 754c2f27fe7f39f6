// The lines of an input, as views of one buffer that is used again and again.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sources/input.h"
#include "sources/intake.h"

namespace lodex::sources {

// A line is copied only where it lies across the end of a block, and may be of any length: the
// buffer grows to hold the longest one. Not thread-safe; input and intake have to outlive it.
class LineReader {
 public:
  LineReader(Input& input, Intake& intake);

  // The next line with its '\n', which only the last one may lack; false at the end. A byte order
  // mark before the first line is left out. The view lives until the next call, and the bytes after
  // it are readable, as JsonReader::read_padded asks for.
  [[nodiscard]] bool next(std::string_view& line);
  // The number of the line that next() gave last, from 1.
  [[nodiscard]] std::uint64_t number() const { return number_; }

 private:
  void fill();
  [[nodiscard]] std::string_view take(std::size_t size);

  Input& input_;
  Intake& intake_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;    // of the bytes not yet given out
  std::size_t scanned_ = 0;  // bytes from begin_ on that have no '\n'
  std::size_t end_ = 0;
  bool at_end_ = false;
  std::uint64_t number_ = 0;
};

}  // namespace lodex::sources
