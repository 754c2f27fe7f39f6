// Whether explanations are true: every number is what its parts make of it, and the root the score.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "lodex/search.h"

namespace lodex::test {

// The first node whose value is not what its description says of its details, as text; "" where
// there is none. A score is a product within 1e-5 and 1e-6 of it, as engines may round it; all else
// is exact but for the resolution of floats.
[[nodiscard]] std::string wrong_part(const Explanation& explanation);

// The first document of the searcher whose explanation is wrong, or tells another score than the
// search does, as text; "" where there is none. `tolerance`: of scores, relative.
[[nodiscard]] std::string wrong_explanation(const Searcher& searcher, const Query& query,
                                            SearchOptions options, double tolerance);

// Calls `visit` with the node and all below.
void for_each_node(Explanation& node, const std::function<void(Explanation&)>& visit);

// The first node whose description has this text, in the order of to_string(). Throws
// std::out_of_range where there is none.
[[nodiscard]] const Explanation& node_with(const Explanation& root, std::string_view text);

}  // namespace lodex::test
