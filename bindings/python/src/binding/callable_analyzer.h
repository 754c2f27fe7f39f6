// Analyzers and filters that are functions of Python.
#pragma once

#include <nanobind/nanobind.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/analysis.h"

namespace lodex::python {

namespace nb = nanobind;

// A function of Python that C++ may hold longer than Python lives, and call from any thread. Before
// Python ends the function is let go of, and calls fail with UsageError.
class Callable {
 public:
  explicit Callable(nb::object function);
  ~Callable();
  Callable(const Callable&) = delete;
  Callable& operator=(const Callable&) = delete;

  // Calls `use(function)` with the GIL. What Python raises is thrown as PythonFailure.
  template <class Use>
  void with(const Use& use) const;

 private:
  friend void end_callables();
  nb::object function_;  // touched with the GIL only
};

// What a function raised, on its way through the library. Caught by nobody there; becomes the same
// exception again where the library was called.
class PythonFailure : public std::exception {
 public:
  // Needs the GIL.
  explicit PythonFailure(nb::python_error&& error);
  [[nodiscard]] const char* what() const noexcept override { return message_->c_str(); }
  // Needs the GIL. Sets the exception in Python.
  void restore() const;

 private:
  std::shared_ptr<nb::python_error> error_;
  std::shared_ptr<const std::string> message_;  // "ValueError: ..."
};

// To be called before Python ends: waits for functions that are being called, and lets go of all.
void end_callables();

// A function from a text (str) to its tokens: an iterable of terms (str) or of tuples (term, begin,
// end[, position]) or Tokens, with indices of the str. `normalize` may be None.
[[nodiscard]] std::shared_ptr<const Analyzer> callable_tokenizer(nb::object function,
                                                                 nb::object normalize);

// A function from the list of tokens to those that are left.
[[nodiscard]] std::shared_ptr<const TokenFilter> callable_filter(nb::object function);

// A token as Python sees it: with indices of the str.
struct PythonToken {
  std::string term;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint32_t position = 0;
};

// Between indices of a str and bytes of its UTF-8.
class TextPlaces {
 public:
  explicit TextPlaces(std::string_view utf8);
  [[nodiscard]] std::size_t size() const { return size_; }  // characters
  [[nodiscard]] std::size_t index_of(std::size_t byte) const;
  [[nodiscard]] std::size_t byte_of(std::size_t index) const;

 private:
  std::size_t size_;
  std::vector<std::uint32_t> bytes_;  // of each character, and the end; empty where all is ASCII
};

}  // namespace lodex::python
