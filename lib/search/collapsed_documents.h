// The best k of scored documents, no more than a few for each value of a field.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "lodex/schema.h"
#include "lodex/search.h"
#include "search/collapsing_top.h"
#include "search/column_values.h"
#include "search/top_documents.h"
#include "segment/segment.h"

namespace lodex::search {

// Takes the documents of one segment after the other. Within a segment values are numbers of its
// column; between two the keywords of the documents kept so far are looked up in the next.
class CollapsedDocuments {
 public:
  // Throws QueryError where there is no collapsing by the field.
  CollapsedDocuments(const Collapse& collapse, const Schema& schema, std::size_t k);

  void begin_segment(const segment::Segment& segment);
  // A document of the segment, and its key.
  void add(DocId doc, RankKey key) {
    if (top_.has_room_for(key)) top_.add(key, values_.lowest(doc));
  }
  // No document below it is of use.
  [[nodiscard]] RankKey least() const { return top_.last() == nullptr ? RankKey() : *top_.last(); }

  struct Kept {
    RankKey key;
    SortValue value;
  };
  // The best first.
  [[nodiscard]] std::vector<Kept> sorted() &&;

 private:
  [[nodiscard]] SortValue value_of(std::int64_t number) const;
  [[nodiscard]] std::optional<std::int64_t> number_of(const SortValue& value);

  ColumnValues values_;
  CollapsingTop<RankKey, std::int64_t, std::greater<>> top_;
  // Keywords of documents kept that the segment does not have have numbers from -1 downwards.
  std::unordered_map<std::string, std::int64_t> numbers_elsewhere_;
  std::vector<const std::string*> elsewhere_;
};

}  // namespace lodex::search
