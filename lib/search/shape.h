// What kind of query a plan is over one segment, where it is one of the common kinds.
#pragma once

#include <cstdint>
#include <vector>

#include "base/term_info.h"
#include "search/plan.h"
#include "search/term_scorer.h"
#include "segment/segment.h"

namespace lodex::search {

struct Shape {
  enum class Kind : std::uint8_t {
    kOther,
    kNothing,  // no document of the segment matches
    kAllOf,    // words in one field each, which must all occur; a single word as well
    kAnyOf,    // words in one field each, of which any may occur
    kPhrase,   // words of one field one after the other
  };
  // A word that the segment has.
  struct Word {
    const segment::SegmentField* field = nullptr;
    TermInfo info;
    ranking::Bm25Term formula;
    simd::LengthArray lengths;
    std::uint32_t offset = 0;  // in the phrase

    [[nodiscard]] postings::TermCursor cursor() const { return field->cursor(info); }
    [[nodiscard]] TermScorer scorer() const { return {cursor(), formula, lengths}; }
    [[nodiscard]] std::uint32_t doc_freq() const { return info.doc_freq; }
  };

  Kind kind = Kind::kOther;
  std::vector<Word> words;  // the rarest first
};

// Points into plan and segment.
[[nodiscard]] Shape shape_of(const Plan& plan, const segment::Segment& segment);

}  // namespace lodex::search
