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
    kAllOf,    // words in one field each, which must all occur; a single word, or pair, as well
    kAnyOf,    // words in one field each, of which any may occur
    kPhrase,   // words of one field one after the other
  };
  // A word that the segment has, or a pair of words, which has the form of one.
  struct Word {
    const segment::SegmentField* field = nullptr;
    bool is_pair = false;
    TermId id{};  // of a word
    TermInfo info;
    ranking::Bm25Term formula;
    simd::LengthArray lengths;
    std::uint32_t offset = 0;  // in the phrase; of a pair that of its first word
    std::size_t slot = 0;      // its number in the phrase; likewise

    [[nodiscard]] const postings::PostingSection& postings() const {
      return is_pair ? field->pairs.postings() : field->postings;
    }
    [[nodiscard]] postings::TermCursor cursor() const { return {postings(), info}; }
    [[nodiscard]] TermScorer scorer() const { return {postings(), info, formula, lengths}; }
    [[nodiscard]] std::uint32_t doc_freq() const { return info.doc_freq; }
  };

  Kind kind = Kind::kOther;
  std::vector<Word> words;  // the rarest first
  // Of a phrase: where a word and the next are a pair that the segment has a list of.
  std::vector<Word> pairs;
};

// Points into plan and segment.
[[nodiscard]] Shape shape_of(const Plan& plan, const Collection& collection, std::size_t segment);

}  // namespace lodex::search
