// Classes whose objects only make sense in this process.
#pragma once

#include <nanobind/nanobind.h>

namespace lodex::python {

namespace nb = nanobind;

// Pickling and copying raise TypeError with this message, which has to outlive the module.
template <class T>
void refuse_pickling(nb::class_<T>& type, const char* message) {
  type.def(
      "__reduce__", [message](const T&) -> nb::object { throw nb::type_error(message); },
      nb::sig("def __reduce__(self) -> typing.NoReturn"));
}

}  // namespace lodex::python
