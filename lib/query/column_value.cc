#include "query/column_value.h"

#include <cmath>
#include <string>

#include "base/date.h"
#include "base/sortable.h"

namespace lodex::query {

std::optional<std::int64_t> column_value(const Value& value, FieldKind kind) {
  const auto* integer = value.get_if<std::int64_t>();
  const auto* real = value.get_if<double>();
  switch (kind) {
    case FieldKind::kInteger:
      if (integer != nullptr) return *integer;
      break;
    case FieldKind::kReal:
      if (integer != nullptr) return sortable_real(static_cast<double>(*integer));
      if (real != nullptr && !std::isnan(*real)) return sortable_real(*real);
      break;
    case FieldKind::kDate:
      if (integer != nullptr) return *integer;
      if (const auto* text = value.get_if<std::string>()) {
        if (const auto interval = parse_date(*text)) return interval->begin;
      }
      break;
    case FieldKind::kBoolean:
      if (const auto* flag = value.get_if<bool>()) return *flag ? 1 : 0;
      break;
    default:
      break;
  }
  return {};
}

}  // namespace lodex::query
