// Options of sources, as Python gives them.
#pragma once

#include <optional>
#include <string>

#include "lodex/sources.h"
#include "text.h"

namespace lodex::python {

// Throws UsageError where there is no such format.
[[nodiscard]] SourceOptions source_options(const Text& format, const std::optional<Text>& id,
                                           bool strict);

}  // namespace lodex::python
