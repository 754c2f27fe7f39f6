// Analyzers as Python holds them.
#pragma once

#include <nanobind/nanobind.h>

#include <memory>
#include <string>

#include "lodex/analysis.h"

namespace lodex::python {

// lodex.Analyzer.
struct PythonAnalyzer {
  std::shared_ptr<const Analyzer> analyzer;
};

// What json.dumps makes of a definition. Raises TypeError where it holds callables.
[[nodiscard]] std::string json_of(const nanobind::object& definition);

}  // namespace lodex::python
