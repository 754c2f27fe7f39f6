// Phrases within one document.
#pragma once

#include <cstdint>
#include <vector>

#include "lodex/query.h"

namespace lodex::postings {

// In how many places a phrase stands. `positions[i]` are the rising positions of its i-th term,
// `offsets[i]` where that stands relative to the first term in an exact match (rising).
//
// Exact (no slop, ordered): the number of p such that every term i stands at p + offsets[i].
// Else the number of minimal stretches: choices of one position for each term, in the order of the
// terms if `ordered` and all different, whose last position is at most slop more from the first
// than offsets.back(), and that contain no other such stretch.
[[nodiscard]] LODEX_API std::uint32_t count_phrase(
    const std::vector<std::vector<std::uint32_t>>& positions,
    const std::vector<std::uint32_t>& offsets, PhraseOptions options);

// A stretch of positions, first and last.
struct Stretch {
  std::uint32_t first;
  std::uint32_t last;
};
// The places themselves, by rising first position.
[[nodiscard]] std::vector<Stretch> find_phrase(
    const std::vector<std::vector<std::uint32_t>>& positions,
    const std::vector<std::uint32_t>& offsets, PhraseOptions options);

}  // namespace lodex::postings
