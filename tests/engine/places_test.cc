// Where hits come from.
#include <gtest/gtest.h>

#include "lodex/error.h"
#include "lodex/lodex.h"
#include "support/new_index.h"

namespace lodex {
namespace {

Document document(const Origin& origin) {
  return {{"id", "a"},
          {"title", "The name"},
          {"body", "one apple\ntwo pears"},
          {std::string(kOriginField), origin.to_value()}};
}

Index index_of(const Document& document) {
  Index index = test::new_index(Schema{}.text("title").text("body"));
  Writer writer = index.writer();
  writer.upsert(document);
  writer.commit();
  return index;
}

TEST(Places, AreTheLinesOfTheFirstMatch) {
  const Index index =
      index_of(document({"f.md", 1, {{"title", 2}, {"body", 1, {{0, 5}, {10, 7}}}}}));
  const auto place = [&](std::string_view query) {
    return index.searcher().search(query).hits.at(0).place();
  };
  EXPECT_EQ(place("apple").line, 5U);
  EXPECT_EQ(place("pears").line, 7U);
  EXPECT_EQ(place("pears").path, "f.md");
  EXPECT_EQ(place("pears").field, "body");
  EXPECT_EQ(place("name").line, 2U);
  EXPECT_EQ(place("name").field, "title");
  const Hit hit = index.searcher().search("pears").hits.at(0);
  EXPECT_EQ(hit.place("title").line, 2U);
  EXPECT_EQ(hit.place("title").field, "title");
}

TEST(Places, AreUnknownWithoutAnOrigin) {
  const Index index = index_of({{"id", "a"}, {"body", "x"}});
  const SnippetPlace place = index.searcher().search("x").hits.at(0).place();
  EXPECT_EQ(place.field, "body");
  EXPECT_EQ(place.path, "");
  EXPECT_EQ(place.line, 0U);
}

TEST(Places, OriginsAreNoPartOfDocuments) {
  const Index index = index_of(document({"f.md"}));
  const Searcher searcher = index.searcher();
  EXPECT_EQ(searcher.get("a")->find(kOriginField), nullptr);
  EXPECT_EQ(searcher.search("pears").hits.at(0).document().find(kOriginField), nullptr);
  searcher.for_each([](const Document& each) {
    EXPECT_EQ(each.fields().size(), 3U);
    return true;
  });
  EXPECT_EQ(searcher.schema().find(kOriginField), nullptr);
}

TEST(Places, EverySchemaTakesOriginsAndNothingElseInTheirField) {
  for (const UnknownFields policy :
       {UnknownFields::kIndex, UnknownFields::kStore, UnknownFields::kReject}) {
    Index index = test::new_index(Schema{}.text("title").text("body").unknown_fields(policy));
    Writer writer = index.writer();
    writer.upsert(document({"f.md", 3}));
    EXPECT_THROW(writer.upsert({{"id", "b"}, {std::string(kOriginField), "x"}}), DocumentError);
    writer.commit();
    EXPECT_EQ(index.searcher().search("pears").hits.at(0).place().line, 3U);
    EXPECT_EQ(index.schema().fields().size(), 2U);
  }
  EXPECT_THROW(Schema{}.text(std::string(kOriginField)), SchemaError);
}

}  // namespace
}  // namespace lodex
