// The values of one field in the segment at hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.h"
#include "lodex/schema.h"
#include "search/sort_value.h"
#include "segment/segment.h"

namespace lodex::search {

// Within a segment values are compared by their numbers in the column, which for keywords are those
// of the segment's terms. Only what has to be compared with another segment is made a SortValue.
class ColumnValues {
 public:
  // A field that has a column where it has values.
  explicit ColumnValues(const FieldSpec& field) : field_(field.name), kind_(field.kind) {}

  void begin_segment(const segment::Segment& segment);
  [[nodiscard]] bool is_keyword() const { return kind_ == FieldKind::kKeyword; }

  // Null where the segment has no values.
  [[nodiscard]] const store::Column* column() const { return column_; }
  // Of the values of a document; nothing where it has none.
  [[nodiscard]] std::optional<std::int64_t> lowest(DocId doc) const {
    if (column_ == nullptr) return {};
    const store::Column::Extent extent = column_->extent(doc);
    if (extent.begin == extent.end) return {};
    return column_->value(extent.begin);
  }

  // What a number stands for.
  [[nodiscard]] SortValue value(std::int64_t number) const;
  // The number of a keyword; nothing where the segment does not have it.
  [[nodiscard]] std::optional<std::int64_t> number_of(const std::string& keyword) const;
  // The first keyword of the segment that is not below this one.
  struct Place {
    std::int64_t number;
    bool is_same;
  };
  [[nodiscard]] Place place_of(const std::string& keyword) const;

 private:
  std::string field_;
  FieldKind kind_;
  const segment::Segment* segment_ = nullptr;
  const segment::SegmentField* part_ = nullptr;  // null where the segment has no values
  const store::Column* column_ = nullptr;        // of it
};

}  // namespace lodex::search
