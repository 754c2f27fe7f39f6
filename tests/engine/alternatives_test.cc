// What is found where an analyzer puts several terms at one position: synonyms, parts of names.
#include <gtest/gtest.h>

#include <algorithm>

#include "lodex/lodex.h"
#include "support/hits.h"
#include "support/new_index.h"

namespace lodex {
namespace {

Index index_of(const Schema& schema, const std::vector<std::string>& texts) {
  Index index = test::new_index(schema);
  Writer writer = index.writer();
  for (const std::string& text : texts) writer.upsert({{"id", text}, {"body", text}});
  writer.commit();
  return index;
}

// The texts that are found, in alphabetical order.
std::string found(const Index& index, const std::string& query) {
  test::Ids ids = test::ids(index.searcher().search(query));
  std::ranges::sort(ids);
  std::string out;
  for (const std::string& id : ids) out += (out.empty() ? "" : "; ") + id;
  return out;
}

Schema with_synonyms(const std::string& search_analyzer) {
  return Schema::from_json(R"({
    "analyzers": {"mine": {"tokenizer": "standard", "filters": [
      {"name": "synonyms", "rules": ["usa, united states", "tv, television", "i pod => ipod"]}]}},
    "fields": {"body": {"kind": "text", "analyzer": "mine", "search_analyzer": ")" +
                           search_analyzer + R"("}}})");
}

const std::vector<std::string> kTexts = {
    "an i pod on tv", "an ipod on television", "in the united states now",
    "in the usa now", "states united",         "usa states"};

TEST(Synonyms, OfTheIndexAndOfQueriesFindEachOther) {
  const Index index = index_of(with_synonyms("mine"), kTexts);
  const std::string both = "in the united states now; in the usa now";
  EXPECT_EQ(found(index, "tv"), "an i pod on tv; an ipod on television");
  EXPECT_EQ(found(index, "\"ipod on tv\""), "an i pod on tv; an ipod on television");
  EXPECT_EQ(found(index, "\"i pod on television\""), "an i pod on tv; an ipod on television");
  EXPECT_EQ(found(index, "\"the usa now\""), both);
  EXPECT_EQ(found(index, "\"the united states now\""), both);
  EXPECT_EQ(found(index, "usa"), both + "; usa states");
  EXPECT_EQ(found(index, "united"), both + "; states united; usa states");
}

// What stands behind the place of several words is behind the longest of them.
TEST(Synonyms, OfTheIndexAlone) {
  const Index index = index_of(with_synonyms("standard"), kTexts);
  const std::string both = "in the united states now; in the usa now";
  EXPECT_EQ(found(index, "usa"), both + "; usa states");
  EXPECT_EQ(found(index, "\"the usa\""), both);
  EXPECT_EQ(found(index, "\"the united states now\""), both);
  EXPECT_EQ(found(index, "\"the usa now\""), "");
  EXPECT_EQ(found(index, "\"the usa now\"~1"), both);
}

TEST(EdgeNgrams, CompleteWhatIsTyped) {
  const Index index = index_of(Schema::from_json(R"({
    "analyzers": {"typed": {"tokenizer": "standard", "filters": [
      {"name": "edge_ngrams", "min": 1, "max": 20}]}},
    "fields": {"body": {"kind": "text", "analyzer": "typed", "search_analyzer": "standard"}}})"),
                               {"New York", "Newcastle", "York Minster"});
  EXPECT_EQ(found(index, "new"), "New York; Newcastle");
  EXPECT_EQ(found(index, "\"ne yo\""), "New York");
  EXPECT_EQ(found(index, "yo"), "New York; York Minster");
}

TEST(CodeAnalyzer, FindsNamesAsProgrammersTypeThem) {
  const Index index =
      index_of(Schema{}.text("body", {.analyzer = "code"}),
               {"parseHTTPHeader(x)", "parse the http header", "a C++ class", "plain C", "C# too",
                "the .NET runtime", "std::vector<int> v;", "/usr/bin/env", "run --help",
                "mask 0x1F", "foo_bar", "fooBar", "int i++"});
  EXPECT_EQ(found(index, "\"parse http header\""), "parseHTTPHeader(x)");
  EXPECT_EQ(found(index, "parseHTTPHeader"), "parseHTTPHeader(x)");
  EXPECT_EQ(found(index, "parsehttpheader"), "parseHTTPHeader(x)");
  EXPECT_EQ(found(index, "header"), "parse the http header; parseHTTPHeader(x)");
  EXPECT_EQ(found(index, "C++"), "a C++ class");
  EXPECT_EQ(found(index, "C#"), "C# too");
  EXPECT_EQ(found(index, "C"), "plain C");
  EXPECT_EQ(found(index, ".NET"), "the .NET runtime");
  EXPECT_EQ(found(index, "std::vector"), "std::vector<int> v;");
  EXPECT_EQ(found(index, "vector"), "std::vector<int> v;");
  EXPECT_EQ(found(index, "/usr/bin"), "/usr/bin/env");
  EXPECT_EQ(found(index, "usr/bin/env"), "/usr/bin/env");
  EXPECT_EQ(found(index, "--help"), "run --help");
  EXPECT_EQ(found(index, "0x1F"), "mask 0x1F");
  EXPECT_EQ(found(index, "foo_bar"), "fooBar; foo_bar");
  EXPECT_EQ(found(index, "\"foo bar\""), "fooBar; foo_bar");
  EXPECT_EQ(found(index, "parseHTTP*"), "parseHTTPHeader(x)");
  EXPECT_EQ(found(index, "foo_b?r"), "foo_bar");
}

}  // namespace
}  // namespace lodex
