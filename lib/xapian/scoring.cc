// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/scoring.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lodex::xapian {
namespace {

// For sums of bounds, which are rounded otherwise than what they bound.
constexpr double kMargin = 1 + 1e-9;

double score_of(const TermFormula& formula, double freq, double length) {
  return formula.weight / (1 + (formula.base + formula.slope * length) / freq);
}

// Where the lengths of a field are read.
class LengthReader {
 public:
  LengthReader(const ScoredField& field, const Xapian::Database& database)
      : source_(field.length), lengths_(field.lengths.get()) {
    if (source_ == LengthSource::kDocument) database_ = database;
    if (source_ == LengthSource::kSlot && lengths_ == nullptr) {
      it_ = database.valuestream_begin(field.slot);
      end_ = database.valuestream_end(field.slot);
    }
  }

  // Documents come in rising order.
  [[nodiscard]] std::uint32_t length_of(Xapian::docid doc) {
    if (lengths_ != nullptr) return doc < lengths_->size() ? (*lengths_)[doc] : 0;
    if (source_ == LengthSource::kNone) return 1;
    if (source_ == LengthSource::kDocument) return database_.get_doclength(doc);
    if (it_ != end_ && it_.get_docid() < doc) it_.skip_to(doc);
    return it_ != end_ && it_.get_docid() == doc ? decode_length(*it_) : 0;
  }

 private:
  LengthSource source_;
  const FieldLengths* lengths_;
  Xapian::Database database_;
  Xapian::ValueIterator it_;
  Xapian::ValueIterator end_;
};

// A scored part as postings. Xapian clones it for each database and search, and calls init().
class ScoredSource final : public Xapian::PostingSource {
 public:
  explicit ScoredSource(std::shared_ptr<const ScoredPart> part) : part_(std::move(part)) {}

  [[nodiscard]] ScoredSource* clone() const override { return new ScoredSource(part_); }

  void init(const Xapian::Database& database) override {
    fields_.clear();
    has_phrases_ = false;
    doc_ = 0;
    amount_ = {};
    double highest = 0;
    std::uint64_t about = 0;
    std::uint64_t most = 0;
    fields_.reserve(part_->fields.size());
    for (const ScoredField& field : part_->fields) {
      auto walk = walk_over(field.sought, database);
      const Amount amount = walk->amount();
      if (amount.most == 0) continue;
      has_phrases_ = has_phrases_ || field.sought.phrase.has_value();
      amount_.least = std::max(amount_.least, amount.least);
      about += amount.about;
      most += amount.most;
      // No field is shorter than what stands in it.
      const double freq = walk->highest_freq();
      highest += field.frequency(freq, freq);
      fields_.push_back({&field, std::move(walk), LengthReader(field, database)});
    }
    const std::uint64_t all = database.get_doccount();
    amount_.about = static_cast<Xapian::doccount>(std::min(about, all));
    amount_.most = static_cast<Xapian::doccount>(std::min(most, all));
    set_maxweight(part_->score(highest) * kMargin);
  }

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return amount_.least; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return amount_.about; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return amount_.most; }

  void next(double least) override { move_to(doc_ + 1, least); }
  void skip_to(Xapian::docid target, double least) override {
    if (target > doc_) move_to(target, least);
  }
  [[nodiscard]] bool at_end() const override { return doc_ == OccurrenceWalk::kEnd; }
  [[nodiscard]] Xapian::docid get_docid() const override { return doc_; }

  [[nodiscard]] double get_weight() const override {
    return score_by([](OccurrenceWalk& walk) { return walk.freq(); });
  }

 private:
  struct Field {
    const ScoredField* scored;
    std::unique_ptr<OccurrenceWalk> walk;
    LengthReader lengths;
  };

  // Of doc_, with frequencies by `freq_of`.
  template <class FreqOf>
  [[nodiscard]] double score_by(FreqOf freq_of) const {
    double sum = 0;
    for (Field& field : fields_) {
      if (field.walk->doc() != doc_) continue;
      const std::uint32_t freq = freq_of(*field.walk);
      const std::uint32_t length = std::max(field.lengths.length_of(doc_), freq);
      sum += field.scored->frequency(freq, length);
    }
    return part_->score(sum);
  }
  // Whether the score of doc_ may be so high.
  [[nodiscard]] bool may_reach(double least) const {
    return least <= 0 ||
           score_by([](OccurrenceWalk& walk) { return walk.freq_bound(); }) * kMargin >= least;
  }
  // All that are on doc_ are looked at, as all count in its score.
  [[nodiscard]] bool has_match() const {
    bool found = false;
    for (Field& field : fields_) {
      if (field.walk->doc() == doc_ && field.walk->matches()) found = true;
    }
    return found;
  }
  void go_to_candidate(Xapian::docid target) {
    doc_ = OccurrenceWalk::kEnd;
    for (const Field& field : fields_) {
      field.walk->skip_to(target);
      doc_ = std::min(doc_, field.walk->doc());
    }
  }
  // Positions are not read of documents that cannot be among the best.
  void move_to(Xapian::docid target, double least) {
    go_to_candidate(target);
    if (!has_phrases_) return;
    while (doc_ != OccurrenceWalk::kEnd && !(may_reach(least) && has_match())) {
      go_to_candidate(doc_ + 1);
    }
  }

  std::shared_ptr<const ScoredPart> part_;
  // Reading a length moves an iterator, which is no change that one could see.
  mutable std::vector<Field> fields_;
  bool has_phrases_ = false;
  Amount amount_;
  Xapian::docid doc_ = 0;
};

}  // namespace

TermWeight::TermWeight(std::shared_ptr<const std::vector<TermFormula>> formulas)
    : formulas_(std::move(formulas)) {
  need_stat(WDF);
  need_stat(WDF_MAX);
  // Looking up the length takes longer than all the rest.
  const bool has_lengths = std::ranges::any_of(
      *formulas_, [](const TermFormula& formula) { return formula.slope != 0; });
  if (has_lengths) need_stat(DOC_LENGTH);
}

void TermWeight::init(double factor) {
  const auto number = static_cast<std::size_t>(std::lround(factor));
  formula_ = number == 0 ? TermFormula{} : formulas_->at(number - 1);
  const double freq = formula_.is_keyword ? 1 : std::max(1U, get_wdf_upper_bound());
  highest_ = score_of(formula_, freq, freq) * kMargin;
}

double TermWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                               Xapian::termcount) const {
  const std::uint32_t freq = formula_.is_keyword ? 1 : std::max(1U, wdf);
  return score_of(formula_, freq, std::max(length, freq));
}

Xapian::Query query_of(std::shared_ptr<const ScoredPart> part) {
  // release() gives it to Xapian, which counts references.
  return Xapian::Query((new ScoredSource(std::move(part)))->release());
}

}  // namespace lodex::xapian
