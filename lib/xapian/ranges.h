// SPDX-License-Identifier: GPL-2.0-or-later
// Values between two bounds, unscored.
#pragma once

#include <xapian.h>

#include <optional>
#include <string>

#include "query/node.h"
#include "xapian/layout.h"

namespace lodex::xapian {

// Bounds as values are encoded (values.h).
struct ValueRange {
  std::string low;                  // "": open
  std::optional<std::string> high;  // nothing: open
  bool include_low = true;
  bool include_high = true;

  [[nodiscard]] bool has(const std::string& value) const;
};

// The bounds of a range of this field, as its slot has them. Throws QueryError where they are of
// another kind.
[[nodiscard]] ValueRange value_range(const query::Range& node, const LayoutField& field);

// Documents that have such a value in their value slot.
[[nodiscard]] Xapian::Query value_query(Xapian::valueno slot, const ValueRange& range);
// Documents that have one in their values slot; of local databases.
[[nodiscard]] Xapian::Query values_query(Xapian::valueno slot, const ValueRange& range);
// Documents that have anything in the slot.
[[nodiscard]] Xapian::Query slot_query(Xapian::valueno slot);

}  // namespace lodex::xapian
