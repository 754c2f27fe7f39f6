// Operators of words: they match where a word occurs and score it by BM25.
#pragma once

#include <memory>

#include "lodex/search.h"
#include "ranking/bm25.h"
#include "search/operators.h"
#include "search/plan.h"
#include "segment/segment.h"

namespace lodex::search {

// One field: BM25. Several: BM25F.
[[nodiscard]] std::unique_ptr<Operator> scored_operator(const ScoredPlan& plan, const Bm25& model,
                                                        const ranking::ScoreScale& scale,
                                                        const segment::Segment& segment);

}  // namespace lodex::search
