#include "search/candidates.h"

#include <array>

namespace lodex::search {

void Candidates::join(TermScorer& list, Score least, Score rest, bool required) {
  if (size_ == 0) return;
  if (is_sparse_in(list)) {
    join_sparse(list, least, rest, required);
  } else if (required) {
    keep_common(list, least, rest);
  } else {
    add_scores(list, least, rest);
  }
}

// Whether most candidates lie in a block of the list of their own.
bool Candidates::is_sparse_in(const TermScorer& list) const {
  const postings::TermCursor& cursor = list.cursor();
  if (cursor.block_impacts().empty()) return false;
  const std::size_t first = cursor.find_block(cursor.block(), docs_[0]);
  const std::size_t last = cursor.find_block(first, docs_[size_ - 1]);
  return size_ < 2 * (last - first);
}

// Keeps or drops the i-th candidate, of which `score` is known now.
inline void Candidates::settle(std::size_t i, Score score, Score wanted) {
  docs_[kept_] = docs_[i];
  scores_[kept_] = score;
  kept_ += score >= wanted ? 1 : 0;
  dropped_ = dropped_ || score < wanted;
}

// One by one: few are looked up in each block, and most of them are in it.
void Candidates::add_scores(TermScorer& list, Score least, Score rest) {
  const Score wanted = least > rest ? least - rest : 0;
  kept_ = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    const DocId doc = docs_[i];
    // The block's bound is cheaper than the block.
    if (wanted > 0 && list.doc() < doc && scores_[i] + list.block_bound(doc) < wanted) {
      dropped_ = true;
      continue;
    }
    settle(i, scores_[i] + (list.seek(doc) == doc ? list.score() : 0), wanted);
  }
  size_ = kept_;
}

// A block of the list at a time: whether the list has a document is not predictable, so that a
// kernel that does not branch on it is faster.
void Candidates::keep_common(TermScorer& list, Score least, Score rest) {
  const Score wanted = least > rest ? least - rest : 0;
  const postings::TermCursor& cursor = list.cursor();
  kept_ = 0;
  for (std::size_t begin = 0; begin < size_;) {
    const std::size_t block = cursor.find_block(cursor.block(), docs_[begin]);
    const DocId last = cursor.last_of_block(block);
    if (last == kEndDoc) break;
    const std::size_t end = begin + simd::lower_bound(docs_ + begin, size_ - begin, last + 1);
    std::size_t count = end - begin;
    // The block's bound is cheaper than the block.
    if (wanted > 0 && (block != cursor.block() || list.doc() < docs_[begin])) {
      count = keep_at_least(begin, count, list.block_bound(docs_[begin]), wanted);
    }
    if (count > 0) keep_common_of_block(list, block, begin, count, wanted);
    begin = end;
  }
  size_ = kept_;
}

// Of the candidates from `begin` on, those that reach `wanted` with `bound`.
std::size_t Candidates::keep_at_least(std::size_t begin, std::size_t count, Score bound,
                                      Score wanted) {
  std::size_t kept = begin;
  for (std::size_t i = begin; i < begin + count; ++i) {
    docs_[kept] = docs_[i];
    scores_[kept] = scores_[i];
    kept += scores_[i] + bound >= wanted ? 1 : 0;
  }
  dropped_ = dropped_ || kept < begin + count;
  return kept - begin;
}

void Candidates::keep_common_of_block(TermScorer& list, std::size_t block, std::size_t begin,
                                      std::size_t count, Score wanted) {
  list.cursor().seek_in(block, docs_[begin]);
  const std::span<const DocId> docs = list.cursor().block_docs();
  const std::size_t found =
      simd::kernels().intersect(docs_ + begin, count, docs.data(), docs.size(), chosen_, in_block_);
  const std::size_t first = kept_;
  for (std::size_t i = 0; i < found; ++i) {
    docs_[first + i] = docs_[begin + chosen_[i]];
    scores_[first + i] = scores_[begin + chosen_[i]];
  }
  list.score_some({in_block_, found}, docs_ + first, added_);
  for (std::size_t i = 0; i < found; ++i) {
    settle(first + i, scores_[first + i] + added_[i], wanted);
  }
}

// In steps over all candidates, so that the memory each step needs is asked for by the one before.
void Candidates::join_sparse(TermScorer& list, Score least, Score rest, bool required) {
  const Score wanted = least > rest ? least - rest : 0;
  find_blocks(list);
  if (wanted > 0) drop_hopeless(list, wanted);
  prefetch_blocks(list);
  postings::TermCursor& cursor = list.cursor();
  kept_ = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    if (cursor.seek_in(chosen_[i], docs_[i]) == docs_[i]) {
      settle(i, scores_[i] + list.score(), wanted);
    } else if (!required) {
      settle(i, scores_[i], wanted);
    }
  }
  size_ = kept_;
}

void Candidates::find_blocks(const TermScorer& list) {
  const postings::TermCursor& cursor = list.cursor();
  std::size_t block = cursor.block();
  for (std::size_t i = 0; i < size_; ++i) {
    if (cursor.last_of_block(block) < docs_[i]) block = cursor.find_block(block + 1, docs_[i]);
    chosen_[i] = static_cast<std::uint32_t>(block);
  }
}

void Candidates::drop_hopeless(TermScorer& list, Score wanted) {
  constexpr std::size_t kAtOnce = 16;  // different blocks
  std::array<std::uint32_t, kAtOnce> blocks{};
  std::array<Score, kAtOnce> bounds{};
  std::size_t kept = 0;
  for (std::size_t begin = 0; begin < size_;) {
    std::size_t end = begin;
    std::size_t count = 0;
    for (; end < size_; ++end) {
      if (count > 0 && blocks[count - 1] == chosen_[end]) continue;
      if (count == kAtOnce) break;
      blocks[count++] = chosen_[end];
    }
    list.bound_some_blocks({blocks.data(), count}, bounds.data());
    for (std::size_t at = 0; begin < end; ++begin) {
      if (blocks[at] != chosen_[begin]) ++at;
      docs_[kept] = docs_[begin];
      scores_[kept] = scores_[begin];
      chosen_[kept] = chosen_[begin];
      kept += scores_[begin] + bounds[at] >= wanted ? 1 : 0;
    }
  }
  dropped_ = dropped_ || kept < size_;
  size_ = kept;
}

void Candidates::prefetch_blocks(const TermScorer& list) const {
  std::size_t last = list.cursor().block();
  for (std::size_t i = 0; i < size_; ++i) {
    if (chosen_[i] == last) continue;
    last = chosen_[i];
    list.cursor().prefetch(last);
  }
}

}  // namespace lodex::search
