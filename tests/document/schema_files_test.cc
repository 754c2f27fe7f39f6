// A schema has in it what the files say that it names.
#include "document/schema_files.h"

#include <gtest/gtest.h>

#include "lodex/analysis.h"
#include "lodex/error.h"
#include "lodex/lodex.h"
#include "support/temporary_folder.h"

namespace lodex {
namespace {

constexpr std::string_view kSchema = R"({
  "analyzers": {"mine": {"tokenizer": "standard",
                         "filters": ["fold", {"name": "synonyms", "file": "words/syn.txt"}]}},
  "fields": {"body": {"kind": "text", "analyzer": "mine"}}})";

std::vector<std::string> terms(std::string_view text, const Schema& schema) {
  std::vector<std::string> out;
  for (OwnedToken& token : analyze(text, *schema.find_analyzer("mine"))) {
    out.push_back(std::move(token.term));
  }
  return out;
}

std::string error_of(const std::filesystem::path& path) {
  try {
    (void)Schema::load(path.string());
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(SchemaFiles, AreReadWithTheSchema) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("schema.json", kSchema);
  folder.write("words/syn.txt", "# mine\r\ntv, television\r\n\nx => y");
  const Schema schema = Schema::load(path.string());
  EXPECT_EQ(terms("TV x", schema), (std::vector<std::string>{"tv", "television", "y"}));
  std::filesystem::remove_all(folder / "words");
  EXPECT_EQ(Schema::from_json(schema.to_json()), schema);
  EXPECT_EQ(terms("TV", Schema::from_json(schema.to_json())).size(), 2U);
}

TEST(SchemaFiles, AreNotAskedForByTheIndex) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("schema.json", kSchema);
  folder.write("words/syn.txt", "tv, television\n");
  {
    Index index = Index::create((folder / "idx").string(), Schema::load(path.string()));
    Writer writer = index.writer();
    writer.upsert({{"id", "a"}, {"body", "television"}});
    writer.commit();
  }
  std::filesystem::remove_all(folder / "words");
  const Index index = Index::open((folder / "idx").string());
  EXPECT_EQ(index.searcher().search("tv").hits.size(), 1U);
}

TEST(SchemaFiles, SayWhatIsWrong) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("schema.json", kSchema);
  EXPECT_NE(error_of(path).find("words/syn.txt"), std::string::npos);
  folder.write("words/syn.txt", "a\xff, b");
  EXPECT_NE(error_of(path).find("syn.txt\" is not UTF-8"), std::string::npos);
  folder.write("words/syn.txt", "a => b => c");
  EXPECT_NE(error_of(path).find("line 1: a rule has one \"=>\""), std::string::npos);
  folder.write("schema.json", R"({"analyzers": {"mine": {"filters": [
      {"name": "synonyms", "file": "words/syn.txt", "rules": []}]}}})");
  EXPECT_NE(error_of(path).find("has either \"file\" or \"rules\""), std::string::npos);
}

TEST(SchemaFiles, LeaveTheRestOfASchemaAlone) {
  for (const std::string schema :
       {R"(no json)", R"([])", R"({"analyzers":3})", R"({"analyzers":{"a":[],"b":{"filters":3}}})",
        R"({"analyzers":{"a":{"filters":[3,"fold",{"name":"stem","file":"x"}]}}})",
        R"({"analyzers":{"a":{"filters":[{"name":"synonyms","file":3}]}}})"}) {
    EXPECT_EQ(with_files(schema, "."), schema);
  }
}

}  // namespace
}  // namespace lodex
