#include "search/phrase_search.h"

#include <algorithm>
#include <numeric>
#include <span>

#include "simd/bit_packing.h"
#include "simd/kernels.h"

namespace lodex::search {
namespace {

// Where the next list is so many times longer than the leader, looking a document up in it costs
// more than its score does.
constexpr std::uint64_t kMuchLonger = 8;

}  // namespace

class PhraseSearch::Scoring {
 public:
  Scoring(ScoreCollector& collector, TermScorer& leader) : collector_(collector), leader_(leader) {}
  [[nodiscard]] Score least(DocId first) const { return collector_.least_score(first); }
  void prune() { collector_.prune(); }
  void add(DocId doc, std::uint32_t places) { collector_.add(doc, leader_.score_of(places)); }

 private:
  ScoreCollector& collector_;
  TermScorer& leader_;
};

class PhraseSearch::Counting {
 public:
  explicit Counting(const segment::Deletions* deletions) : deletions_(deletions) {}
  [[nodiscard]] Score least(DocId) const { return 0; }
  void prune() {}
  void add(DocId doc, std::uint32_t) {
    total_ += deletions_ == nullptr || !deletions_->contains(doc) ? 1 : 0;
  }
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  const segment::Deletions* deletions_;
  std::uint64_t total_ = 0;
};

PhraseSearch::PhraseSearch(const Shape& shape)
    : offsets_(shape.words.size()), pair_at_(shape.words.size()), known_(shape.words.size()) {
  add_words(shape);
  add_pairs(shape);
  for (List& word : words_) {
    const bool covered = std::ranges::any_of(word.slots, [&](std::size_t slot) {
      return pair_at_[slot] != nullptr || (slot > 0 && pair_at_[slot - 1] != nullptr);
    });
    if (!covered) lists_.push_back(&word);
  }
  for (List& pair : pairs_) lists_.push_back(&pair);
  std::ranges::stable_sort(lists_, {}, [](const List* list) { return list->scorer.doc_freq(); });
  score_first_ = lists_.size() > 1 &&
                 lists_[1]->scorer.doc_freq() / kMuchLonger >= lists_[0]->scorer.doc_freq();
}

// The same word has the same postings; its occurrences may be apart among equally rare words.
void PhraseSearch::add_words(const Shape& shape) {
  words_.reserve(shape.words.size());
  for (std::size_t i = 0; i < shape.words.size(); ++i) {
    const Shape::Word& word = shape.words[i];
    offsets_[word.slot] = word.offset;
    std::size_t same = 0;
    while (shape.words[same].info.offset != word.info.offset) ++same;
    if (same == i) {
      words_.push_back({word.scorer(), {word.slot}});
      continue;
    }
    const std::size_t first = shape.words[same].slot;
    const auto list =
        std::ranges::find_if(words_, [&](const List& known) { return known.slots[0] == first; });
    list->slots.push_back(word.slot);
  }
}

void PhraseSearch::add_pairs(const Shape& shape) {
  pairs_.reserve(shape.pairs.size());
  for (std::size_t i = 0; i < shape.pairs.size(); ++i) {
    const Shape::Word& pair = shape.pairs[i];
    std::size_t same = 0;
    while (shape.pairs[same].info.offset != pair.info.offset) ++same;
    if (same == i) pairs_.push_back({pair.scorer(), {pair.slot}});
    pair_at_[pair.slot] = same == i ? &pairs_.back() : pair_at_[shape.pairs[same].slot];
  }
}

void PhraseSearch::run(ScoreCollector& collector) {
  TermScorer& leader = lists_[0]->scorer;
  Scoring sink(collector, leader);
  DocId doc = leader.doc();
  while (doc != kEndDoc && !collector.is_over()) {
    const Score least = collector.least_score(doc);
    if (least > 0 && leader.block_bound(doc) < least) {
      if (leader.block_last() == kEndDoc) return;
      collector.prune();
      doc = leader.block_last() + 1;
      continue;
    }
    if (leader.seek(doc) == kEndDoc) return;
    doc = leader.cursor().block_docs().back() + 1;
    look_at_block(doc, sink);
  }
}

std::uint64_t PhraseSearch::count(const segment::Deletions* deletions) {
  postings::TermCursor& leader = lists_[0]->scorer.cursor();
  Counting sink(deletions);
  while (leader.doc() != kEndDoc) {
    const DocId end = leader.block_docs().back() + 1;
    look_at_block(end, sink);
    leader.seek(end);
  }
  return sink.total();
}

std::size_t PhraseSearch::take_candidates(DocId end, Score least) {
  TermScorer& leader = lists_[0]->scorer;
  if (least == 0 || !score_first_) {
    std::span<const DocId> docs = leader.cursor().block_docs();
    if (!docs.empty() && docs.back() >= end) {
      docs = docs.first(simd::lower_bound(docs.data(), docs.size(), end));
    }
    std::ranges::copy(docs, candidates_.begin());
    return docs.size();
  }
  const TermScorer::Batch batch = leader.batch(end);
  const std::size_t count =
      simd::kernels().select_at_least(batch.scores, batch.size(), least, chosen_.data());
  for (std::size_t i = 0; i < count; ++i) candidates_[i] = batch.docs[chosen_[i]];
  return count;
}

// Candidates are looked up in a block of the second list together; the few that are there are
// looked at one by one.
template <class Sink>
void PhraseSearch::look_at_block(DocId end, Sink& sink) {
  const std::size_t count = take_candidates(end, sink.least(lists_[0]->scorer.doc()));
  if (count < lists_[0]->scorer.cursor().block_docs().size()) sink.prune();
  for (std::size_t begin = 0; begin < count;) {
    std::span<const DocId> stretch(candidates_.data() + begin, count - begin);
    std::size_t found = stretch.size();
    if (lists_.size() > 1) {
      TermScorer& second = lists_[1]->scorer;
      const Score least = sink.least(stretch[0]);
      const bool low =
          least > 0 && second.doc() < stretch[0] && second.block_bound(stretch[0]) < least;
      if (low ? second.block_last() == kEndDoc : second.seek(stretch[0]) == kEndDoc) return;
      const DocId last = low ? second.block_last() : second.cursor().block_docs().back();
      stretch = stretch.first(
          static_cast<std::size_t>(std::ranges::upper_bound(stretch, last) - stretch.begin()));
      if (low) sink.prune();
      const std::span<const DocId> docs = second.cursor().block_docs();
      found = low ? 0
                  : simd::kernels().intersect(stretch.data(), stretch.size(), docs.data(),
                                              docs.size(), chosen_.data(), in_second_.data());
    } else {
      std::iota(chosen_.begin(), chosen_.begin() + static_cast<std::ptrdiff_t>(found), 0U);
    }
    for (std::size_t i = 0; i < found; ++i) {
      const DocId doc = stretch[chosen_[i]];
      if (!may_match(doc, sink)) continue;
      const std::uint32_t places = count_places(doc);
      if (places > 0) sink.add(doc, places);
    }
    begin += stretch.size();
  }
}

template <class Sink>
bool PhraseSearch::may_match(DocId doc, Sink& sink) {
  const Score least = sink.least(doc);
  std::uint32_t freq = UINT32_MAX;
  for (List* list : lists_) {
    TermScorer& scorer = list->scorer;
    if (least > 0 && scorer.doc() < doc && scorer.block_bound(doc) < least) {
      sink.prune();
      return false;
    }
    if (scorer.seek(doc) != doc) return false;
    if (least > 0) freq = std::min(freq, scorer.freq());
  }
  if (least == 0 || lists_[0]->scorer.score_of(freq) >= least) return true;
  sink.prune();
  return false;
}

std::uint32_t PhraseSearch::count_places(DocId doc) {
  std::ranges::fill(known_, std::uint8_t{0});
  bool first = true;
  for (List& word : words_) {
    if (std::ranges::all_of(word.slots, [&](std::size_t slot) { return known_[slot] != 0; }))
      continue;
    word.scorer.seek(doc);
    word.scorer.cursor().positions(positions_);
    for (const std::size_t slot : word.slots) {
      if (first) {
        begins_.clear();
        for (const std::uint32_t position : positions_) {
          if (position < offsets_[slot]) continue;
          const std::uint32_t begin = position - offsets_[slot];
          if (begins_.empty() || begins_.back() != begin) begins_.push_back(begin);
        }
        first = false;
      } else {
        keep_begins(slot);
      }
      if (begins_.empty()) return 0;
      infer_neighbours(slot, static_cast<std::uint32_t>(positions_.size()));
    }
  }
  return static_cast<std::uint32_t>(begins_.size());
}

void PhraseSearch::keep_begins(std::size_t slot) {
  std::size_t kept = 0;
  auto at = positions_.begin();
  for (const std::uint32_t begin : begins_) {
    while (at != positions_.end() && *at < begin + offsets_[slot]) ++at;
    if (at == positions_.end()) break;
    begins_[kept] = begin;
    kept += *at == begin + offsets_[slot] ? 1 : 0;
  }
  begins_.resize(kept);
}

void PhraseSearch::infer_neighbours(std::size_t slot, std::uint32_t freq) {
  known_[slot] = 1;
  if (pair_at_[slot] != nullptr && pair_at_[slot]->scorer.freq() == freq) known_[slot + 1] = 1;
  if (slot > 0 && pair_at_[slot - 1] != nullptr && pair_at_[slot - 1]->scorer.freq() == freq) {
    known_[slot - 1] = 1;
  }
}

}  // namespace lodex::search
