// SPDX-License-Identifier: GPL-2.0-or-later
// Values in slots. Their bytes are in the order of the values, as Xapian compares them:
//
//   integer, date (microseconds), boolean (0, 1)
//           that of the largest real that is not above the number; where this is not the number,
//           filled up to 10 bytes, and the rest in two more
//   real    Xapian::sortable_serialise() of it. Where that is not above the bytes of the next lower
//           real, as with many negative numbers (a mistake of Xapian 1.4): the bytes of that real,
//           filled up to 9, and a byte 1
//   keyword its bytes
//
// The value slot has the first of a document's values in this order, and is all that a document
// with one value has. Where there are several, or one is an empty keyword, which no slot can hold,
// the values slot has all of them, rising, each as varint size and bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/schema.h"

namespace lodex::xapian {

// How another program's database has dates.
enum class DateFormat : std::uint8_t {
  kMicroseconds,   // as above
  kSeconds,        // sortable_serialise() of the seconds since 1970
  kBinarySeconds,  // the seconds since 1970 in 4 bytes, the highest first
};

// `number` is a value as columns of the native engine have it: reals by base/sortable.h.
[[nodiscard]] std::string encode_number(FieldKind kind, std::int64_t number);
// Of bytes that encode_number() did not make, something.
[[nodiscard]] std::int64_t decode_number(FieldKind kind, std::string_view bytes,
                                         DateFormat dates = DateFormat::kMicroseconds);
// Of a format in seconds. Those that it cannot have are its lowest and what is above all of it.
[[nodiscard]] std::string encode_seconds(DateFormat dates, std::int64_t seconds);

struct SlotValues {
  std::string value;   // for the value slot; empty: none
  std::string values;  // for the values slot; empty: none
};
// Of one document's encoded values, in any order.
[[nodiscard]] SlotValues slot_values(std::vector<std::string> values);
// The encoded values of a document from its two slots, rising.
[[nodiscard]] std::vector<std::string> read_slot_values(const std::string& value,
                                                        std::string_view values);

}  // namespace lodex::xapian
