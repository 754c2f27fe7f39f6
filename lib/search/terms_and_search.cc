#include "search/terms_and_search.h"

namespace lodex::search {
namespace {

// Where a list has more blocks than this for one of the leader's, their bounds are looked at only
// for the documents that come into question.
constexpr std::uint64_t kBlocksWorthBounding = 8;

}  // namespace

TermsAndSearch::TermsAndSearch(std::vector<TermScorer> lists)
    : lists_(std::move(lists)), bounds_(lists_.size()), candidates_(postings::kBlockSize) {}

Score TermsAndSearch::others_bound(DocId begin, DocId end) {
  Score sum = 0;
  for (std::size_t i = 1; i < lists_.size(); ++i) {
    const bool close = lists_[i].doc_freq() / kBlocksWorthBounding <= lists_[0].doc_freq();
    bounds_[i] = close ? lists_[i].bound_between(begin, end) : lists_[i].bound();
    sum += bounds_[i];
  }
  return sum;
}

void TermsAndSearch::run(ScoreCollector& collector) {
  TermScorer& leader = lists_[0];
  DocId doc = leader.doc();
  while (doc != kEndDoc && !collector.is_over()) {
    const Score leader_bound = leader.block_bound(doc);
    if (leader.block_last() == kEndDoc) return;
    const DocId end = leader.block_last() + 1;
    const Score others = others_bound(doc, end);
    if (leader_bound + others >= collector.least_score()) {
      leader.seek(doc);
      run_block(end, others, collector);
    } else {
      collector.prune();
    }
    doc = end;
  }
}

void TermsAndSearch::run_block(DocId end, Score others, ScoreCollector& collector) {
  const TermScorer::Batch batch = lists_[0].batch(end);
  const Score least = collector.least_score();
  const Score wanted = least > others ? least - others : 0;
  candidates_.take(batch, wanted);
  Score rest = others;
  for (std::size_t i = 1; i < lists_.size() && candidates_.size() > 0; ++i) {
    rest -= bounds_[i];
    candidates_.join(lists_[i], least, rest, true);
  }
  if (candidates_.dropped()) collector.prune();
  candidates_.collect(collector);
}

}  // namespace lodex::search
