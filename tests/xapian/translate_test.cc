// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/translate.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include "lodex/lodex.h"
#include "support/random_text.h"
#include "support/temporary_folder.h"
#include "xapian/random_collection.h"
#include "xapian/two_engines.h"

namespace lodex::xapian {
namespace {

using test::Answer;
using test::Change;
using test::Question;

class Translation : public ::testing::Test {
 protected:
  void make(const Schema& schema, const std::vector<Document>& documents) {
    std::vector<Change> changes;
    for (const Document& document : documents) changes.push_back({.document = document});
    test::make_database(folder_ / "db", schema, changes);
    database_ = Xapian::Database((folder_ / "db").string());
    collection_ = std::make_unique<Collection>(Layout::load(database_), database_, false);
    native_ = std::make_unique<Index>(Index::in_memory(schema));
    Writer writer = native_->writer();
    test::apply(changes, writer);
  }
  [[nodiscard]] TranslatedQuery translated(const Query& query) const {
    return translate(query, {}, *collection_, database_, {});
  }
  void expect_same(const Query& query) {
    const Question question{query};
    const Answer native = test::ask(native_->searcher(), question);
    EXPECT_EQ(test::difference(native, test::ask(*collection_, database_, question)), "")
        << query.to_string();
    EXPECT_FALSE(native.hits.empty()) << query.to_string();
  }
  [[nodiscard]] std::string error_of(const Query& query) const {
    return test::ask(*collection_, database_, {query}).error;
  }

