#include "base/date.h"

#include <gtest/gtest.h>

namespace lodex {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;

TEST(ParseDate, APrecisionIsAnInterval) {
  const auto year = parse_date("1970");
  ASSERT_TRUE(year.has_value());
  EXPECT_EQ(year->begin, 0);
  EXPECT_EQ(year->end, 365 * kDay);
  EXPECT_EQ(parse_date("1970-12")->end, 365 * kDay);
  EXPECT_EQ(parse_date("2024-02")->end - parse_date("2024-02")->begin, 29 * kDay);
  EXPECT_EQ(parse_date("1970-01-02")->begin, kDay);
  EXPECT_EQ(parse_date("1970-01-01T00:01")->begin, 60'000'000);
  EXPECT_EQ(parse_date("1970-01-01T00:01")->end, 120'000'000);
  EXPECT_EQ(parse_date("1970-01-01 00:00:01.5")->begin, 1'500'000);
  EXPECT_EQ(parse_date("1970-01-01T01:00:00+01:00")->begin, 0);
  EXPECT_EQ(parse_date("1969-12-31T23:00:00-0100")->begin, 0);
  EXPECT_EQ(parse_date("1970-01-01T00:00:00.123456789Z")->begin, 123'456);
}

TEST(ParseDate, RefusesEverythingElse) {
  for (const char* text :
       {"", "x", "24", "2024-", "2024-13", "2024-00", "2024-02-30", "2023-02-29", "2024-1-1",
        "2024-01-01T", "2024-01-01T25:00", "2024-01-01T10", "2024-01-01T10:60", "2024-01-01x",
        "2024-01-01T10:00:00+", "2024-01-01T10:00:00.Z", "0000", "20240101", " 2024"}) {
    EXPECT_FALSE(parse_date(text).has_value()) << text;
  }
}

TEST(FormatDate, IsReadBack) {
  for (const char* text : {"1970-01-01", "2024-03-18T09:30:00Z", "1969-12-31T23:59:59.999999Z",
                           "0001-01-01", "9999-12-31"}) {
    EXPECT_EQ(format_date(parse_date(text)->begin), text);
  }
}

}  // namespace
}  // namespace lodex
