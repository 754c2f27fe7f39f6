#include "lodex/document.h"

#include <gtest/gtest.h>

#include "lodex/error.h"

namespace lodex {
namespace {

TEST(Document, KeepsTheOrderOfItsFields) {
  Document document{{"id", "a"}, {"z", 1}, {"b", 2.5}};
  document.set("z", "new").set("c", true);
  EXPECT_EQ(document.to_json(), R"({"id":"a","z":"new","b":2.5,"c":true})");
  EXPECT_EQ(document.id(), "a");
  EXPECT_EQ(document.find("none"), nullptr);
  EXPECT_EQ(document.text("b"), "2.5");
}

TEST(Document, JsonGoesBothWays) {
  const std::string text =
      R"({"id":"a","s":"q\"\\\n\u0001é😀","i":-9223372036854775808,"r":0.1,"t":true,"n":null,"l":[1,"x",[2.0],{"k":{"m":[null]}}],"o":{"a":[1,{"b":"\u0007"}]}})";
  const Document document = Document::from_json(text);
  EXPECT_EQ(Document::from_json(document.to_json()), document);
  EXPECT_EQ(*document.find("i"), Value(INT64_MIN));
  EXPECT_EQ(*document.find("r"), Value(0.1));
  EXPECT_EQ(document.find("o")->get_if<Json>()->text, R"({"a":[1,{"b":"\u0007"}]})");
}

TEST(Document, RealsStayReals) {
  const Document document = Document::from_json(R"({"a":1.0,"b":1e300,"c":-0.0})");
  EXPECT_EQ(*document.find("a"), Value(1.0));
  EXPECT_EQ(document.to_json(), R"({"a":1.0,"b":1e+300,"c":-0.0})");
}

TEST(Document, LargeIntegersAreNotLost) {
  EXPECT_EQ(Document::from_json(R"({"a":18446744073709551615})").to_json(),
            R"({"a":18446744073709551615})");
  EXPECT_EQ(*Document::from_json(R"({"a":123456789012345678901234567890, "b":[1]})").find("a"),
            Value(123456789012345678901234567890.0));
}

TEST(Document, OfARepeatedNameTheLastValueCounts) {
  EXPECT_EQ(Document::from_json(R"({"a":1,"b":2,"a":3})").to_json(), R"({"a":3,"b":2})");
}

TEST(Document, ManyFieldsTakeLinearTime) {
  std::string text = "{";
  for (int i = 0; i < 200'000; ++i)
    text += "\"f" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  const Document document = Document::from_json(text + "\"f7\":\"last\"}");
  EXPECT_EQ(document.fields().size(), 200'000U);
  EXPECT_EQ(document.fields()[7].value, Value("last"));
}

TEST(Document, InvalidUtf8IsReplaced) {
  EXPECT_EQ(Document::from_json("{\"a\":\"x\xff y\xc3\"}").text("a"), "x\ufffd y\ufffd");
}

TEST(Document, RefusesWhatIsNotAJsonObject) {
  for (const char* text :
       {"", "null", "[1]", "\"x\"", "{", "{\"a\":}", "{\"a\":1,}", "{\"a\":1}}", "{\"a\":01}",
        "{a:1}", "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}", "nonsense"}) {
    EXPECT_THROW(Document::from_json(text), DocumentError) << text;
  }
  const std::string deep = "{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  EXPECT_THROW(Document::from_json(deep), DocumentError);
  const std::string slow_and_deep =
      "{\"n\":99999999999999999999999,\"a\":" + std::string(100'000, '[') +
      std::string(100'000, ']') + "}";
  EXPECT_THROW(Document::from_json(slow_and_deep), DocumentError);
}

}  // namespace
}  // namespace lodex
