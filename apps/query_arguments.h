// What arguments say of a query: how its text is read, what restricts it, by which model it scores.
#pragma once

#include "arguments.h"
#include "lodex/search.h"

namespace lodex::app {

[[nodiscard]] ParseOptions parse_options(const Arguments& arguments);
// Filter and model; all else as it is by default.
[[nodiscard]] SearchOptions scoring_options(const Arguments& arguments, const Searcher& searcher);

}  // namespace lodex::app
