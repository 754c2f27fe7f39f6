// Explanations of scores: the same in both engines.
#include <gtest/gtest.h>

#include <cmath>

#include "lodex/lodex.h"
#include "support/explained.h"
#include "support/naive_search.h"
#include "support/new_index.h"
#include "support/random_text.h"

namespace lodex {
namespace {

using test::node_with;

class Explanations : public ::testing::Test {
 protected:
  void SetUp() override {
    index_ = test::new_index(Schema{}
                                 .analyzer("whitespace")
                                 .text("title", {.boost = 2})
                                 .text("body")
                                 .keyword("tag")
                                 .integer("year"));
    Writer writer = index_->writer({.merge = false});
    const auto add = [&](const char* json) { writer.upsert(Document::from_json(json)); };
    add(R"({"id":"a","title":"red fox","body":"the fox and the foxes","tag":["red","wild"],"year":2020})");
    add(R"({"id":"b","title":"gone fox","body":"the fox"})");
    add(R"({"id":"b","title":"hill","body":"foxes run over the hill","tag":"red","year":2021})");
    writer.commit();
    add(R"({"id":"c","body":"the hill and the other hill by the river","year":1999})");
    writer.commit();
    searcher_ = index_->searcher();
  }
  [[nodiscard]] Explanation explain(std::string_view query, std::string_view id,
                                    const SearchOptions& options = {}) const {
    return searcher_->explain(query, id, options).value();
  }

