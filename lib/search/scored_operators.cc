#include "search/scored_operators.h"

#include <algorithm>
#include <vector>

#include "search/filter_operators.h"
#include "search/occurrence_source.h"
#include "search/term_scorer.h"

namespace lodex::search {
namespace {

using postings::Impact;
using segment::Segment;

// A word of one field.
class TermOperator final : public Operator {
 public:
  TermOperator(const TermScorer& scorer, DocId doc_count)
      : scorer_(scorer), bounds_(Window::count(doc_count)) {}

  [[nodiscard]] DocId next_candidate(DocId from) override { return scorer_.seek(from); }

  [[nodiscard]] Score bound(const Window& window) override {
    if (!bounds_known_) scorer_.bound_windows(bounds_);
    bounds_known_ = true;
    return bounds_[window.begin / kWindowSize];
  }

  void collect(const Window& window, Matches& matches, Score* scores) override {
    for (DocId doc = scorer_.seek(window.begin); doc < window.end; doc = scorer_.doc()) {
      if (scores == nullptr) {
        const std::span<const DocId> docs = scorer_.cursor().block_docs(window.end);
        matches.add(docs, window.begin);
        scorer_.cursor().skip(docs.size());
        continue;
      }
      const TermScorer::Batch batch = scorer_.batch(window.end);
      matches.add(batch.docs, window.begin);
      for (std::size_t i = 0; i < batch.size(); ++i) {
        scores[batch.docs[i] - window.begin] += batch.scores[i];
      }
      scorer_.pass(batch);
    }
  }

  void rewind() override { scorer_.rewind(); }

 private:
  TermScorer scorer_;
  std::vector<Score> bounds_;  // of all windows, once one was asked for
  bool bounds_known_ = false;
};

// What is not a word of one field but a pattern or a phrase in it.
class FieldOperator final : public Operator {
 public:
  FieldOperator(ranking::Bm25Term term, simd::LengthArray lengths,
                std::unique_ptr<OccurrenceSource> source)
      : term_(term), lengths_(lengths), source_(std::move(source)) {}

  [[nodiscard]] DocId next_candidate(DocId from) override { return source_->next_candidate(from); }

  [[nodiscard]] Score bound(const Window& window) override {
    pairs_.clear();
    source_->dominate(window, pairs_);
    Score bound = 0;
    for (const Impact& pair : pairs_) {
      bound = std::max(bound, pair.freq >= postings::kUnboundedFreq
                                  ? term_.bound()
                                  : term_.score(pair.freq, pair.length));
    }
    return bound;
  }

  void collect(const Window& window, Matches& matches, Score* scores) override {
    found_.clear();
    source_->collect(window, found_, freqs_);
    matches.unite(found_);
    found_.for_each([&](DocId at) {
      if (scores != nullptr) {
        scores[at] += term_.score(freqs_[at], length_of(lengths_, window.begin + at));
      }
      freqs_[at] = 0;
    });
  }

  void rewind() override { source_->rewind(); }

 private:
  ranking::Bm25Term term_;
  simd::LengthArray lengths_;
  std::unique_ptr<OccurrenceSource> source_;
  std::vector<Impact> pairs_;
  Matches found_;
  Frequencies freqs_{};
};

class FieldsOperator final : public Operator {
 public:
  struct Part {
    ranking::Bm25Field field;
    simd::LengthArray lengths;
    std::unique_ptr<OccurrenceSource> source;
  };
  FieldsOperator(ranking::Bm25Fields word, std::vector<Part> parts)
      : word_(word), parts_(std::move(parts)) {}

  [[nodiscard]] DocId next_candidate(DocId from) override {
    DocId next = kEndDoc;
    for (const Part& part : parts_) next = std::min(next, part.source->next_candidate(from));
    return next;
  }

  [[nodiscard]] Score bound(const Window& window) override {
    float sum = 0;
    for (const Part& part : parts_) {
      pairs_.clear();
      part.source->dominate(window, pairs_);
      float highest = 0;
      for (const Impact& pair : pairs_) {
        if (pair.freq >= postings::kUnboundedFreq) return word_.bound();
        highest = std::max(highest, part.field.frequency(pair.freq, pair.length));
      }
      sum += highest;
    }
    return sum > 0 ? word_.bound(sum) : 0;
  }

  // The fields' frequencies are added in the order of the fields, so that a sum of floats is the
  // same however it is come by.
  void collect(const Window& window, Matches& matches, Score* scores) override {
    all_.clear();
    for (const Part& part : parts_) {
      found_.clear();
      part.source->collect(window, found_, freqs_);
      all_.unite(found_);
      found_.for_each([&](DocId at) {
        sums_[at] += part.field.frequency(freqs_[at], length_of(part.lengths, window.begin + at));
        freqs_[at] = 0;
      });
    }
    matches.unite(all_);
    all_.for_each([&](DocId at) {
      if (scores != nullptr) scores[at] += word_.score(sums_[at]);
      sums_[at] = 0;
    });
  }

  void rewind() override {
    for (const Part& part : parts_) part.source->rewind();
  }

 private:
  ranking::Bm25Fields word_;
  std::vector<Part> parts_;
  std::vector<Impact> pairs_;
  Matches found_;
  Matches all_;
  Frequencies freqs_{};
  std::array<float, kWindowSize> sums_{};
};

std::unique_ptr<Operator> term_operator(const ScoredPlan& plan, const Bm25& model,
                                        const ranking::ScoreScale& scale, const Segment& segment) {
  const Occurrences& occurrences = plan.parts[0].occurrences;
  const segment::SegmentField* field = segment.field(occurrences.field);
  if (field == nullptr) return nothing_operator();
  const auto found = field->terms.find(occurrences.terms[0].term);
  if (!found) return nothing_operator();
  return std::make_unique<TermOperator>(
      TermScorer(field->postings, found->info, term_formula(plan, model, scale),
                 length_array(occurrences, segment)),
      segment.doc_count());
}

}  // namespace

std::unique_ptr<Operator> scored_operator(const ScoredPlan& plan, const Bm25& model,
                                          const ranking::ScoreScale& scale,
                                          const Segment& segment) {
  if (!plan.across) {
    const Occurrences& occurrences = plan.parts[0].occurrences;
    if (occurrences.terms.size() == 1 && !occurrences.phrase) {
      return term_operator(plan, model, scale, segment);
    }
    auto source = make_occurrence_source(plan.parts[0].occurrences, segment);
    if (source == nullptr) return nothing_operator();
    return std::make_unique<FieldOperator>(term_formula(plan, model, scale),
                                           length_array(plan.parts[0].occurrences, segment),
                                           std::move(source));
  }
  std::vector<FieldsOperator::Part> parts;
  for (const ScoredPlan::Part& part : plan.parts) {
    auto source = make_occurrence_source(part.occurrences, segment);
    if (source == nullptr) continue;
    parts.push_back(
        {field_formula(part, model), length_array(part.occurrences, segment), std::move(source)});
  }
  if (parts.empty()) return nothing_operator();
  return std::make_unique<FieldsOperator>(fields_formula(plan, model, scale), std::move(parts));
}

}  // namespace lodex::search