  test::TemporaryFolder folder_;
  Xapian::Database database_;
  std::unique_ptr<Collection> collection_;
  std::unique_ptr<Index> native_;
};

Schema letters() {
  return Schema{}.analyzer("whitespace").text("body").text("title").keyword("tag");
}

std::vector<Document> some_documents() {
  return {{{"id", "1"}, {"body", "a b c a"}, {"title", "a"}, {"tag", Value::List{"x", "y"}}},
          {{"id", "2"}, {"body", "b a"}, {"tag", "x"}},
          {{"id", "3"}, {"title", "b b"}, {"tag", ""}},
          {{"id", "4"}, {"body", "ab abc abd"}, {"title", "c"}},
          {{"id", "5"}, {"body", ""}}};
}

TEST_F(Translation, ScoresEveryKindOfNodeAsTheNativeEngineDoes) {
  make(letters(), some_documents());
  const Query a = Query::term("body", "a");
  const Query b = Query::term("body", "b");
  for (const Query& query : {a,
                             Query::term("tag", "x"),
                             Query::term("id", "3"),
                             Query::all(),
                             Query::phrase("body", {"a", "b"}),
                             Query::phrase("body", {"a", "a"}, {.slop = 3}),
                             Query::phrase("body", {"b", "a"}, {.slop = 1, .ordered = false}),
                             Query::prefix("body", "ab"),
                             Query::wildcard("body", "ab?"),
                             Query::fuzzy("body", "abx"),
                             Query::regex("tag", "[xy]"),
                             Query::across({{a, 2.0}, {Query::term("title", "a"), 1.0}}),
                             Query::across({{a, 2.0}, {Query::term("tag", "x"), 0.5}}),
                             Query::exists("body"),
                             Query::exists("tag"),
                             Query::range("tag", "x", {}),
                             Query::range("tag", {}, "x", {true, false}),
                             Query::any_of({a, b}),
                             Query::all_of({a, b.boost(2.5)}),
                             a.without(Query::term("title", "a")),
                             a.filtered_by(Query::term("tag", "y")),
                             Query::boolean({.should = {a}, .filter = {b}}),
                             Query::boolean({.must_not = {a}, .filter = {Query::all()}})}) {
    expect_same(query);
  }
}

TEST_F(Translation, ScoresOneTextFieldByTheLengthOfTheDocument) {
  make(Schema{}.analyzer("whitespace").text("body").keyword("tag"), some_documents());
  for (const Query& query :
       {Query::term("body", "a"), Query::prefix("body", "a"),
        Query::across({{Query::term("body", "a"), 1.0}, {Query::term("tag", "x"), 1.0}})}) {
    expect_same(query);
  }
}

TEST_F(Translation, FiltersWithoutAChangeOfScores) {
  make(letters(), some_documents());
  const Query query = Query::any_of({Query::term("body", "a"), Query::term("title", "b")});
  const Query filter = Query::phrase("body", {"a", "b"});
  const TranslatedQuery with = translate(query, filter, *collection_, database_, {});
  Xapian::Enquire enquire(database_);
  enquire.set_query(with.query);
  enquire.set_weighting_scheme(*with.weight);
  const Xapian::MSet found = enquire.get_mset(0, 10);
  const Results native = native_->searcher().search(query, {.filter = filter});
  ASSERT_EQ(found.size(), native.size());
  EXPECT_NEAR(found.begin().get_weight(), native[0].score, 1e-5);
}

TEST_F(Translation, SaysWhatItCannotDo) {
  make(Schema{}
           .text("body")
           .text("bare", {.positions = false})
           .keyword("hidden", {.indexed = false})
           .integer("year"),
       {{{"id", "1"}, {"body", "a"}, {"year", 7}}});
  for (const Query& query :
       {Query::term("nothing", "a"), Query::term("hidden", "a"), Query::term("year", "7"),
        Query::phrase("bare", {"a", "b"}), Query::range("body", "a", "b"),
        Query::range("year", "a", "b"), Query::range("id", "a", "b"), Query::exists("nothing"),
        Query::any_of({Query::term("body", "a"), Query::term("nothing", "a")})}) {
    EXPECT_NE(error_of(query), "") << query.to_string();
    EXPECT_EQ(error_of(query), test::ask(native_->searcher(), {query}).error);
  }
  EXPECT_THROW((void)translate(Query::term("body", "a"), {}, *collection_, database_, {-1, 0.5}),
               QueryError);
  EXPECT_THROW((void)translate(Query::term("body", "a"), {}, *collection_, database_, {1, 1.5}),
               QueryError);
}

TEST_F(Translation, TakesTheMostFrequentTermsOfAPattern) {
  std::vector<Document> documents;
  for (std::size_t i = 0; i < Limits::kMaxExpansions + 200; ++i) {
    documents.push_back(
        {{"id", std::to_string(i)}, {"body", "w" + std::to_string(i * 7919 % 1300)}});
  }
  make(letters(), documents);
  const Query query = Query::prefix("body", "w");
  const TranslatedQuery found = translated(query);
  const Results native = native_->searcher().search(query);
  ASSERT_EQ(found.notes.size(), 1U);
  EXPECT_EQ(found.notes, native.notes);
  expect_same(query);
}

TEST_F(Translation, SaysWhatIsToBeMarkedInTexts) {
  make(letters(), some_documents());
  const Query a = Query::term("body", "a");
  const TranslatedQuery found = translated(Query::boolean(
      {.must = {Query::across({{a, 1.0}, {Query::prefix("title", ""), 1.0}}).boost(2)},
       .should = {Query::phrase("body", {"b", "c"}, {.slop = 1})},
       .must_not = {Query::term("body", "abc")},
       .filter = {Query::term("body", "b")}}));
  ASSERT_EQ(found.targets.size(), 3U);
  EXPECT_EQ(found.targets[0].field, "body");
  EXPECT_EQ(found.targets[0].terms[0].term, "a");
  EXPECT_EQ(found.targets[1].field, "title");
  EXPECT_EQ(found.targets[1].terms.size(), 3U);
  EXPECT_EQ(found.targets[0].weight, found.targets[1].weight);
  EXPECT_GT(found.targets[0].weight, 0);
  EXPECT_EQ(found.targets[2].terms[1].position, 1U);
  EXPECT_EQ(found.targets[2].phrase->slop, 1U);
}

// Statistics are those of all databases together, and documents have other numbers in each.
TEST_F(Translation, OverSeveralDatabasesScoresAsOverOne) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (std::size_t round = 0; round < 6; ++round) {
    const test::RandomCollection random_collection(random, 60);
    const Schema& schema = random_collection.schema();
    // Each id once, as nothing keeps several databases from having the same.
    std::map<std::string, Document> documents;
    for (const Change& change : random_collection.changes()) {
      if (change.kind == Change::Kind::kUpsert) {
        documents[std::string(change.document.id())] = change.document;
      }
    }
    std::vector<std::vector<Change>> parts(3);
    std::vector<Change> all;
    for (const auto& [id, document] : documents) {
      parts[random.below(parts.size())].push_back({.document = document});
      all.push_back({.document = document});
    }
    Xapian::Database several;
    for (const std::vector<Change>& part : parts) {
      const auto place = folder_ / (std::to_string(round) + "." + std::to_string(several.size()));
      test::make_database(place, schema, part);
      several.add_database(Xapian::Database(place.string()));
    }
    const Collection collection(Layout::load(several), several, false);
    Index native = Index::in_memory(schema);
    Writer writer = native.writer();
    test::apply(all, writer);
    for (int q = 0; q < 150; ++q) {
      const Question question{random_collection.query(random, 2)};
      ASSERT_EQ(test::difference(test::ask(native.searcher(), question),
                                 test::ask(collection, several, question)),
                "")
          << question.query.to_string();
    }
  }
}

// What a server is asked finds the same, though it ranks otherwise: Xapian's own operators, here
// over a local database.
TEST_F(Translation, ForAServerFindsTheSameDocuments) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  std::size_t asked = 0;
  for (std::size_t round = 0; round < 6; ++round) {
    const test::RandomCollection random_collection(random, 80);
    const auto place = folder_ / std::to_string(round);
    test::make_database(place, random_collection.schema(), random_collection.changes());
    const Xapian::Database database(place.string());
    const Collection local(Layout::load(database), database, false);
    const Collection remote(Layout::load(database), database, true);
    for (int q = 0; q < 150; ++q) {
      const Question question{random_collection.query(random, 2)};
      const Answer expected = test::ask(local, database, question);
      const Answer found = test::ask(remote, database, question);
      // Numbers of which a document has several cannot be compared there.
      if (found.error != expected.error) {
        ASSERT_NE(found.error.find("several values"), std::string::npos) << found.error;
        continue;
      }
      ASSERT_EQ(test::difference(expected, found, false), "") << question.query.to_string();
      ++asked;
      if (!expected.error.empty()) continue;
      const TranslatedQuery translated =
          translate(question.query, {}, remote, database, question.model);
      ASSERT_FALSE(translated.notes.empty());
      EXPECT_NE(translated.notes.back().message.find("Xapian's own BM25"), std::string::npos);
    }
  }
  EXPECT_GT(asked, 300U);
}

}  // namespace
}  // namespace lodex::xapian
