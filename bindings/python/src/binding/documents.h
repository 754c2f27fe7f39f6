// Between Python's values and documents.
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>

#include "lodex/document.h"

namespace lodex::python {

namespace nb = nanobind;

// All of these need the GIL.

// None, NaN, NaT and NA are null; bool, int, float and str are themselves; dates and times become
// ISO 8601 text, lists and tuples lists, dicts JSON; NumPy's scalars and arrays are taken for what
// they hold. Throws TypeError that names the type for everything else, bytes above all.
[[nodiscard]] Value to_value(nb::handle object);
// A dict, or another mapping, from str to such values.
[[nodiscard]] Document to_document(nb::handle object);

[[nodiscard]] nb::object to_python(const Value& value);
[[nodiscard]] nb::dict to_python(const Document& document);

// About the memory of its strings, in bytes.
[[nodiscard]] std::size_t weight_of(const Document& document);

}  // namespace lodex::python
