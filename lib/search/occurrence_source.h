// Where a word, an expansion or a phrase occurs in one field of one segment, and how often: the
// leaves of scored operators.
#pragma once

#include <memory>
#include <vector>

#include "postings/impacts.h"
#include "search/plan.h"
#include "search/window.h"
#include "segment/segment.h"

namespace lodex::search {

using Frequencies = std::array<std::uint32_t, kWindowSize>;

// See Operator for the order of calls.
class OccurrenceSource {
 public:
  virtual ~OccurrenceSource() = default;
  OccurrenceSource() = default;
  OccurrenceSource(const OccurrenceSource&) = delete;
  OccurrenceSource& operator=(const OccurrenceSource&) = delete;

  [[nodiscard]] virtual DocId next_candidate(DocId from) = 0;
  // Appends pairs of which one dominates every occurrence in the window; none where there is no
  // occurrence.
  virtual void dominate(const Window& window, std::vector<postings::Impact>& pairs) = 0;
  // Adds documents to `matches`, and how often it occurs in each to `freqs`.
  virtual void collect(const Window& window, Matches& matches, Frequencies& freqs) = 0;
  virtual void rewind() = 0;
};

// Null where the segment has nothing of it.
[[nodiscard]] std::unique_ptr<OccurrenceSource> make_occurrence_source(
    const Occurrences& occurrences, const segment::Segment& segment);

}  // namespace lodex::search
