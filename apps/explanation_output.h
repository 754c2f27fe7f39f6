// How explanations are printed.
#pragma once

#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "lodex/search.h"

namespace lodex::app {

// A line for each node, behind `indent`, safe for a terminal.
void write_explanation(std::ostream& out, const Explanation& explanation, std::string_view indent);
// matches, value, description, details.
[[nodiscard]] nlohmann::ordered_json explanation_json(const Explanation& explanation);

}  // namespace lodex::app
