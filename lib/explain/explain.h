// Why a document has its score: the same explanation for all engines.
#pragma once

#include "explain/evidence.h"
#include "lodex/config.h"
#include "lodex/search.h"

namespace lodex::explain {

// Follows the tree of the query. The question is one that the engine can answer: that its fields
// are there, and have what is asked of them, was seen before.
[[nodiscard]] LODEX_API Explanation explain(const Question& question, const Evidence& evidence);

}  // namespace lodex::explain
