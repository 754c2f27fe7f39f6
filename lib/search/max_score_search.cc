#include "search/max_score_search.h"

#include <algorithm>
#include <utility>

#include "search/promising_first.h"

namespace lodex::search {
namespace {

// From here on it is cheaper to look at all sums of a window than at those that were touched.
constexpr std::uint64_t kManyPostings = 100;

}  // namespace

MaxScoreSearch::MaxScoreSearch(std::vector<TermScorer> lists, DocId doc_count)
    : lists_(std::move(lists)), doc_count_(doc_count), candidates_(kWindowSize) {}

void MaxScoreSearch::run(ScoreCollector& collector) {
  // What a document scores by one word it does not lose by the others.
  for (const TermScorer& list : lists_) collector.prime(list.reached_by(collector.wanted()));
  bound_windows();
  const auto begin_of = [](std::size_t window) { return static_cast<DocId>(window) * kWindowSize; };
  visit_promising_first(
      totals_, collector, begin_of,
      [&](std::size_t window) { run_window(Window::of(begin_of(window), doc_count_), collector); },
      [&] {
        for (TermScorer& list : lists_) list.rewind();
      });
}

void MaxScoreSearch::bound_windows() {
  const std::size_t windows = Window::count(doc_count_);
  totals_.assign(windows, 0);
  bounds_.assign(windows * lists_.size(), 0);
  Score* bounds = bounds_.data();
  for (TermScorer& list : lists_) {
    list.bound_windows({bounds, windows});
    for (std::size_t w = 0; w < windows; ++w) totals_[w] += bounds[w];
    bounds += windows;
  }
}

std::size_t MaxScoreSearch::order(const Window& window, Score least) {
  entries_.clear();
  const Score* bound = bounds_.data() + window.begin / kWindowSize;
  for (TermScorer& list : lists_) {
    if (*bound > 0) entries_.push_back({&list, *bound});
    bound += totals_.size();
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
  const Score least = collector.least_score(window.begin);
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
  if (wanted == 0) {
    take_all(window, optional);
  } else if (expected_postings(optional) > kManyPostings) {
    for (std::size_t i = optional; i < entries_.size(); ++i) {
      add_up(*entries_[i].list, window);
    }
    candidates_.take_sums(sums_.data(), window.size(), window.begin, wanted);
  } else {
    take_touched(window, optional, wanted);
  }
  if (wanted > 0) collector.prune();
  finish(window, optional, collector);
}

// One essential list needs no sums, and its blocks can be passed over one by one.
void MaxScoreSearch::take_one(TermScorer& list, const Window& window, std::size_t optional,
                              ScoreCollector& collector) {
  const Score others = optional == 0 ? 0 : entries_[optional - 1].up_to;
  for (DocId doc = std::max(window.begin, list.doc()); doc < window.end;) {
    const Score least = collector.least_score(doc);
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
    finish(window, optional, collector);
  }
}

void MaxScoreSearch::add_up(TermScorer& list, const Window& window) {
  Score* sums = sums_.data();
  while (list.doc() < window.end) {
    const TermScorer::Batch batch = list.batch(window.end);
    const DocId* docs = batch.docs.data();
    for (std::size_t i = 0; i < batch.size(); ++i) sums[docs[i] - window.begin] += batch.scores[i];
    list.pass(batch);
  }
}

void MaxScoreSearch::add_up_touching(TermScorer& list, const Window& window) {
  Score* sums = sums_.data();
  while (list.doc() < window.end) {
    const TermScorer::Batch batch = list.batch(window.end);
    const std::size_t before = touched_.size();
    touched_.resize(before + batch.size());
    DocId* touched = touched_.data() + before;
    const DocId* docs = batch.docs.data();
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const DocId at = docs[i] - window.begin;
      sums[at] += batch.scores[i];
      touched[i] = at;
    }
    list.pass(batch);
  }
}

void MaxScoreSearch::take_touched(const Window& window, std::size_t optional, Score wanted) {
  touched_.clear();
  for (std::size_t i = optional; i < entries_.size(); ++i) {
    add_up_touching(*entries_[i].list, window);
  }
  // A document of several lists is met several times; the first time takes its sum. Without a
  // branch: most sums are too low, but not predictably.
  taken_.resize(touched_.size());
  Taken* taken = taken_.data();
  Score* sums = sums_.data();
  std::size_t kept = 0;
  for (const DocId at : touched_) {
    const Score sum = std::exchange(sums[at], 0);
    taken[kept] = {at, sum};
    kept += sum >= wanted ? 1 : 0;
  }
  if (optional + 1 < entries_.size()) std::sort(taken, taken + kept);
  candidates_.clear();
  for (std::size_t i = 0; i < kept; ++i) candidates_.add(window.begin + taken[i].at, taken[i].sum);
}

// The first window or two, where every document may be among the best, also those that score 0.
void MaxScoreSearch::take_all(const Window& window, std::size_t optional) {
  Matches matches;
  touched_.clear();
  for (std::size_t i = optional; i < entries_.size(); ++i) {
    add_up_touching(*entries_[i].list, window);
  }
  for (const DocId at : touched_) matches.add(at);
  candidates_.clear();
  matches.for_each(
      [&](DocId at) { candidates_.add(window.begin + at, std::exchange(sums_[at], 0)); });
}

std::uint64_t MaxScoreSearch::expected_postings(std::size_t optional) const {
  std::uint64_t documents = 0;
  for (std::size_t i = optional; i < entries_.size(); ++i) {
    documents += entries_[i].list->doc_freq();
  }
  return documents * kWindowSize / doc_count_;
}

void MaxScoreSearch::finish(const Window& window, std::size_t optional, ScoreCollector& collector) {
  const Score least = collector.least_score(window.begin);
  for (std::size_t i = optional; i-- > 0 && candidates_.size() > 0;) {
    candidates_.join(*entries_[i].list, least, i == 0 ? 0 : entries_[i - 1].up_to, false);
  }
  if (candidates_.dropped()) collector.prune();
  candidates_.collect(collector);
}

}  // namespace lodex::search