  std::optional<Index> index_;
  std::optional<Searcher> searcher_;
};

TEST_F(Explanations, OfATermHasAllNumbersOfTheFormula) {
  const Explanation root = explain("body:the", "a");
  EXPECT_TRUE(root.matches);
  EXPECT_EQ(root.description, "body:the: idf · saturation");
  ASSERT_EQ(root.details.size(), 2U);
  EXPECT_EQ(node_with(root, "N, documents").value, 3);
  EXPECT_EQ(node_with(root, "n, documents that have the term").value, 3);
  const Explanation& saturation = root.details[1];
  ASSERT_EQ(saturation.details.size(), 5U);
  const std::pair<const char*, double> numbers[] = {{"tf, times in the document", 2},
                                                    {"k1", 1.2},
                                                    {"b", 0.75},
                                                    {"length of the field body, in terms", 5},
                                                    {"average length", 19.0 / 3}};
  for (std::size_t i = 0; i < std::size(numbers); ++i) {
    EXPECT_EQ(saturation.details[i].description, numbers[i].first);
    EXPECT_DOUBLE_EQ(saturation.details[i].value, numbers[i].second);
  }
  EXPECT_NEAR(root.value, std::log(1 + 0.5 / 3.5) * 2 / (2 + 1.2 * (0.25 + 0.75 * 5 * 3 / 19)),
              1e-6);
}

TEST_F(Explanations, AreThoseOfTheHits) {
  for (const Hit& hit : searcher_->search("fox OR hill OR tag:red OR foxes~1")) {
    const Explanation explanation = hit.explain();
    EXPECT_DOUBLE_EQ(explanation.value, hit.score);
    EXPECT_EQ(explanation.to_string(),
              explain("fox OR hill OR tag:red OR foxes~1", hit.id).to_string());
  }
}

TEST_F(Explanations, OfSeveralFieldsAddTheirFrequencies) {
  const Explanation root = explain("fox", "a");
  EXPECT_EQ(root.description, "<title:fox^2 body:fox>: idf · saturation");
  EXPECT_EQ(node_with(root, "idf, the least").details.size(), 2U);
  const Explanation& sum = node_with(root, "tf, the sum over the fields");
  ASSERT_EQ(sum.details.size(), 2U);
  EXPECT_EQ(sum.details[0].details[0].description, "weight of the field");
  EXPECT_EQ(sum.details[0].details[0].value, 2);
  EXPECT_EQ(test::wrong_part(root), "");
  // One of the fields.
  const Explanation hill = explain("hill", "c");
  EXPECT_TRUE(hill.matches);
  EXPECT_FALSE(node_with(hill, "title:hill: is not in the document").matches);
}

TEST_F(Explanations, OfAPhraseCountItsPlaces) {
  const Explanation root = explain("body:\"the fox\"", "a");
  EXPECT_EQ(node_with(root, "tf, places of the phrase").value, 1);
  EXPECT_EQ(node_with(root, "body:the, times").value, 2);
  EXPECT_EQ(node_with(root, "the sum of those of its terms").details.size(), 2U);
  const Explanation none = explain("body:\"fox the\"", "a");
  EXPECT_FALSE(none.matches);
  EXPECT_EQ(none.value, 0);
  // It has both terms, only not so.
  EXPECT_EQ(node_with(none, "body:fox, times").value, 1);
  EXPECT_FALSE(node_with(explain("body:\"the river\"", "b"), "body:river: is not").matches);
  EXPECT_TRUE(explain("body:(fox NEAR/3 foxes)", "a").matches);
}

TEST_F(Explanations, OfAPatternTellWhichTermsTheDocumentHas) {
  const Explanation root = explain("body:fo*", "a");
  const Explanation& tf = node_with(root, "tf, the sum over the terms");
  EXPECT_EQ(tf.value, 2);
  ASSERT_EQ(tf.details.size(), 2U);
  EXPECT_EQ(tf.details[1].description, "body:foxes, times in the document");
  EXPECT_NE(node_with(root, "n, documents").description.find("its 2 terms"), std::string::npos);
  EXPECT_EQ(node_with(explain("body:rivre~2", "c"), "body:river").value, 1);
  EXPECT_EQ(node_with(explain("body:h?ll", "c"), "body:hill").value, 2);
  EXPECT_EQ(node_with(explain("body:/h.*/", "c"), "body:hill").value, 2);
}

TEST_F(Explanations, OfKeywordsHaveNoLength) {
  const Explanation root = explain("tag:wild", "a");
  EXPECT_EQ(root.details[1].description, "saturation = tf / (tf + k1)");
  EXPECT_THROW((void)node_with(root, "length"), std::out_of_range);
}

TEST_F(Explanations, FollowTheTreeOfTheQuery) {
  const Explanation both = explain("body:the AND body:hill^3", "c");
  EXPECT_EQ(both.description, "all of: the sum of the parts that match");
  EXPECT_EQ(both.details[1].description, "boost by 3, counted below");
  EXPECT_EQ(node_with(both.details[1], "boost · idf · saturation").details[0].value, 3);
  EXPECT_EQ(explain("body:fox OR body:hill", "b").description,
            "any of: the sum of the parts that match");
  const Explanation maybe = explain("+body:hill body:fox", "b");
  EXPECT_EQ(maybe.description, "all that is required: the sum of the parts that match");
  EXPECT_EQ(maybe.details[0].description.find("required: body:hill"), 0U);
  EXPECT_EQ(maybe.details[1].description, "optional: body:fox: is not in the document");
  EXPECT_EQ(maybe.value, maybe.details[0].value);
}

TEST_F(Explanations, TellWhichClauseFailed) {
  const Explanation missing = explain("body:hill AND body:fox", "b");
  EXPECT_FALSE(missing.matches);
  EXPECT_EQ(missing.value, 0);
  EXPECT_EQ(missing.description, "all of: a required part does not match");
  EXPECT_TRUE(missing.details[0].matches);
  EXPECT_FALSE(missing.details[1].matches);
  const Explanation excluded = explain("body:hill -body:foxes", "b");
  EXPECT_FALSE(excluded.matches);
  EXPECT_EQ(excluded.description, "any of: an excluded part matches");
  EXPECT_FALSE(node_with(excluded, "not: the excluded part matches").matches);
  EXPECT_TRUE(node_with(explain("body:hill -body:foxes", "c"), "not: ").matches);
  EXPECT_EQ(explain("body:fox OR body:gone", "b").description, "any of: no part matches");
  EXPECT_FALSE(explain("fox", "c").matches);
  EXPECT_FALSE(searcher_->explain(Query(), "a")->matches);
  EXPECT_FALSE(searcher_->explain(Query::any_of({}), "a")->matches);
}

TEST_F(Explanations, OfWhatRestrictsHaveNoScore) {
  const auto told = [&](const Query& query, std::string_view id) {
    const Explanation out = searcher_->explain(query, id).value();
    EXPECT_EQ(out.value, 0);
    return out.description;
  };
  const Query range = Query::range("year", 2000, 2020);
  EXPECT_EQ(told(range, "a"), "year:[2000 TO 2020]: the document has a value in the range");
  EXPECT_EQ(told(range, "b"), "year:[2000 TO 2020]: the document has no value in the range");
  EXPECT_EQ(told(Query::range("tag", "s", "x"), "a"),
            "tag:[s TO x]: the document has a value in the range");
  EXPECT_EQ(told(Query::exists("title"), "c"), "title:*: the document does not have the field");
  EXPECT_EQ(told(Query::exists("tag"), "a"), "tag:*: the document has the field");
  EXPECT_EQ(told(Query::term("id", "a"), "a"), "id:a: the document has the id");
  EXPECT_EQ(told(Query::term("id", "a"), "b"), "id:a: the document has another id");
  EXPECT_EQ(told(Query::all(), "b"), "*: matches every document");
  EXPECT_EQ(told(Query::none(), "b"), "(): matches nothing");
}

TEST_F(Explanations, HaveTheFilterAndTheModelOfTheOptions) {
  SearchOptions options{.filter = searcher_->parse("year:2000..2030"), .model = {0.5, 0.2}};
  const Explanation root = explain("body:the", "a", options);
  EXPECT_TRUE(root.matches);
  ASSERT_EQ(root.details.size(), 2U);
  EXPECT_EQ(root.details[1].description, "filter: matches");
  EXPECT_EQ(root.details[1].value, 0);
  EXPECT_EQ(root.value, searcher_->search("body:the", options)[0].score);
  EXPECT_EQ(node_with(root, "saturation = ").details[1].value, 0.5);
  const Explanation out = explain("body:the", "c", options);
  EXPECT_FALSE(out.matches);
  EXPECT_EQ(out.description, "the filter does not match");
  EXPECT_TRUE(out.details[0].matches);
  EXPECT_EQ(out.details[1].description, "filter: does not match");
  options.model.b = 2;
  EXPECT_THROW((void)explain("body:the", "a", options), QueryError);
}

TEST_F(Explanations, OfNoDocumentAreNothing) {
  EXPECT_FALSE(searcher_->explain("fox", "nowhere").has_value());
  EXPECT_THROW((void)searcher_->explain(Query::term("nothing", "x"), "a"), QueryError);
  // Whether there is the document or not.
  EXPECT_THROW((void)searcher_->explain(Query::term("nothing", "x"), "nowhere"), QueryError);
}

TEST_F(Explanations, AreTextWithALineForEachNode) {
  const std::string text = explain("tag:red AND tag:wild", "b").to_string();
  EXPECT_EQ(text.find("no match  all of: a required part does not match\n  "), 0U);
  EXPECT_NE(text.find("\n      3  N, documents\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\n  no match  tag:wild: is not in the document\n"), std::string::npos);
}

// A check that cannot fail would be none: every number that is changed is seen.
TEST_F(Explanations, AreCheckedInEveryPart) {
  const SearchOptions filtered{.filter = Query::range("year", 2000, 2030)};
  std::size_t planted = 0;
  for (const char* query : {"body:the", "body:foxes^2", "fox", "body:fo*", "tag:red^4",
                            "+body:the^3 body:fox -body:river"}) {
    for (const SearchOptions& options : {SearchOptions{}, filtered}) {
      const Explanation sound = explain(query, "a", options);
      ASSERT_EQ(test::wrong_part(sound), "") << query;
      Explanation changed = sound;
      test::for_each_node(changed, [&](Explanation& node) {
        const double before = node.value;
        if (node.description.find("is not in the document") != std::string::npos) return;
        // What is unscored in a filter is told, but counts nowhere.
        if (before == 0 && node.details.empty()) return;
        node.value = before * 1.01 + 0.01;
        EXPECT_NE(test::wrong_part(changed), "") << query << ", " << node.description;
        node.value = before;
        ++planted;
      });
    }
  }
  EXPECT_GT(planted, 100U);
}

// The root is the score, and every part what it says, for hits and for all others.
TEST(RandomExplanations, AreTrue) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const Schema schema = test::random_documents_schema();
  for (std::uint64_t round = 0; round < 4 * test::test_effort(); ++round) {
    Index index = test::new_index(schema);
    Writer writer = index.writer({.merge = false});
    const std::size_t vocabulary = 5 + random.below(100);
    for (Document& document : test::random_documents(random, 60, vocabulary)) {
      writer.upsert(std::move(document));
      if (random.chance(0.05)) writer.commit();
      if (random.chance(0.1)) writer.erase("d" + std::to_string(random.below(60)));
    }
    writer.commit();
    const Searcher searcher = index.searcher();
#ifdef LODEX_TEST_ENGINE
    // Xapian adds doubles in an order of its own.
    constexpr double kTolerance = 1e-12;
#else
    constexpr double kTolerance = 0;
#endif
    for (int q = 0; q < 40; ++q) {
      const Query query = test::random_query(random, vocabulary, 3);
      SearchOptions options{.exhaustive = random.chance(0.5)};
      if (random.chance(0.4)) options.model = {random.real() * 3, random.real()};
      if (random.chance(0.2)) options.filter = test::random_query(random, vocabulary, 1);
      if (random.chance(0.1)) options.sort = {{"year", false}};
      ASSERT_EQ(test::wrong_explanation(searcher, query, options, kTolerance), "")
          << query.to_string();
    }
  }
}

}  // namespace
}  // namespace lodex
