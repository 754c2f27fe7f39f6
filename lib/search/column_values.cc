#include "search/column_values.h"

#include "lodex/error.h"

namespace lodex::search {

void ColumnValues::begin_segment(const segment::Segment& segment) {
  segment_ = &segment;
  part_ = segment.field(field_);
  if (part_ != nullptr && !part_->column.has_value()) part_ = nullptr;
  column_ = part_ == nullptr ? nullptr : &*part_->column;
}

SortValue ColumnValues::value(std::int64_t number) const {
  if (!is_keyword()) return number;
  if (number < 0 || number >= std::int64_t{part_->terms.size()}) {
    throw CorruptIndexError(segment_->path() + ": a column names a term that there is not");
  }
  return part_->terms.term(TermId{static_cast<std::uint32_t>(number)});
}

std::optional<std::int64_t> ColumnValues::number_of(const std::string& keyword) const {
  if (part_ == nullptr) return {};
  const auto found = part_->terms.find(keyword);
  if (!found) return {};
  return std::int64_t{index_of(found->id)};
}

ColumnValues::Place ColumnValues::place_of(const std::string& keyword) const {
  if (part_ == nullptr) return {0, false};
  dictionary::TermIterator it(part_->terms);
  it.seek(keyword);
  if (it.at_end()) return {std::int64_t{part_->terms.size()}, false};
  return {std::int64_t{index_of(it.id())}, it.term() == keyword};
}

}  // namespace lodex::search
