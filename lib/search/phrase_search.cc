#include "search/phrase_search.h"

#include <algorithm>

namespace lodex::search {
namespace {

// Scores rise with the frequency but for rounding: what scores less than this cannot reach `least`
// with a lower frequency either. See Bm25Term::with_margin().
Score without_margin(Score least) { return least - std::min(least, (least >> 19) + 2); }

}  // namespace

PhraseSearch::PhraseSearch(const Shape& shape) : candidates_(postings::kBlockSize) {
  words_.reserve(shape.words.size());
  std::vector<std::size_t> places;  // of the shape's words in words_
  for (std::size_t i = 0; i < shape.words.size(); ++i) {
    const Shape::Word& word = shape.words[i];
    // The same word has the same postings; its occurrences may be apart among equally rare words.
    const auto same = std::find_if(
        shape.words.begin(), shape.words.begin() + static_cast<std::ptrdiff_t>(i),
        [&](const Shape::Word& other) { return other.info.offset == word.info.offset; });
    if (same == shape.words.begin() + static_cast<std::ptrdiff_t>(i)) {
      places.push_back(words_.size());
      words_.push_back({word.scorer(), {word.offset}});
    } else {
      places.push_back(places[static_cast<std::size_t>(same - shape.words.begin())]);
      words_[places.back()].offsets.push_back(word.offset);
    }
  }
}

void PhraseSearch::run(ScoreCollector& collector) {
  TermScorer& leader = words_[0].scorer;
  DocId doc = leader.doc();
  while (doc != kEndDoc && !collector.is_over()) {
    const Score bound = leader.block_bound(doc);
    if (leader.block_last() == kEndDoc) return;
    const DocId end = leader.block_last() + 1;
    if (bound >= collector.least_score(doc)) {
      leader.seek(doc);
      run_block(end, collector);
    } else {
      collector.prune();
    }
    doc = end;
  }
}

void PhraseSearch::run_block(DocId end, ScoreCollector& collector) {
  TermScorer& leader = words_[0].scorer;
  const TermScorer::Batch batch = leader.batch(end);
  candidates_.take(batch, without_margin(collector.least_score(batch.docs.front())));
  if (candidates_.dropped()) collector.prune();
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const DocId doc = candidates_.doc(i);
    if (!may_match(doc, collector.least_score(doc), collector)) continue;
    const std::uint32_t places = count_places();
    if (places > 0) collector.add(doc, leader.score_of(places));
  }
}

bool PhraseSearch::may_match(DocId doc, Score least, ScoreCollector& collector) {
  std::uint32_t freq = UINT32_MAX;
  for (Word& word : words_) {
    TermScorer& scorer = word.scorer;
    if (least > 0 && scorer.doc() < doc && scorer.block_bound(doc) < least) {
      collector.prune();
      return false;
    }
    if (scorer.seek(doc) != doc) return false;
    freq = std::min(freq, scorer.freq());
  }
  if (words_[0].scorer.score_of(freq) >= without_margin(least)) return true;
  collector.prune();
  return false;
}

bool PhraseSearch::has_all_words(DocId doc) {
  for (std::size_t i = 1; i < words_.size(); ++i) {
    if (words_[i].scorer.seek(doc) != doc) return false;
  }
  return true;
}

std::uint64_t PhraseSearch::count(const segment::Deletions* deletions) {
  postings::TermCursor& leader = words_[0].scorer.cursor();
  std::uint64_t total = 0;
  for (DocId doc = leader.doc(); doc != kEndDoc; doc = leader.next()) {
    if (deletions != nullptr && deletions->contains(doc)) continue;
    if (has_all_words(doc) && count_places() > 0) ++total;
  }
  return total;
}

void PhraseSearch::keep_begins(std::uint32_t offset) {
  std::size_t kept = 0;
  auto at = positions_.begin();
  for (const std::uint32_t begin : begins_) {
    while (at != positions_.end() && *at < begin + offset) ++at;
    if (at == positions_.end()) break;
    begins_[kept] = begin;
    kept += *at == begin + offset ? 1 : 0;
  }
  begins_.resize(kept);
}

std::uint32_t PhraseSearch::count_places() {
  by_freq_.clear();
  for (Word& word : words_) by_freq_.push_back(&word);
  std::ranges::sort(by_freq_, {}, [](Word* word) { return word->scorer.freq(); });
  begins_.clear();
  for (std::size_t w = 0; w < by_freq_.size(); ++w) {
    const std::vector<std::uint32_t>& offsets = by_freq_[w]->offsets;
    by_freq_[w]->scorer.cursor().positions(positions_);
    std::size_t next = 0;
    if (w == 0) {
      next = 1;
      for (const std::uint32_t position : positions_) {
        if (position >= offsets[0]) begins_.push_back(position - offsets[0]);
      }
    }
    for (; next < offsets.size(); ++next) keep_begins(offsets[next]);
    if (begins_.empty()) return 0;
  }
  return static_cast<std::uint32_t>(begins_.size());
}

}  // namespace lodex::search
