// What the segments have of one document, for its explanation.
#pragma once

#include <cstdint>

#include "explain/evidence.h"
#include "lodex/schema.h"
#include "search/collection.h"
#include "search/plan.h"

namespace lodex::search {

// Refers to all it is given.
class DocumentEvidence final : public explain::Evidence {
 public:
  // `plan` is that of the whole question: its unit is that of the scores.
  DocumentEvidence(const Plan& plan, const Collection& collection, const Schema& schema,
                   GlobalDocId doc)
      : plan_(plan), collection_(collection), schema_(schema), place_(collection.place(doc)) {}

  [[nodiscard]] std::uint64_t document_count() const override {
    return collection_.document_count();
  }
  [[nodiscard]] explain::LeafFacts facts(const query::NodePtr& leaf) const override;
  [[nodiscard]] bool matches(const query::NodePtr& leaf) const override;
  [[nodiscard]] double score(const explain::ScoredWord& word) const override;

 private:
  [[nodiscard]] Plan plan_of(const query::NodePtr& leaf) const;
  [[nodiscard]] std::uint32_t count(const Occurrences& occurrences,
                                    std::vector<explain::TermFacts>& terms) const;

  const Plan& plan_;
  const Collection& collection_;
  const Schema& schema_;
  Collection::Place place_;
};

}  // namespace lodex::search
