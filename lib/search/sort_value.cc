#include "search/sort_value.h"

#include "base/date.h"
#include "base/sortable.h"

namespace lodex::search {

std::strong_ordering order_of(const SortValue& a, const SortValue& b, bool descending) {
  const bool a_is_missing = std::holds_alternative<std::monostate>(a);
  const bool b_is_missing = std::holds_alternative<std::monostate>(b);
  if (a_is_missing || b_is_missing) return a_is_missing <=> b_is_missing;
  return descending ? b <=> a : a <=> b;
}

Value to_value(const SortValue& value, FieldKind kind) {
  if (const auto* keyword = std::get_if<std::string>(&value)) return *keyword;
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr) return {};
  switch (kind) {
    case FieldKind::kReal:
      return real_of_sortable(*number);
    case FieldKind::kBoolean:
      return *number != 0;
    case FieldKind::kDate:
      return format_date(*number);
    default:
      return *number;
  }
}

}  // namespace lodex::search
