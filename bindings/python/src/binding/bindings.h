// The parts of the module, each in a file of its name.
#pragma once

#include <nanobind/nanobind.h>

namespace lodex::python {

void bind_errors();
void bind_analysis(nanobind::module_& module);
void bind_schema(nanobind::module_& module);
void bind_query(nanobind::module_& module);
void bind_document_stream(nanobind::module_& module);
void bind_sources(nanobind::module_& module);
void bind_evaluation(nanobind::module_& module);
void bind_search(nanobind::module_& module);
void bind_writer(nanobind::module_& module);
void bind_index(nanobind::module_& module);

}  // namespace lodex::python
