#include "lodex/schema.h"

#include <gtest/gtest.h>

#include "lodex/error.h"

namespace lodex {
namespace {

TEST(Schema, JsonGoesBothWays) {
  const Schema schema = Schema{}
                            .analyzer("english")
                            .unknown_fields(UnknownFields::kReject)
                            .text("title", {.boost = 2, .positions = false})
                            .text("code", {.analyzer = "whitespace"})
                            .keyword("tag", {.facet = false})
                            .integer("year", {.stored = false})
                            .real("price", {.indexed = false})
                            .date("published")
                            .boolean("open")
                            .json("raw");
  EXPECT_EQ(Schema::from_json(schema.to_json()), schema);
}

TEST(Schema, ReadsTheShortForm) {
  const Schema schema =
      Schema::from_json(R"({"fields": {"title": "text", "tag": {"kind": "keyword"}}})");
  EXPECT_EQ(schema, Schema{}.text("title").keyword("tag"));
  EXPECT_EQ(schema.analyzer_of(*schema.find("title")), "standard");
}

TEST(Schema, SaysWhatIsWrongAndWhere) {
  const auto message = [](const char* text) {
    try {
      Schema::from_json(text);
    } catch (const SchemaError& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  EXPECT_EQ(message("[]"), "a schema is a JSON object; this text is none");
  EXPECT_NE(message(R"({"fields": {"x": "txt"}})")
                .find("text, keyword, integer, real, date, boolean or json, not \"txt\""),
            std::string::npos);
  EXPECT_NE(message(R"({"fields": {"x": {"boost": 1}}})").find("field \"x\""), std::string::npos);
  EXPECT_NE(message(R"({"fields": {"x": {"kind": "text", "boos": 1}}})").find("\"boos\""),
            std::string::npos);
  EXPECT_NE(message(R"({"fields": {"x": {"kind": "text", "boost": "2"}}})").find("wrong type"),
            std::string::npos);
  EXPECT_NE(message(R"({"fields": {"x": {"kind": "text", "boost": 0}}})").find("boost"),
            std::string::npos);
  EXPECT_NE(message(R"({"fields": {"id": "text"}})").find("\"id\""), std::string::npos);
  EXPECT_NE(message(R"({"colour": 1})").find("colour"), std::string::npos);
  EXPECT_NE(message(R"({"unknown_fields": "eat"})").find("index, store or reject"),
            std::string::npos);
}

TEST(Schema, AddReplacesAFieldOfTheSameName) {
  Schema schema = Schema{}.text("a").text("b");
  schema.keyword("a");
  EXPECT_EQ(schema.fields().size(), 2U);
  EXPECT_EQ(schema.find("a")->kind, FieldKind::kKeyword);
  EXPECT_THROW(schema.text(""), SchemaError);
  EXPECT_THROW(schema.text("a\nb"), SchemaError);
}

}  // namespace
}  // namespace lodex
