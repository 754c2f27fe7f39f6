// One term of one field, with its scores and their bounds: what the pruning searches are made of.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "postings/term_cursor.h"
#include "ranking/bm25.h"
#include "search/plan.h"
#include "segment/segment.h"
#include "simd/kernels.h"
#include "store/field_lengths.h"

namespace lodex::search {

using ranking::Score;

// Lengths of a field, or 1 for all documents where the field has none (keywords).
[[nodiscard]] simd::LengthArray length_array(const Occurrences& occurrences,
                                             const segment::Segment& segment);
[[nodiscard]] inline std::uint32_t length_of(simd::LengthArray lengths, DocId doc) {
  return lengths.width == 0 ? 1 : store::LengthView{lengths.data, lengths.width}[doc];
}
// The b of BM25 for a field: a keyword is there or not, it has no length to normalise by.
[[nodiscard]] double length_weight(const Occurrences& occurrences, const Bm25& model);
// The formula of a plan with one part.
[[nodiscard]] ranking::Bm25Term term_formula(const ScoredPlan& plan, const Bm25& model,
                                             const ranking::ScoreScale& scale);
// Those of a plan with several: of each part, and of their sum.
[[nodiscard]] ranking::Bm25Field field_formula(const ScoredPlan::Part& part, const Bm25& model);
[[nodiscard]] ranking::Bm25Fields fields_formula(const ScoredPlan& plan, const Bm25& model,
                                                 const ranking::ScoreScale& scale);

// Moves over its postings, and, apart from that, looks at bounds of blocks ahead. Not thread-safe.
class TermScorer {
 public:
  // Makes its cursor in place, as the block that a cursor holds is too large to be copied.
  TermScorer(const postings::PostingSection& postings, const TermInfo& info,
             const ranking::Bm25Term& term, simd::LengthArray lengths)
      : cursor_(postings, info), term_(term), lengths_(lengths) {}

  [[nodiscard]] std::uint64_t doc_freq() const { return cursor_.cost(); }
  [[nodiscard]] DocId doc() const { return cursor_.doc(); }
  DocId seek(DocId target) { return cursor_.seek(target); }
  [[nodiscard]] std::uint32_t freq() { return cursor_.freq(); }
  // Of doc().
  [[nodiscard]] Score score() { return score_of(cursor_.freq()); }
  // Of doc(), if this were its frequency.
  [[nodiscard]] Score score_of(std::uint32_t freq) const {
    return term_.score(freq, length_of(lengths_, cursor_.doc()));
  }
  // The postings themselves, at doc().
  [[nodiscard]] postings::TermCursor& cursor() { return cursor_; }
  [[nodiscard]] const postings::TermCursor& cursor() const { return cursor_; }
  // Back to the first document; bounds as well.
  void rewind();

  // No document scores more.
  [[nodiscard]] Score bound() const { return term_.bound(); }
  // At least `count` documents score so much or more; 0 where nothing is known of so many.
  [[nodiscard]] Score reached_by(std::size_t count) const;
  // No document of the block that has the first document >= target scores more; 0 where there is no
  // such block. Targets never fall.
  [[nodiscard]] Score block_bound(DocId target) {
    if (target > bound_last_ || !bound_known_) look_at(target);
    return bound_;
  }
  // The last document of the block that block_bound() spoke of; kEndDoc behind the last.
  [[nodiscard]] DocId block_last() const { return bound_last_; }
  // No document of [begin, end) scores more. Begins never fall; they have nothing to do with the
  // targets of block_bound().
  [[nodiscard]] Score bound_between(DocId begin, DocId end);
  // The same for every block of the list.
  void bound_blocks(std::vector<Score>& out);
  // The same for some of them, which rise; 0 behind the last.
  void bound_some_blocks(std::span<const std::uint32_t> blocks, Score* out);
  // The same for every window of the segment, as many as `out` has room for; 0 where the list has
  // nothing. Leaves the list rewound.
  void bound_windows(std::span<Score> out);

  // Documents from doc() to the end of its block, those below `end` only, and their scores. Valid
  // until the scorer moves.
  struct Batch {
    std::span<const DocId> docs;
    const Score* scores = nullptr;
    [[nodiscard]] std::size_t size() const { return docs.size(); }
  };
  [[nodiscard]] Batch batch(DocId end);
  // The scores of some documents of the block, by their places behind doc().
  void score_some(std::span<const std::uint32_t> places, const DocId* docs, Score* out);
  // Moves behind a batch, which is not empty.
  void pass(const Batch& batch) { cursor_.skip(batch.size()); }

 private:
  static constexpr std::size_t kNoBlock = SIZE_MAX;

  [[nodiscard]] simd::Bm25Formula formula() const {
    return {term_.weight, term_.base, term_.slope};
  }
  void look_at(DocId target);
  // Scores the block that the cursor is in, if that was not done.
  void score_block();
  // Of a list of one block, all of which is decoded.
  [[nodiscard]] Score bound_of_only_block();
  // Of the blocks [first, last].
  [[nodiscard]] Score bound_of_blocks(std::size_t first, std::size_t last) const;
  [[nodiscard]] Score bound_of_windows(DocId begin, DocId end);
  void bound_windows_exactly(std::span<Score> out);
  void bound_windows_by_blocks(std::span<Score> out);

  postings::TermCursor cursor_;
  ranking::Bm25Term term_;
  simd::LengthArray lengths_;
  bool bound_known_ = false;
  Score bound_ = 0;
  DocId bound_last_ = 0;
  std::size_t bound_block_ = 0;    // of block_bound()
  std::size_t stretch_block_ = 0;  // of bound_between()
  std::vector<Score> windows_;     // bounds of a dense list, once they are asked for
  std::size_t scored_ = kNoBlock;  // the block that scores_ are of
  alignas(64) std::array<Score, postings::kBlockSize + 16> scores_{};
};

}  // namespace lodex::search
