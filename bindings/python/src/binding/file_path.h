// A path as Python gives it: str, bytes or os.PathLike.
#pragma once

#include <nanobind/nanobind.h>

#include <filesystem>
#include <string>

namespace lodex::python {

// A parameter of a bound function. Like nanobind's caster of std::filesystem::path, but with a type
// that stubs can be checked with.
struct FilePath {
  std::string bytes;  // as the system takes them, without a NUL

  [[nodiscard]] std::filesystem::path path() const { return bytes; }
};

}  // namespace lodex::python

namespace nanobind::detail {

template <>
struct type_caster<lodex::python::FilePath> {
  NB_TYPE_CASTER(lodex::python::FilePath, const_name("str | os.PathLike[str]"))

  bool from_python(handle source, auto /*flags*/, cleanup_list*) noexcept {
    PyObject* encoded = nullptr;
    if (PyUnicode_FSConverter(source.ptr(), &encoded) == 0) {
      PyErr_Clear();
      return false;
    }
    const auto owned = steal<nanobind::bytes>(encoded);
    try {
      value.bytes.assign(owned.c_str(), owned.size());
      return true;
    } catch (const std::exception&) {  // no memory
      return false;
    }
  }
};

}  // namespace nanobind::detail
