// Documents that may be among the best, with the scores that they have so far: what a pruning
// search hands from list to list.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>

#include "search/score_collector.h"
#include "search/term_scorer.h"
#include "simd/kernels.h"

namespace lodex::search {

class Candidates {
 public:
  explicit Candidates(std::size_t capacity)
      : room_(std::make_unique_for_overwrite<std::uint32_t[]>(3 * (capacity + simd::kSelectSlack) +
                                                              2 * (postings::kBlockSize + 1))),
        docs_(room_.get()),
        scores_(docs_ + capacity + simd::kSelectSlack),
        chosen_(scores_ + capacity + simd::kSelectSlack),
        in_block_(chosen_ + capacity + simd::kSelectSlack),
        added_(in_block_ + postings::kBlockSize + 1) {}

  void clear() {
    size_ = 0;
    dropped_ = false;
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  // Whether a document was left out because of its score since take() or clear().
  [[nodiscard]] bool dropped() const { return dropped_; }
  [[nodiscard]] DocId doc(std::size_t i) const { return docs_[i]; }
  void add(DocId doc, Score score) {
    docs_[size_] = doc;
    scores_[size_++] = score;
  }

  // In place of what was there: those of the batch that score `least` or more.
  void take(const TermScorer::Batch& batch, Score least) {
    size_ = simd::kernels().select_at_least(batch.scores, batch.size(), least, chosen_);
    for (std::size_t i = 0; i < size_; ++i) {
      docs_[i] = batch.docs[chosen_[i]];
      scores_[i] = batch.scores[chosen_[i]];
    }
    dropped_ = size_ < batch.size();
  }

  // In place of what was there: these documents, with a score of 0 until the list that they come
  // from is joined.
  void take_unscored(std::span<const DocId> docs) {
    size_ = docs.size();
    std::copy(docs.begin(), docs.end(), docs_);
    std::fill_n(scores_, size_, Score{0});
    dropped_ = false;
  }

  // In place of what was there: documents `begin` + i with sums[i] >= least, which is above 0. Sets
  // all sums to 0.
  void take_sums(Score* sums, std::size_t count, DocId begin, Score least) {
    size_ = simd::kernels().select_at_least(sums, count, least, chosen_);
    for (std::size_t i = 0; i < size_; ++i) {
      docs_[i] = begin + chosen_[i];
      scores_[i] = sums[chosen_[i]];
    }
    std::fill_n(sums, count, Score{0});
    dropped_ = true;
  }

  // Adds the scores of a list. Those that stay below `least` even with `rest`, the most that later
  // lists can add, may be left out; so are those that the list does not have, where `required`.
  // Documents rise.
  void join(TermScorer& list, Score least, Score rest, bool required);

  void collect(ScoreCollector& collector) const {
    for (std::size_t i = 0; i < size_; ++i) collector.add(docs_[i], scores_[i]);
  }

 private:
  [[nodiscard]] bool is_sparse_in(const TermScorer& list) const;
  void add_scores(TermScorer& list, Score least, Score rest);
  void keep_common(TermScorer& list, Score least, Score rest);
  std::size_t keep_at_least(std::size_t begin, std::size_t count, Score bound, Score wanted);
  void keep_common_of_block(TermScorer& list, std::size_t block, std::size_t begin,
                            std::size_t count, Score wanted);
  void join_sparse(TermScorer& list, Score least, Score rest, bool required);
  void settle(std::size_t i, Score score, Score wanted);
  // Puts the number of each document's block in the list to chosen_.
  void find_blocks(const TermScorer& list);
  // Leaves out documents that cannot reach `wanted`, by the bounds of their blocks.
  void drop_hopeless(TermScorer& list, Score wanted);
  void prefetch_blocks(const TermScorer& list) const;

  // One allocation for all arrays, not set to 0: both count where lists are short.
  std::unique_ptr<std::uint32_t[]> room_;
  DocId* docs_;
  Score* scores_;
  std::uint32_t* chosen_;    // places of a batch, or blocks of a list
  std::uint32_t* in_block_;  // places of documents in a block of a list
  Score* added_;             // and their scores there
  std::size_t size_ = 0;
  std::size_t kept_ = 0;  // while a list is joined
  bool dropped_ = false;
};

}  // namespace lodex::search
