// Between str of Python and UTF-8 of C++. A str may hold lone surrogates, which UTF-8 cannot: they
// become U+FFFD, as invalid UTF-8 does in the library. A C++ string may hold bytes that are not
// UTF-8: they become U+FFFD in the str. So no text is ever an error.
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace lodex::python {

namespace nb = nanobind;

// Needs the GIL. `text` has to be a str. `changed` tells whether surrogates were replaced.
[[nodiscard]] std::string utf8_of(nb::handle text, bool* changed = nullptr);
[[nodiscard]] nb::str str_of(std::string_view utf8);
// A path: bytes that are not UTF-8 come back as Python's own functions give them.
[[nodiscard]] nb::str str_of_path(const std::string& path);

// The number of characters that begin within the first `bytes` bytes: an index into the str.
[[nodiscard]] std::size_t character_index(std::string_view utf8, std::size_t bytes) noexcept;

// A parameter or result of a bound function: a str, nothing else.
struct Text {
  std::string utf8;
};

}  // namespace lodex::python

namespace nanobind::detail {

template <>
struct type_caster<lodex::python::Text> {
  NB_TYPE_CASTER(lodex::python::Text, const_name("str"))

  bool from_python(handle source, auto /*flags*/, cleanup_list*) noexcept {
    if (!PyUnicode_Check(source.ptr())) return false;
    try {
      value.utf8 = lodex::python::utf8_of(source);
      return true;
    } catch (const std::exception&) {  // no memory
      PyErr_Clear();
      return false;
    }
  }
  static handle from_cpp(const lodex::python::Text& text, rv_policy, cleanup_list*) noexcept {
    return PyUnicode_DecodeUTF8(text.utf8.data(), static_cast<Py_ssize_t>(text.utf8.size()),
                                "replace");
  }
};

}  // namespace nanobind::detail
