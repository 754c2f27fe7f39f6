// The one place where errors of the library become exceptions of Python: the classes of
// lodex/errors.py, with the attributes path and offset.
#include <nanobind/nanobind.h>

#include "bindings.h"
#include "callable_analyzer.h"
#include "lodex/error.h"
#include "text.h"

namespace lodex::python {
namespace {

// Sets the exception, or another one where that fails.
void set_error(const char* class_name, const Error& error) noexcept {
  try {
    const nb::object type = nb::module_::import_("lodex.errors").attr(class_name);
    const nb::object exception = type(str_of(error.what()));
    if (!error.path().empty()) exception.attr("path") = str_of_path(error.path());
    if (error.offset()) exception.attr("offset") = *error.offset();
    PyErr_SetObject(type.ptr(), exception.ptr());
  } catch (nb::python_error& other) {
    other.restore();
  } catch (const std::exception& other) {
    PyErr_SetString(PyExc_RuntimeError, other.what());
  }
}

void translate(const std::exception_ptr& exception, void*) {
  try {
    std::rethrow_exception(exception);
  } catch (const PythonFailure& failure) {
    failure.restore();
  } catch (const QueryError& error) {
    set_error("QueryError", error);
  } catch (const CorruptIndexError& error) {
    set_error("CorruptIndexError", error);
  } catch (const LockError& error) {
    set_error("LockError", error);
  } catch (const LimitError& error) {
    set_error("LimitError", error);
  } catch (const IoError& error) {
    set_error("IoError", error);
  } catch (const DocumentError& error) {
    set_error("DocumentError", error);
  } catch (const SchemaError& error) {
    set_error("SchemaError", error);
  } catch (const UsageError& error) {
    set_error("UsageError", error);
  } catch (const Error& error) {
    set_error("Error", error);
  }
}

}  // namespace

void bind_errors() { nb::register_exception_translator(translate); }

}  // namespace lodex::python
