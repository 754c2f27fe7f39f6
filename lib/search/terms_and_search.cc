#include "search/terms_and_search.h"

#include "search/promising_first.h"

namespace lodex::search {
namespace {

// Where the leader has fewer blocks there is little to pass over, and bounds of far longer lists
// are not worth their time.
constexpr std::size_t kFewBlocks = 4;
constexpr std::uint64_t kFarLonger = 8;

}  // namespace

TermsAndSearch::TermsAndSearch(std::vector<TermScorer> lists)
    : lists_(std::move(lists)), candidates_(postings::kBlockSize) {}

DocId TermsAndSearch::begin_of(std::size_t block) const {
  return block == 0 ? 0 : lists_[0].cursor().last_of_block(block - 1) + 1;
}

void TermsAndSearch::bound_blocks() {
  if (lists_[0].cursor().block_count() == 1) {
    totals_.assign(1, lists_[0].bound());
  } else {
    lists_[0].bound_blocks(totals_);
  }
  others_.resize(totals_.size() * (lists_.size() - 1));
  const bool few = totals_.size() < kFewBlocks;
  Score* out = others_.data();
  for (std::size_t block = 0; lists_.size() > 1 && block < totals_.size(); ++block) {
    const DocId end = lists_[0].cursor().last_of_block(block) + 1;
    for (std::size_t i = 1; i < lists_.size(); ++i, ++out) {
      const bool longer = lists_[i].doc_freq() / kFarLonger > lists_[0].doc_freq();
      *out = few && longer ? lists_[i].bound() : lists_[i].bound_between(begin_of(block), end);
      totals_[block] += *out;
    }
  }
}

void TermsAndSearch::run(ScoreCollector& collector) {
  if (lists_.size() == 1) collector.prime(lists_[0].reached_by(collector.wanted()));
  bound_blocks();
  visit_promising_first(
      totals_, collector, [&](std::size_t block) { return begin_of(block); },
      [&](std::size_t block) { run_block(block, collector); },
      [&] {
        for (TermScorer& list : lists_) list.rewind();
      });
}

void TermsAndSearch::run_block(std::size_t block, ScoreCollector& collector) {
  const Score* others = others_.data() + block * (lists_.size() - 1);
  Score rest = 0;
  for (std::size_t i = 1; i < lists_.size(); ++i) rest += others[i - 1];
  lists_[0].seek(begin_of(block));
  const Score least = collector.least_score(lists_[0].doc());
  const bool blind = lists_.size() > 1 && least <= rest;
  if (blind) {
    candidates_.take_unscored(lists_[0].cursor().block_docs());
  } else {
    candidates_.take(lists_[0].batch(kEndDoc), least - rest);
  }
  for (std::size_t i = 1; i < lists_.size() && candidates_.size() > 0; ++i) {
    rest -= others[i - 1];
    candidates_.join(lists_[i], blind ? 0 : least, rest, true);
  }
  // Where no score of the leader is too low, it is computed only for what is left.
  if (blind) candidates_.join(lists_[0], least, 0, true);
  if (candidates_.dropped()) collector.prune();
  candidates_.collect(collector);
}

}  // namespace lodex::search
