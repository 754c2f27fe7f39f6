// Many searches at once.
#pragma once

#include <vector>

#include "lodex/evaluation.h"
#include "lodex/search.h"

namespace lodex::python {

// The answers in the order of the queries, found by `threads` threads (0: as many as the machine
// has). Call with the GIL, which is released once. Throws what the first query that fails throws,
// and what a handler of a signal raises.
[[nodiscard]] std::vector<Results> search_all(const Searcher& searcher,
                                              const std::vector<Query>& queries,
                                              const SearchOptions& options, unsigned threads);

}  // namespace lodex::python
