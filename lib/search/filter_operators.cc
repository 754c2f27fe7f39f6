#include "search/filter_operators.h"

#include <vector>

namespace lodex::search {
namespace {

using ranking::Score;
using segment::Segment;
using segment::SegmentField;

// What is decided document by document: `test(doc)`.
template <class Test>
class TestOperator final : public Operator {
 public:
  TestOperator(std::uint32_t doc_count, Test test)
      : doc_count_(doc_count), test_(std::move(test)) {}
  [[nodiscard]] DocId next_candidate(DocId from) override {
    return from < doc_count_ ? from : kEndDoc;
  }
  [[nodiscard]] Score bound(const Window&) override { return 0; }
  void rewind() override {}
  void collect(const Window& window, Matches& matches, Score*) override {
    for (DocId doc = window.begin; doc < window.end; ++doc) {
      if (test_(doc)) matches.add(doc - window.begin);
    }
  }

 private:
  std::uint32_t doc_count_;
  Test test_;
};

class NothingOperator final : public Operator {
 public:
  [[nodiscard]] DocId next_candidate(DocId) override { return kEndDoc; }
  [[nodiscard]] Score bound(const Window&) override { return 0; }
  void rewind() override {}
  void collect(const Window&, Matches&, Score*) override {}
};

class AllOperator final : public Operator {
 public:
  explicit AllOperator(std::uint32_t doc_count) : doc_count_(doc_count) {}
  [[nodiscard]] DocId next_candidate(DocId from) override {
    return from < doc_count_ ? from : kEndDoc;
  }
  [[nodiscard]] Score bound(const Window&) override { return 0; }
  void rewind() override {}
  void collect(const Window& window, Matches& matches, Score*) override {
    matches.add_first(window.size());
  }

 private:
  std::uint32_t doc_count_;
};

class DocumentOperator final : public Operator {
 public:
  explicit DocumentOperator(DocId doc) : doc_(doc) {}
  [[nodiscard]] DocId next_candidate(DocId from) override { return from <= doc_ ? doc_ : kEndDoc; }
  [[nodiscard]] Score bound(const Window&) override { return 0; }
  void rewind() override {}
  void collect(const Window& window, Matches& matches, Score*) override {
    if (doc_ >= window.begin && doc_ < window.end) matches.add(doc_ - window.begin);
  }

 private:
  DocId doc_;
};

// Any of many terms, unscored: their documents are gathered once, in a set over the segment.
class TermSetOperator final : public Operator {
 public:
  TermSetOperator(std::uint32_t doc_count, std::vector<std::uint64_t> words)
      : doc_count_(doc_count), words_(std::move(words)) {}
  [[nodiscard]] DocId next_candidate(DocId from) override {
    if (from >= doc_count_) return kEndDoc;
    std::size_t w = from / 64;
    std::uint64_t word = words_[w] & ~std::uint64_t{0} << (from % 64);
    while (word == 0) {
      if (++w == words_.size()) return kEndDoc;
      word = words_[w];
    }
    return static_cast<DocId>(w * 64 + static_cast<unsigned>(std::countr_zero(word)));
  }
  [[nodiscard]] Score bound(const Window&) override { return 0; }
  void rewind() override {}
  void collect(const Window& window, Matches& matches, Score*) override {
    for (DocId doc = window.begin; doc < window.end; ++doc) {
      if ((words_[doc / 64] >> (doc % 64) & 1) != 0) matches.add(doc - window.begin);
    }
  }

 private:
  std::uint32_t doc_count_;
  std::vector<std::uint64_t> words_;
};

}  // namespace

std::unique_ptr<Operator> nothing_operator() { return std::make_unique<NothingOperator>(); }

std::unique_ptr<Operator> all_operator(std::uint32_t doc_count) {
  return std::make_unique<AllOperator>(doc_count);
}

std::unique_ptr<Operator> document_operator(DocId doc) {
  return std::make_unique<DocumentOperator>(doc);
}

std::unique_ptr<Operator> column_operator(const ColumnPlan& plan, const Segment& segment) {
  const SegmentField* field = segment.field(plan.field);
  if (field == nullptr || !field->column.has_value() || plan.low > plan.high) {
    return nothing_operator();
  }
  const auto test = [column = &*field->column, low = plan.low, high = plan.high](DocId doc) {
    const store::Column::Extent extent = column->extent(doc);
    for (std::uint64_t i = extent.begin; i < extent.end; ++i) {
      const std::int64_t value = column->value(i);
      if (value >= low && value <= high) return true;
    }
    return false;
  };
  return std::make_unique<TestOperator<decltype(test)>>(segment.doc_count(), test);
}

std::unique_ptr<Operator> term_range_operator(const TermRangePlan& plan, const Segment& segment) {
  const SegmentField* field = segment.field(plan.field);
  if (field == nullptr) return nothing_operator();
  std::vector<std::uint64_t> words((std::size_t{segment.doc_count()} + 63) / 64);
  dictionary::TermIterator it(field->terms);
  for (it.seek(plan.low); !it.at_end(); it.next()) {
    if (!plan.include_low && it.term() == plan.low) continue;
    if (plan.high.has_value()) {
      const int order = it.term().compare(*plan.high);
      if (order > 0 || (order == 0 && !plan.include_high)) break;
    }
    postings::TermCursor cursor = field->cursor(it.info());
    for (DocId doc = cursor.doc(); doc != kEndDoc; doc = cursor.next()) {
      words[doc / 64] |= std::uint64_t{1} << (doc % 64);
    }
  }
  return std::make_unique<TermSetOperator>(segment.doc_count(), std::move(words));
}

std::unique_ptr<Operator> presence_operator(const PresencePlan& plan, const Segment& segment) {
  const SegmentField* field = segment.field(plan.field);
  if (field == nullptr) return nothing_operator();
  const auto test = [lengths = &field->lengths](DocId doc) { return lengths->has(doc); };
  return std::make_unique<TestOperator<decltype(test)>>(segment.doc_count(), test);
}

}  // namespace lodex::search
