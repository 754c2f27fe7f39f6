#include "base/utf8.h"

#include <gtest/gtest.h>

namespace lodex {
namespace {

TEST(Utf8, RoundTripsEveryCodePoint) {
  for (char32_t c = 0; c <= 0x10ffff; ++c) {
    if (c >= 0xd800 && c <= 0xdfff) continue;
    std::string text;
    append_utf8(text, c);
    const Decoded decoded = decode_utf8(text);
    ASSERT_TRUE(decoded.valid);
    ASSERT_EQ(decoded.code_point, c);
    ASSERT_EQ(decoded.size, text.size());
    ASSERT_TRUE(is_valid_utf8(text));
  }
}

TEST(Utf8, RefusesWhatIsNotUtf8) {
  for (const char* text :
       {"\x80", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf0\x80\x80\xaf",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "a\xc3", "\xe2\x82", "\xf0\x9f\x98"}) {
    EXPECT_FALSE(is_valid_utf8(text)) << text;
  }
}

TEST(Utf8, ReplacesMaximalSubparts) {
  // The example of The Unicode Standard, table 3-8, and truncated sequences, table 3-11.
  EXPECT_EQ(repaired_utf8("\x61\xf1\x80\x80\xe1\x80\xc2\x62\x80\x63\x80\xbf\x64"),
            "a\ufffd\ufffd\ufffdb\ufffdc\ufffd\ufffdd");
  EXPECT_EQ(repaired_utf8("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41"), "\ufffd\ufffd\ufffd\ufffdA");
  EXPECT_EQ(repaired_utf8("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");
}

TEST(Utf8, FloorsToBoundaries) {
  const std::string text = "a\xc3\xa9\xf0\x9f\x98\x80z";  // a é 😀 z
  const std::size_t expected[] = {0, 1, 1, 3, 3, 3, 3, 7, 8};
  for (std::size_t i = 0; i <= 8; ++i) EXPECT_EQ(floor_to_boundary(text, i), expected[i]) << i;
  EXPECT_EQ(floor_to_boundary(text, 99), 8U);
}

}  // namespace
}  // namespace lodex
