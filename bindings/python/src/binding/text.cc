#include "text.h"

namespace lodex::python {
namespace {

// Surrogates, which Python's codec writes as three bytes each, become U+FFFD, which has three too.
void replace_surrogates(std::string& utf8) {
  for (std::size_t i = 0; i + 2 < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const auto next = static_cast<unsigned char>(utf8[i + 1]);
    if (lead == 0xed && next >= 0xa0) utf8.replace(i, 3, "\xef\xbf\xbd");
  }
}

}  // namespace

std::string utf8_of(nb::handle text, bool* changed) {
  if (changed != nullptr) *changed = false;
  Py_ssize_t size = 0;
  if (const char* utf8 = PyUnicode_AsUTF8AndSize(text.ptr(), &size)) {
    return {utf8, static_cast<std::size_t>(size)};
  }
  if (PyErr_ExceptionMatches(PyExc_UnicodeEncodeError) == 0) throw nb::python_error();
  PyErr_Clear();
  const nb::bytes bytes =
      nb::steal<nb::bytes>(PyUnicode_AsEncodedString(text.ptr(), "utf-8", "surrogatepass"));
  if (!bytes.is_valid()) throw nb::python_error();
  std::string out(bytes.c_str(), bytes.size());
  replace_surrogates(out);
  if (changed != nullptr) *changed = true;
  return out;
}

nb::str str_of(std::string_view utf8) {
  const auto text = nb::steal<nb::str>(
      PyUnicode_DecodeUTF8(utf8.data(), static_cast<Py_ssize_t>(utf8.size()), "replace"));
  if (!text.is_valid()) throw nb::python_error();
  return text;
}

nb::str str_of_path(const std::string& path) {
  const auto text = nb::steal<nb::str>(
      PyUnicode_DecodeFSDefaultAndSize(path.data(), static_cast<Py_ssize_t>(path.size())));
  if (!text.is_valid()) throw nb::python_error();
  return text;
}

std::size_t character_index(std::string_view utf8, std::size_t bytes) noexcept {
  std::size_t characters = 0;
  for (const char byte : utf8.substr(0, bytes)) {
    if ((static_cast<unsigned char>(byte) & 0xc0) != 0x80) ++characters;
  }
  return characters;
}

}  // namespace lodex::python
