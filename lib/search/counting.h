// How many documents match, where nothing else is asked.
#pragma once

#include <cstddef>
#include <cstdint>

#include "search/collection.h"
#include "search/plan.h"

namespace lodex::search {

// The number of live documents that match; nothing is scored. A word is counted from its
// statistics; dense lists are counted as bits of windows, sparse ones document by document.
[[nodiscard]] std::uint64_t count(const Plan& plan, const Collection& collection);
// Those of one segment.
[[nodiscard]] std::uint64_t count(const Plan& plan, const Collection& collection,
                                  std::size_t segment);

}  // namespace lodex::search
