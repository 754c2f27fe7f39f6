// Operators that match without scoring.
#pragma once

#include <memory>

#include "search/operators.h"
#include "search/plan.h"
#include "segment/segment.h"

namespace lodex::search {

[[nodiscard]] std::unique_ptr<Operator> nothing_operator();
[[nodiscard]] std::unique_ptr<Operator> all_operator(std::uint32_t doc_count);
[[nodiscard]] std::unique_ptr<Operator> document_operator(DocId doc);
[[nodiscard]] std::unique_ptr<Operator> column_operator(const ColumnPlan& plan,
                                                        const segment::Segment& segment);
[[nodiscard]] std::unique_ptr<Operator> term_range_operator(const TermRangePlan& plan,
                                                            const segment::Segment& segment);
[[nodiscard]] std::unique_ptr<Operator> presence_operator(const PresencePlan& plan,
                                                          const segment::Segment& segment);

}  // namespace lodex::search
