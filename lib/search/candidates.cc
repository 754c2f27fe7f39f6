#include "search/candidates.h"

#include <array>

namespace lodex::search {

// In steps over all candidates, so that the memory each step needs is asked for by the one before:
// a document's block is seldom in the cache.
void Candidates::join(TermScorer& list, Score least, Score rest, bool required) {
  find_blocks(list);
  if (least > rest) drop_hopeless(list, least, rest);
  prefetch_blocks(list);
  postings::TermCursor& cursor = list.cursor();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    const DocId doc = docs_[i];
    Score score = scores_[i];
    const bool here = chosen_[i] == cursor.block();
    if ((here ? cursor.seek(doc) : cursor.seek_in(chosen_[i], doc)) == doc) {
      score += list.score();
    } else if (required) {
      continue;
    }
    docs_[kept] = doc;
    scores_[kept] = score;
    if (score + rest >= least) {
      ++kept;
    } else {
      dropped_ = true;
    }
  }
  size_ = kept;
}

void Candidates::find_blocks(const TermScorer& list) {
  const postings::TermCursor& cursor = list.cursor();
  std::size_t block = cursor.block();
  for (std::size_t i = 0; i < size_; ++i) {
    if (cursor.last_of_block(block) < docs_[i]) block = cursor.find_block(block + 1, docs_[i]);
    chosen_[i] = static_cast<std::uint32_t>(block);
  }
}

void Candidates::drop_hopeless(TermScorer& list, Score least, Score rest) {
  constexpr std::size_t kAtOnce = 16;  // different blocks
  std::array<std::uint32_t, kAtOnce> blocks;
  std::array<Score, kAtOnce> bounds;
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
      kept += scores_[begin] + bounds[at] + rest >= least ? 1 : 0;
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
