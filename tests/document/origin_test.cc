#include "lodex/origin.h"

#include <gtest/gtest.h>

#include <random>

#include "support/random_text.h"

namespace lodex {
namespace {

TEST(Origin, CountsLinesWhereTheTextIsThatOfTheFile) {
  const Origin origin{"a.txt", 1, {{"body", 4}}};
  const std::string_view text = "one\r\ntwo\n\nthree";
  EXPECT_EQ(origin.line_of("body", text, 0), 4U);
  EXPECT_EQ(origin.line_of("body", text, 4), 4U);  // the line end belongs to its line
  EXPECT_EQ(origin.line_of("body", text, 5), 5U);
  EXPECT_EQ(origin.line_of("body", text, 10), 7U);
  EXPECT_EQ(origin.line_of("body", text, 1000), 7U);
}

TEST(Origin, LooksUpMarks) {
  const Origin origin{"a.md", 1, {{"body", 1, {{0, 3}, {10, 4}, {20, 9}}}}};
  EXPECT_EQ(origin.line_of("body", "", 0), 3U);
  EXPECT_EQ(origin.line_of("body", "", 9), 3U);
  EXPECT_EQ(origin.line_of("body", "", 10), 4U);
  EXPECT_EQ(origin.line_of("body", "", 5000), 9U);
}

TEST(Origin, OfAFieldWithoutLinesIsTheLineOfTheDocument) {
  const Origin origin{"a.jsonl", 17};
  EXPECT_EQ(origin.line_of("body", "a\nb", 2), 17U);
}

TEST(Origin, IsReadBack) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int i = 0; i < 200; ++i) {
    Origin origin{"folder/é " + std::to_string(random()), 1 + random() % 1000};
    for (auto n = random() % 4; n > 0; --n) {
      FieldLines lines{"field" + std::to_string(n), random() % 100};
      LineMark mark;
      for (auto m = random() % 5; m > 0; --m) {
        mark.offset += 1 + random() % 300;
        mark.line = random() % 50;  // may fall
        lines.marks.push_back(mark);
      }
      if (!lines.marks.empty()) lines.first = 1;
      origin.lines.push_back(std::move(lines));
    }
    EXPECT_EQ(Origin::from_value(origin.to_value()), origin);
  }
}

TEST(Origin, IsNothingElse) {
  const auto value = [](std::string_view json) {
    return *Document::from_json("{\"v\":" + std::string(json) + "}").find("v");
  };
  EXPECT_TRUE(Origin::from_value(value(R"(["a", 1, "f", 2, "g", [0, 1]])")));
  for (const char* json :
       {"null", "5", "\"a\"", "{}", "[]", "[\"a\"]", "[1, 1]", "[\"a\", -1]", "[\"a\", 1.5]",
        "[\"a\", 1, \"f\"]", "[\"a\", 1, \"f\", [1]]", "[\"a\", 1, \"f\", []]",
        "[\"a\", 1, \"f\", [-1, 1]]", "[\"a\", 1, 2, 2]", "[\"a\", 1, \"f\", \"g\"]"}) {
    EXPECT_FALSE(Origin::from_value(value(json))) << json;
  }
}

}  // namespace
}  // namespace lodex
