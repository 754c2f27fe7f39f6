// Fields that take the analyzer of the language they turn out to be in.
#include <gtest/gtest.h>

#include "lodex/lodex.h"
#include "support/temporary_folder.h"

namespace lodex {
namespace {

const std::string kGerman = "Die Häuser der Stadt sind alt, und niemand hat je nach ihnen gefragt.";
const std::string kChinese = "图书馆保存着很久没有人借阅的书籍，学生们在那里学习。";

Schema automatic() { return Schema{}.analyzer("auto").text("title").text("body"); }

std::string analyzer_of(const Index& index, const std::string& field) {
  const Schema schema = index.schema();
  return schema.analyzer_of(*schema.find(field));
}

void add(Index& index, Document document) {
  Writer writer = index.writer();
  writer.upsert(std::move(document));
  writer.commit();
}

TEST(AutoAnalyzer, IsThatOfTheFieldsLanguage) {
  Index index = Index::in_memory(automatic());
  EXPECT_EQ(analyzer_of(index, "body"), "auto");
  add(index, {{"id", "1"}, {"title", "Häuser"}, {"body", kGerman}});
  EXPECT_EQ(analyzer_of(index, "body"), "german");
  EXPECT_EQ(analyzer_of(index, "title"), "german");  // too short to tell by itself
  EXPECT_EQ(index.searcher().search("haus").size(), 1U);
  // It stays.
  add(index, {{"id", "2"}, {"body", "The houses of the town are old."}});
  EXPECT_EQ(analyzer_of(index, "body"), "german");
}

TEST(AutoAnalyzer, IsChosenForEachField) {
  Index index = Index::in_memory(automatic());
  std::string chinese;
  std::string german;
  while (chinese.size() < 2000) chinese += kChinese;
  while (german.size() < 2000) german += kGerman;
  add(index, {{"id", "1"}, {"title", german}, {"body", chinese}});
  EXPECT_EQ(analyzer_of(index, "title"), "german");
  EXPECT_EQ(analyzer_of(index, "body"), "chinese");
  EXPECT_EQ(index.searcher().search("body:图书").size(), 1U);
}

TEST(AutoAnalyzer, WaitsForText) {
  Index index = Index::in_memory(automatic());
  add(index, {{"id", "1"}, {"title", ""}, {"body", " \n"}});
  EXPECT_EQ(analyzer_of(index, "body"), "auto");
  EXPECT_EQ(index.searcher().search("haus").size(), 0U);
  add(index, {{"id", "2"}, {"body", kGerman}});
  EXPECT_EQ(analyzer_of(index, "body"), "german");
  EXPECT_EQ(analyzer_of(index, "title"), "auto");
  EXPECT_EQ(index.searcher().count("*"), 2U);
}

TEST(AutoAnalyzer, IsStandardWhereTheTextDoesNotTell) {
  Index index = Index::in_memory(automatic());
  add(index, {{"id", "1"}, {"body", "4711 x"}});
  EXPECT_EQ(analyzer_of(index, "body"), "standard");
}

TEST(AutoAnalyzer, KeepsTheDocumentsAndTheirOrder) {
  Index held = Index::in_memory(automatic());
  Index plain = Index::in_memory(Schema{}.analyzer("german").text("title").text("body"));
  for (Index* index : {&held, &plain}) {
    Writer writer = index->writer({.threads = 2});
    for (int i = 0; i < 3000; ++i) {
      const std::string number = std::to_string(i % 2500);
      writer.upsert({{"id", number}, {"body", kGerman + " " + number}});
      if (i == 700) writer.erase("7");
    }
    writer.commit();
  }
  for (const char* query : {"haus", "haus 17", "2499 OR 7", "\"häuser der stadt\""}) {
    const Results a = held.searcher().search(query, {.limit = 50});
    const Results b = plain.searcher().search(query, {.limit = 50});
    ASSERT_EQ(a.size(), b.size()) << query;
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i].id, b[i].id);
      EXPECT_EQ(a[i].score, b[i].score);
    }
  }
}

TEST(AutoAnalyzer, IsForgottenByARollback) {
  Index index = Index::in_memory(automatic());
  Writer writer = index.writer();
  writer.upsert({{"id", "1"}, {"body", kGerman}});
  writer.rollback();
  writer.commit();
  EXPECT_EQ(analyzer_of(index, "body"), "auto");
  EXPECT_EQ(index.searcher().count("*"), 0U);
}

TEST(AutoAnalyzer, OpensAnIndexThatHasFoundItsLanguage) {
  const test::TemporaryFolder folder;
  {
    Index index = Index::create(folder / "idx", automatic());
    add(index, {{"id", "1"}, {"body", kGerman}});
  }
  Index again = Index::open_or_create(folder / "idx", automatic());
  EXPECT_EQ(analyzer_of(again, "body"), "german");
  EXPECT_THROW(
      (void)Index::open_or_create(folder / "idx", Schema{}.analyzer("english").text("body")),
      SchemaError);
}

TEST(AutoAnalyzer, IsNotOfQueriesAlone) {
  EXPECT_THROW((void)Index::in_memory(Schema{}.text("body", {.search_analyzer = "auto"})),
               SchemaError);
}

TEST(AutoAnalyzer, IsThatOfFieldsThatDocumentsBring) {
  Index index = Index::in_memory(Schema::dynamic().analyzer("auto"));
  add(index, {{"id", "1"}, {"text", kGerman}, {"number", 3}});
  EXPECT_EQ(analyzer_of(index, "text"), "german");
}

}  // namespace
}  // namespace lodex
