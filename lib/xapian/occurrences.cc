// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/occurrences.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "postings/phrase_match.h"

namespace lodex::xapian {
namespace {

constexpr std::uint32_t kUnbounded = std::numeric_limits<std::uint32_t>::max();

// The postings of one term.
class TermWalk final : public OccurrenceWalk {
 public:
  TermWalk(const Xapian::Database& database, const std::string& term, bool is_keyword,
           TermCounts counts)
      : is_keyword_(is_keyword),
        counts_(counts),
        it_(database.postlist_begin(term)),
        end_(database.postlist_end(term)) {}

  void skip_to(Xapian::docid target) override {
    if (target <= doc_) return;
    it_.skip_to(target);
    settle();
  }
  [[nodiscard]] std::uint32_t freq() override {
    return is_keyword_ ? 1 : std::max(1U, it_.get_wdf());
  }
  [[nodiscard]] Amount amount() const override {
    return {counts_.documents, counts_.documents, counts_.documents};
  }
  [[nodiscard]] std::uint32_t highest_freq() const override { return counts_.highest_freq; }

  void read_positions(std::vector<std::uint32_t>& out) {
    out.clear();
    const Xapian::PositionIterator end = it_.positionlist_end();
    for (Xapian::PositionIterator at = it_.positionlist_begin(); at != end; ++at) {
      out.push_back(*at);
    }
  }

 private:
  void settle() { doc_ = it_ == end_ ? kEnd : *it_; }

  bool is_keyword_;
  TermCounts counts_;
  Xapian::PostingIterator it_;
  Xapian::PostingIterator end_;
};

std::vector<std::unique_ptr<TermWalk>> term_walks(const Sought& sought,
                                                  const Xapian::Database& database) {
  std::vector<std::unique_ptr<TermWalk>> walks;
  walks.reserve(sought.terms.size());
  for (std::size_t i = 0; i < sought.terms.size(); ++i) {
    const std::string& term = sought.terms[i];
    walks.push_back(std::make_unique<TermWalk>(
        database, term, sought.is_keyword,
        sought.counts.empty() ? counts_of(term, sought.is_keyword, database) : sought.counts[i]));
  }
  return walks;
}

// Any of several terms, taken as one: frequencies add up. The walks are a heap, the one with the
// lowest document on top.
class AnyWalk final : public OccurrenceWalk {
 public:
  AnyWalk(std::vector<std::unique_ptr<TermWalk>> walks, Xapian::doccount all_documents)
      : walks_(std::move(walks)) {
    std::uint64_t sum = 0;
    std::uint64_t highest = 0;
    for (const auto& walk : walks_) {
      amount_.least = std::max(amount_.least, walk->amount().most);
      sum += walk->amount().most;
      highest += walk->highest_freq();
    }
    amount_.most = static_cast<Xapian::doccount>(std::min<std::uint64_t>(sum, all_documents));
    amount_.about = amount_.most;
    highest_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(highest, kUnbounded));
  }

  void skip_to(Xapian::docid target) override {
    if (target <= doc_) return;
    while (!walks_.empty() && walks_.front()->doc() < target) {
      std::ranges::pop_heap(walks_, later);
      walks_.back()->skip_to(target);
      if (walks_.back()->doc() == kEnd) {
        walks_.pop_back();
      } else {
        std::ranges::push_heap(walks_, later);
      }
    }
    doc_ = walks_.empty() ? kEnd : walks_.front()->doc();
  }
  // Those on the document are a tree at the top of the heap.
  [[nodiscard]] std::uint32_t freq() override {
    std::uint32_t sum = 0;
    pending_.assign(1, 0);
    while (!pending_.empty()) {
      const std::size_t at = pending_.back();
      pending_.pop_back();
      if (at >= walks_.size() || walks_[at]->doc() != doc_) continue;
      sum += walks_[at]->freq();
      pending_.push_back(2 * at + 1);
      pending_.push_back(2 * at + 2);
    }
    return sum;
  }
  [[nodiscard]] Amount amount() const override { return amount_; }
  [[nodiscard]] std::uint32_t highest_freq() const override { return highest_; }

