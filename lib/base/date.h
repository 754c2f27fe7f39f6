// Dates of documents and queries: ISO 8601 text to microseconds since 1970-01-01T00:00Z.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lodex/config.h"

namespace lodex {

// The instants that a date of some precision covers: "2024-03" is the whole of March.
struct DateInterval {
  std::int64_t begin = 0;  // microseconds
  std::int64_t end = 0;    // one past the last
};

// YYYY, YYYY-MM, YYYY-MM-DD, or a day with 'T' or a space and HH:MM[:SS[.f…]], then nothing (UTC),
// 'Z' or ±HH[:]MM. Years 0001 to 9999. Nothing where the text is anything else.
[[nodiscard]] std::optional<DateInterval> parse_date(std::string_view text) noexcept;

// "2024-03-18T09:30:00Z", with a fraction where there is one, "2024-03-18" at midnight.
[[nodiscard]] LODEX_API std::string format_date(std::int64_t microseconds);

}  // namespace lodex
