// The order in which trec_eval ranks the documents of a run.
#pragma once

#include <limits>

#include "lodex/evaluation.h"

namespace lodex::evaluation {

// A score as trec_eval compares it: in single precision, so that scores which differ by less are
// equal. NaN, which no order has a place for, is the least.
[[nodiscard]] inline float single_score(double score) {
  return score == score ? static_cast<float>(score) : -std::numeric_limits<float>::infinity();
}

// Falling score, then falling document id in byte order.
[[nodiscard]] inline bool ranks_before(const RunEntry& a, const RunEntry& b) {
  const float left = single_score(a.score);
  const float right = single_score(b.score);
  return left != right ? left > right : a.document > b.document;
}

}  // namespace lodex::evaluation
