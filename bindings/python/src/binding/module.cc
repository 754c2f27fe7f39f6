// lodex._lodex: the library as the package lodex wraps it. Nothing here is public by itself; see
// src/lodex/__init__.py for what is.
#include <nanobind/nanobind.h>

#include "bindings.h"
#include "lodex/config.h"

NB_MODULE(_lodex, module) {
  namespace python = lodex::python;
  module.doc() = "The library lodex, to be used through the package lodex.";
  module.def("version", lodex::version, "The version of the library.");
  module.def("unicode_version", lodex::unicode_version,
             "The version of Unicode that cuts and folds text.");
  module.def("icu_version", lodex::icu_version, "The version of ICU that cuts and folds text.");
  python::bind_errors();
  python::bind_analysis(module);
  python::bind_schema(module);
  python::bind_query(module);
  python::bind_document_stream(module);
  python::bind_sources(module);
  python::bind_evaluation(module);
  python::bind_search(module);
  python::bind_writer(module);
  python::bind_index(module);
}
