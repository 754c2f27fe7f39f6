#include "search/operators.h"

#include <algorithm>
#include <variant>

#include "search/filter_operators.h"
#include "search/scored_operators.h"

namespace lodex::search {
namespace {

using ranking::Score;
using OperatorPtr = std::unique_ptr<Operator>;

// Any of the parts.
class OrOperator final : public Operator {
 public:
  explicit OrOperator(std::vector<OperatorPtr> parts) : parts_(std::move(parts)) {}

  [[nodiscard]] DocId next_candidate(DocId from) override {
    DocId next = kEndDoc;
    for (const OperatorPtr& part : parts_) next = std::min(next, part->next_candidate(from));
    return next;
  }
  [[nodiscard]] Score bound(const Window& window) override {
    Score sum = 0;
    for (const OperatorPtr& part : parts_) sum += part->bound(window);
    return sum;
  }
  void collect(const Window& window, Matches& matches, Score* scores) override {
    for (const OperatorPtr& part : parts_) part->collect(window, matches, scores);
  }
  void rewind() override {
    for (const OperatorPtr& part : parts_) part->rewind();
  }

 private:
  std::vector<OperatorPtr> parts_;
};

// All of `required`, of which the first `scored` count for the score; none of `excluded`; what is
// in `optional` scores.
class BooleanOperator final : public Operator {
 public:
  BooleanOperator(std::vector<OperatorPtr> required, std::size_t scored,
                  std::vector<OperatorPtr> optional, std::vector<OperatorPtr> excluded)
      : required_(std::move(required)),
        scored_(scored),
        optional_(std::move(optional)),
        excluded_(std::move(excluded)) {}

  [[nodiscard]] DocId next_candidate(DocId from) override {
    DocId candidate = from;
    for (std::size_t i = 0; i < required_.size() && candidate != kEndDoc;) {
      const DocId next = required_[i]->next_candidate(candidate);
      // A later one moves all others on.
      i = next > candidate && i > 0 ? 0 : i + 1;
      candidate = next;
    }
    return candidate;
  }

  [[nodiscard]] Score bound(const Window& window) override {
    Score sum = 0;
    for (std::size_t i = 0; i < scored_; ++i) sum += required_[i]->bound(window);
    for (const OperatorPtr& part : optional_) sum += part->bound(window);
    return sum;
  }

  void collect(const Window& window, Matches& matches, Score* scores) override {
    if (scores != nullptr) std::fill_n(total_.begin(), window.size(), Score{0});
    found_.clear();
    found_.add_first(window.size());
    for (std::size_t i = 0; i < required_.size(); ++i) {
      part_.clear();
      const bool counts = scores != nullptr && i < scored_;
      required_[i]->collect(window, part_, counts ? total_.data() : nullptr);
      found_.intersect(part_);
      if (!found_.any()) return;
    }
    for (const OperatorPtr& part : excluded_) {
      part_.clear();
      part->collect(window, part_, nullptr);
      found_.subtract(part_);
    }
    matches.unite(found_);
    if (scores == nullptr) return;
    for (const OperatorPtr& part : optional_) {
      part_.clear();
      part->collect(window, part_, total_.data());
    }
    found_.for_each([&](DocId at) { scores[at] += total_[at]; });
  }

  void rewind() override {
    for (const auto* parts : {&required_, &optional_, &excluded_}) {
      for (const OperatorPtr& part : *parts) part->rewind();
    }
  }

 private:
  std::vector<OperatorPtr> required_;
  std::size_t scored_;
  std::vector<OperatorPtr> optional_;
  std::vector<OperatorPtr> excluded_;
  Matches found_;
  Matches part_;
  Scores total_{};
};

class Maker {
 public:
  Maker(const Plan& plan, const Collection& collection, std::size_t segment)
      : plan_(plan),
        collection_(collection),
        segment_number_(segment),
        segment_(*collection.segments()[segment].segment) {}

  OperatorPtr make(const PlanNode& node) {
    return std::visit([this](const auto& data) { return make(data); }, node.data);
  }

 private:
  OperatorPtr make(const std::monostate&) { return nothing_operator(); }
  OperatorPtr make(const AllPlan&) { return all_operator(segment_.doc_count()); }
  OperatorPtr make(const ScoredPlan& scored) {
    return scored_operator(scored, plan_.model, plan_.scale, segment_);
  }
  OperatorPtr make(const ColumnPlan& column) { return column_operator(column, segment_); }
  OperatorPtr make(const TermRangePlan& range) { return term_range_operator(range, segment_); }
  OperatorPtr make(const PresencePlan& presence) { return presence_operator(presence, segment_); }
  OperatorPtr make(const IdPlan& id) {
    if (!id.doc.has_value()) return nothing_operator();
    const Collection::Place place = collection_.place(*id.doc);
    return place.segment == segment_number_ ? document_operator(place.doc) : nothing_operator();
  }
  OperatorPtr make(const BooleanPlan& boolean) {
    std::vector<OperatorPtr> should = make_all(boolean.should);
    if (boolean.must.empty() && boolean.filter.empty()) {
      if (should.empty()) return nothing_operator();
      if (boolean.must_not.empty()) return std::make_unique<OrOperator>(std::move(should));
      std::vector<OperatorPtr> required;
      required.push_back(std::make_unique<OrOperator>(std::move(should)));
      return std::make_unique<BooleanOperator>(std::move(required), 1, std::vector<OperatorPtr>(),
                                               make_all(boolean.must_not));
    }
    std::vector<OperatorPtr> required = make_all(boolean.must);
    const std::size_t scored = required.size();
    for (OperatorPtr& filter : make_all(boolean.filter)) required.push_back(std::move(filter));
    return std::make_unique<BooleanOperator>(std::move(required), scored, std::move(should),
                                             make_all(boolean.must_not));
  }
  std::vector<OperatorPtr> make_all(const std::vector<PlanPtr>& nodes) {
    std::vector<OperatorPtr> out;
    for (const PlanPtr& node : nodes) out.push_back(make(*node));
    return out;
  }

  const Plan& plan_;
  const Collection& collection_;
  std::size_t segment_number_;
  const segment::Segment& segment_;
};

}  // namespace

std::unique_ptr<Operator> make_operator(const Plan& plan, const Collection& collection,
                                        std::size_t segment) {
  return Maker(plan, collection, segment).make(*plan.root);
}

}  // namespace lodex::search
