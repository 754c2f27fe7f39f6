// SPDX-License-Identifier: GPL-2.0-or-later
// Values between two bounds, unscored.
#pragma once

#include <xapian.h>

#include <optional>
#include <string>

#include "xapian/values.h"

namespace lodex::xapian {

// Bounds as values are encoded (values.h).
struct ValueRange {
  std::string low;                  // "": open
  std::optional<std::string> high;  // nothing: open
  bool include_low = true;
  bool include_high = true;

  [[nodiscard]] bool has(const std::string& value) const;
};

// A range of dates in microseconds as one of a format in seconds.
[[nodiscard]] ValueRange in_seconds(const ValueRange& range, DateFormat dates);

// Documents that have such a value in their value slot.
[[nodiscard]] Xapian::Query value_query(Xapian::valueno slot, const ValueRange& range);
// Documents that have one in their values slot; of local databases.
[[nodiscard]] Xapian::Query values_query(Xapian::valueno slot, const ValueRange& range);
// Documents that have anything in the slot.
[[nodiscard]] Xapian::Query slot_query(Xapian::valueno slot);

}  // namespace lodex::xapian