 private:
  static bool later(const std::unique_ptr<TermWalk>& a, const std::unique_ptr<TermWalk>& b) {
    return a->doc() > b->doc();
  }

  std::vector<std::unique_ptr<TermWalk>> walks_;
  std::vector<std::size_t> pending_;
  Amount amount_;
  std::uint32_t highest_ = 0;
};

// The documents that have all terms; they match where these are as near to each other as the
// options say.
class PhraseWalk final : public OccurrenceWalk {
 public:
  PhraseWalk(std::vector<std::unique_ptr<TermWalk>> walks, const Sought& sought)
      : walks_(std::move(walks)),
        offsets_(sought.offsets),
        options_(*sought.phrase),
        positions_(walks_.size()),
        by_rarity_(walks_.size()) {
    std::iota(by_rarity_.begin(), by_rarity_.end(), std::size_t{0});
    std::ranges::stable_sort(by_rarity_, {},
                             [this](std::size_t i) { return walks_[i]->amount().most; });
    amount_.most = walks_[by_rarity_[0]]->amount().most;
    amount_.about = amount_.most / 2;
    highest_ = bound_of([](const TermWalk& walk) { return walk.highest_freq(); });
  }

  void skip_to(Xapian::docid target) override {
    if (target <= doc_) return;
    doc_ = all_from(target);
    freq_.reset();
  }
  [[nodiscard]] bool matches() override {
    if (doc_ == kEnd) return false;
    if (!freq_) {
      for (std::size_t i = 0; i < walks_.size(); ++i) walks_[i]->read_positions(positions_[i]);
      // Another program may have counted less than it has positions.
      freq_ = std::min(postings::count_phrase(positions_, offsets_, options_), freq_bound());
    }
    return *freq_ > 0;
  }
  [[nodiscard]] std::uint32_t freq() override { return freq_.value_or(0); }
  [[nodiscard]] std::uint32_t freq_bound() override {
    if (freq_) return *freq_;
    return bound_of([](TermWalk& walk) { return walk.freq(); });
  }
  [[nodiscard]] Amount amount() const override { return amount_; }
  [[nodiscard]] std::uint32_t highest_freq() const override { return highest_; }

 private:
  template <class FreqOf>
  [[nodiscard]] std::uint32_t bound_of(FreqOf freq_of) const {
    PhraseBound bound;
    for (const auto& walk : walks_) bound.add(freq_of(*walk));
    return bound.of(options_);
  }
  // The first document from `target` on that has all terms.
  Xapian::docid all_from(Xapian::docid target) {
    for (std::size_t i = 0; i < by_rarity_.size();) {
      TermWalk& walk = *walks_[by_rarity_[i]];
      walk.skip_to(target);
      if (walk.doc() == kEnd) return kEnd;
      // A later one moves all others on.
      i = walk.doc() > target && i > 0 ? 0 : i + 1;
      target = walk.doc();
    }
    return target;
  }

  std::vector<std::unique_ptr<TermWalk>> walks_;
  std::vector<std::uint32_t> offsets_;
  PhraseOptions options_;
  std::vector<std::vector<std::uint32_t>> positions_;
  std::vector<std::size_t> by_rarity_;
  Amount amount_;
  std::uint32_t highest_ = 0;
  std::optional<std::uint32_t> freq_;  // of doc_; nothing: not counted yet
};

}  // namespace

TermCounts counts_of(const std::string& term, bool is_keyword, const Xapian::Database& database) {
  return {database.get_termfreq(term),
          is_keyword ? 1 : std::max(1U, database.get_wdf_upper_bound(term))};
}

std::unique_ptr<OccurrenceWalk> walk_over(const Sought& sought, const Xapian::Database& database) {
  std::vector<std::unique_ptr<TermWalk>> walks = term_walks(sought, database);
  if (sought.phrase.has_value()) return std::make_unique<PhraseWalk>(std::move(walks), sought);
  if (walks.size() == 1) return std::move(walks[0]);
  return std::make_unique<AnyWalk>(std::move(walks), database.get_doccount());
}

}  // namespace lodex::xapian
