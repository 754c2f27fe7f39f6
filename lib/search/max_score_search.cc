#include "search/max_score_search.h"

#include <algorithm>
#include <utility>

namespace lodex::search {
namespace {

// From here on it is cheaper to look at all sums of a window than at the marked ones.
constexpr std::uint64_t kManyPostings = 768;

}  // namespace

MaxScoreSearch::MaxScoreSearch(std::vector<TermScorer> lists, DocId doc_count)
    : lists_(std::move(lists)), doc_count_(doc_count), candidates_(kWindowSize) {}

void MaxScoreSearch::run(ScoreCollector& collector) {
  for (DocId begin = 0; begin < doc_count_ && !collector.is_over();) {
    const Window window = Window::of(begin, doc_count_);
    run_window(window, collector);
    begin = window.end;
  }
}

std::size_t MaxScoreSearch::order(const Window& window, Score least) {
  entries_.clear();
  for (TermScorer& list : lists_) {
    // A block of a sparse list spans several windows; in most of them it has no document.
    const bool sparse = list.doc_freq() * (kWindowSize / postings::kBlockSize) < doc_count_;
    if (sparse && list.seek(window.begin) >= window.end) continue;
    const Score bound = list.bound_between(window.begin, window.end);
    if (bound > 0) entries_.push_back({&list, bound});
  }
  std::ranges::sort(entries_, {}, &Entry::bound);
  Score sum = 0;
  std::size_t optional = 0;
  for (Entry& entry : entries_) {
    entry.up_to = sum += entry.bound;
    if (sum < least) ++optional;
  }
  return optional;
}

void MaxScoreSearch::run_window(const Window& window, ScoreCollector& collector) {
  const Score least = collector.least_score();
  const std::size_t optional = order(window, least);
  if (optional > 0) collector.prune();
  if (optional == entries_.size()) return;
  if (optional + 1 == entries_.size()) {
    take_one(*entries_.back().list, window, optional, collector);
    return;
  }
  for (std::size_t i = optional; i < entries_.size(); ++i) entries_[i].list->seek(window.begin);
  const Score others = optional == 0 ? 0 : entries_[optional - 1].up_to;
  const Score wanted = least > others ? least - others : 0;
  if (wanted > 0 && expected_postings(optional) > kManyPostings) {
    for (std::size_t i = optional; i < entries_.size(); ++i) {
      add_up(*entries_[i].list, window, [](DocId) {});
    }
    candidates_.take_sums(sums_.data(), window.size(), window.begin, wanted);
    collector.prune();
  } else {
    matches_.clear();
    for (std::size_t i = optional; i < entries_.size(); ++i) {
      add_up(*entries_[i].list, window, [this](DocId at) { matches_.add(at); });
    }
    take_matches(window, wanted);
  }
  finish(optional, collector);
}

// One essential list needs no sums, and its blocks can be passed over one by one.
void MaxScoreSearch::take_one(TermScorer& list, const Window& window, std::size_t optional,
                              ScoreCollector& collector) {
  const Score others = optional == 0 ? 0 : entries_[optional - 1].up_to;
  for (DocId doc = std::max(window.begin, list.doc()); doc < window.end;) {
    const Score least = collector.least_score();
    const Score bound = list.block_bound(doc);
    const DocId last = list.block_last();
    if (last == kEndDoc) return;
    if (bound + others < least) {
      collector.prune();
      doc = last + 1;
      continue;
    }
    doc = list.seek(doc);
    if (doc >= window.end) return;
    const TermScorer::Batch batch = list.batch(window.end);
    candidates_.take(batch, least > others ? least - others : 0);
    if (candidates_.dropped()) collector.prune();
    doc = batch.docs.back() + 1;  // the list itself stays: its next block may not be wanted
    finish(optional, collector);
  }
}

template <class Mark>
void MaxScoreSearch::add_up(TermScorer& list, const Window& window, Mark mark) {
  while (list.doc() < window.end) {
    const TermScorer::Batch batch = list.batch(window.end);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const DocId at = batch.docs[i] - window.begin;
      sums_[at] += batch.scores[i];
      mark(at);
    }
    list.pass(batch);
  }
}

void MaxScoreSearch::take_matches(const Window& window, Score wanted) {
  candidates_.clear();
  matches_.for_each([&](DocId at) {
    const Score sum = std::exchange(sums_[at], 0);
    if (sum >= wanted) {
      candidates_.add(window.begin + at, sum);
    } else {
      candidates_.drop();
    }
  });
}

std::uint64_t MaxScoreSearch::expected_postings(std::size_t optional) const {
  std::uint64_t documents = 0;
  for (std::size_t i = optional; i < entries_.size(); ++i) {
    documents += entries_[i].list->doc_freq();
  }
  return documents * kWindowSize / doc_count_;
}

void MaxScoreSearch::finish(std::size_t optional, ScoreCollector& collector) {
  const Score least = collector.least_score();
  for (std::size_t i = optional; i-- > 0 && candidates_.size() > 0;) {
    candidates_.join(*entries_[i].list, least, i == 0 ? 0 : entries_[i - 1].up_to, false);
  }
  if (candidates_.dropped()) collector.prune();
  candidates_.collect(collector);
}

}  // namespace lodex::search
