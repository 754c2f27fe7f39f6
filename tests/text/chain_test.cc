#include <gtest/gtest.h>

#include "lodex/analysis.h"
#include "lodex/error.h"
#include "lodex/schema.h"
#include "support/terms.h"

namespace lodex {
namespace {

using test::Terms;
using test::terms;

std::string error_of(std::string_view definition) {
  try {
    (void)make_analyzer(definition);
  } catch (const SchemaError& error) {
    return error.what();
  }
  return "no error";
}

TEST(Chain, IsAnalyzerAndFilters) {
  const auto chain = make_analyzer(
      R"({"tokenizer": "words", "filters": ["fold", {"name": "stem", "language": "english"}]})");
  const std::string_view text = "Running DOGS";
  EXPECT_EQ(terms(text, *chain), terms(text, *find_analyzer("english")));
  EXPECT_EQ(chain->normalize("RUNNING"), "running");
  EXPECT_EQ(terms(text, *make_analyzer(R"({"tokenizer": "whitespace"})")),
            (Terms{"Running", "DOGS"}));
}

TEST(Chain, ExplainsItself) {
  std::vector<AnalysisStage> stages;
  find_analyzer("english")->explain("Dogs", stages);
  ASSERT_EQ(stages.size(), 3U);
  EXPECT_EQ(stages[0].name, "words");
  EXPECT_EQ(stages[0].tokens[0].term, "Dogs");
  EXPECT_EQ(stages[1].name, "fold");
  EXPECT_EQ(stages[1].tokens[0].term, "dogs");
  EXPECT_EQ(stages[2].name, "stem english");
  EXPECT_EQ(stages[2].tokens[0].term, "dog");
}

TEST(Chain, OfOneDefinitionIsSharedWhileItIsUsed) {
  constexpr std::string_view kDefinition = R"({"tokenizer": "whitespace", "filters": ["fold"]})";
  const auto chain = make_analyzer(kDefinition);
  EXPECT_EQ(make_analyzer(kDefinition), chain);
  EXPECT_NE(make_analyzer(R"({"tokenizer": "whitespace"})"), chain);
}

TEST(Chain, DefinitionsAreChecked) {
  EXPECT_EQ(error_of("[]"),
            "an analyzer is defined by a JSON object with \"tokenizer\" and \"filters\"");
  EXPECT_NE(error_of(R"({"tokenizer": "klingon"})").find("there is no analyzer \"klingon\""),
            std::string::npos);
  EXPECT_NE(error_of(R"({"filters": ["klingon"]})").find("there is no filter \"klingon\""),
            std::string::npos);
  EXPECT_EQ(error_of(R"({"filters": ["stem"]})"), "filter \"stem\" wants \"language\", a string");
  EXPECT_EQ(error_of(R"({"filters": [{"name": "stem", "language": 3}]})"),
            "filter \"stem\" wants a string for \"language\", not 3");
  EXPECT_EQ(error_of(R"({"filters": [{"name": "fold", "deep": true}]})"),
            "filter \"fold\" has no parameter \"deep\"");
  EXPECT_NE(error_of(R"({"filters": [3]})").find("not 3"), std::string::npos);
  EXPECT_NE(error_of(R"({"filter": []})").find("\"filter\""), std::string::npos);
}

TEST(Registry, KnowsWhatWasRegistered) {
  register_analyzer("chain_test", make_analyzer(R"({"tokenizer": "whitespace"})"));
  EXPECT_EQ(terms("A b", *find_analyzer("chain_test")), (Terms{"A", "b"}));
  EXPECT_THROW(register_analyzer("chain_test", find_analyzer("standard")), SchemaError);
  EXPECT_THROW(register_analyzer("english", find_analyzer("standard")), SchemaError);
}

TEST(SchemaAnalyzers, AreKeptWithTheSchema) {
  const std::string json = R"({
    "analyzers": {"plain": {"tokenizer": "whitespace", "filters": ["fold"]}},
    "fields": {"body": {"kind": "text", "analyzer": "plain", "search_analyzer": "standard"}}})";
  const Schema schema = Schema::from_json(json);
  const FieldSpec& body = *schema.find("body");
  EXPECT_EQ(terms("A-B c", *schema.find_analyzer(schema.analyzer_of(body))), (Terms{"a-b", "c"}));
  EXPECT_EQ(schema.search_analyzer_of(body), "standard");
  EXPECT_EQ(Schema::from_json(schema.to_json()), schema);
  Schema taken;
  EXPECT_THROW(taken.define_analyzer("english", "{}"), SchemaError);
  try {
    taken.define_analyzer("mine", R"({"filters": ["klingon"]})");
    FAIL();
  } catch (const SchemaError& error) {
    EXPECT_EQ(std::string(error.what()).find("analyzer \"mine\": there is no filter"), 0U);
  }
}

}  // namespace
}  // namespace lodex
