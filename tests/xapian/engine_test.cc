// SPDX-License-Identifier: GPL-2.0-or-later
// Databases through the public handles: made, searched in every way, compared with the native
// engine.
#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "lodex/lodex.h"
#include "support/explained.h"
#include "support/hits.h"
#include "support/random_text.h"
#include "support/temporary_folder.h"
#include "xapian/random_collection.h"
#include "xapian/running.h"

namespace lodex::xapian {
namespace {

namespace fs = std::filesystem;
using test::Ids;
using test::ids;

Schema small_schema() {
  return Schema{}.text("title").text("body").keyword("tag").integer("year").boolean("open");
}

Index make(const fs::path& path, const Schema& schema = small_schema()) {
  return Index::create(path, schema, {.engine = "xapian"});
}

void add(Index& index, const std::vector<std::string>& documents) {
  Writer writer = index.writer();
  for (const std::string& json : documents) writer.upsert(Document::from_json(json));
  writer.commit();
}

const std::vector<std::string> kDocuments = {
    R"({"id":"a","title":"Order book","body":"price time priority","tag":["x","y"],"year":2020})",
    R"({"id":"b","title":"Gift card","body":"prepaid price","tag":"x","year":2022,"open":true})",
    R"({"id":"c","title":"Streaming","body":"video and a price","open":false})"};

TEST(XapianEngine, MakesADatabaseThatIsOpenedByItsPath) {
  const test::TemporaryFolder folder;
  const fs::path path = folder / "db";
  {
    Index index = make(path);
    add(index, kDocuments);
  }
  const Index index = Index::open(path);
  EXPECT_EQ(index.path(), path);
  EXPECT_EQ(index.schema(), small_schema());
  EXPECT_EQ(index.stats().engine, "xapian");
  EXPECT_EQ(index.stats().documents, 3U);
  EXPECT_EQ(ids(index.searcher().search("price prepaid")), (Ids{"b", "a", "c"}));
  EXPECT_EQ(index.searcher().get("b")->text("title"), "Gift card");
  EXPECT_FALSE(index.searcher().get("z").has_value());
  EXPECT_TRUE(index.check().ok());
  EXPECT_TRUE(Index::check(path).ok());
  // No lock or temporary directory is left beside it.
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(XapianEngine, RefusesToMakeOneWhereSomethingIs) {
  const test::TemporaryFolder folder;
  (void)make(folder / "db");
  EXPECT_THROW((void)make(folder / "db"), IoError);
  folder.write("full/file", "text");
  EXPECT_THROW((void)make(folder / "full"), IoError);
  folder.write("file", "text");
  EXPECT_THROW((void)make(folder / "file"), IoError);
  fs::create_directory(folder / "empty");
  EXPECT_NO_THROW((void)make(folder / "empty"));
  EXPECT_THROW((void)Index::create(folder / "db", Schema{}), IoError);
  EXPECT_THROW((void)make(folder / "bad", Schema{}.text("a", {.analyzer = "klingon"})),
               SchemaError);
  EXPECT_FALSE(fs::exists(folder / "bad"));
}

TEST(XapianEngine, AddsFieldsToTheSchemaOfADatabaseThatIsThere) {
  const test::TemporaryFolder folder;
  const IndexOptions options{.engine = "xapian"};
  (void)Index::open_or_create(folder / "db", Schema{}.text("body"), options);
  Index index = Index::open_or_create(folder / "db", Schema{}.text("body").keyword("tag"), options);
  EXPECT_EQ(index.stats().engine, "xapian");
  add(index, {R"({"id":"1","body":"word","tag":"t"})"});
  EXPECT_EQ(ids(index.searcher().search("tag:t")), Ids{"1"});
  EXPECT_THROW((void)Index::open_or_create(folder / "db", Schema{}.keyword("body"), options),
               SchemaError);
}

TEST(XapianEngine, IsThatOfAnIndexThatIsThereUnlessAnotherIsAskedFor) {
  const test::TemporaryFolder folder;
  const Schema schema = Schema{}.text("body");
  (void)Index::create(folder / "db", schema, {.engine = "xapian"});
  (void)Index::create(folder / "native", schema);
  EXPECT_EQ(Index::open_or_create(folder / "db", schema).stats().engine, "xapian");
  EXPECT_THROW((void)Index::open_or_create(folder / "db", schema, {.engine = "native"}),
               UsageError);
  EXPECT_THROW((void)Index::open_or_create(folder / "native", schema, {.engine = "xapian"}),
               UsageError);
}

TEST(XapianEngine, HoldsOneWriter) {
  const test::TemporaryFolder folder;
  Index index = make(folder / "db");
  const Writer first = index.writer();
  EXPECT_THROW((void)index.writer(), LockError);
}

TEST(XapianEngine, TellsOfADatabaseThatIsDamaged) {
  const test::TemporaryFolder folder;
  const fs::path path = folder / "db";
  {
    Index index = make(path);
    std::vector<std::string> documents;
    for (int i = 0; i < 2000; ++i) {
      documents.push_back(R"({"id":")" + std::to_string(i) + R"(","body":"word)" +
                          std::to_string(i * 7919) + R"("})");
    }
    add(index, documents);
  }
  std::string bytes = test::read_text(path / "postlist.glass");
  for (std::size_t i = 8192; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i);
  test::write_text(path / "postlist.glass", bytes);
  const CheckReport report = Index::check(path);
  EXPECT_FALSE(report.ok());
  ASSERT_FALSE(report.problems.empty());
  EXPECT_FALSE(report.problems[0].message.empty());
  EXPECT_THROW((void)Index::open(path).searcher().terms("body"), CorruptIndexError);
  test::write_text(path / "iamglass", "not what it was");
  EXPECT_THROW((void)Index::open(path), Error);
}

TEST(XapianEngine, OpensSingleFilesStubsAndSeveralAtOnce) {
  const test::TemporaryFolder folder;
  const fs::path first = folder / "first";
  const fs::path second = folder / "second";
  {
    Index a = make(first);
    add(a, {kDocuments[0], kDocuments[2]});
    Index b = make(second);
    add(b, {kDocuments[1]});
  }
  const fs::path file = folder / "single";
  Xapian::Database(first.string()).compact(file.string(), Xapian::DBCOMPACT_SINGLE_FILE);
  EXPECT_EQ(ids(Index::open(file).searcher().search("price order")), (Ids{"a", "c"}));
  EXPECT_THROW((void)Index::open(file).writer(), Error);

  folder.write("stub", "# both\nauto " + first.string() + "\nauto " + second.string() + "\n");
  for (const Index& both :
       {Index::open(folder / "stub"), Index::open(std::vector<fs::path>{first, second})}) {
    const Searcher searcher = both.searcher();
    EXPECT_EQ(searcher.document_count(), 3U);
    EXPECT_EQ(searcher.search("price").size(), 3U);
    EXPECT_EQ(searcher.search("prepaid")[0].document().text("title"), "Gift card");
    EXPECT_EQ(ids(searcher.search("price", {.sort = {{"year", true}}})), (Ids{"b", "a", "c"}));
    EXPECT_EQ(searcher.search("price", {.facets = {"tag"}}).facets[0].counts,
              (std::vector<FacetCount>{{"x", 2}, {"y", 1}}));
    EXPECT_EQ(searcher.get("b")->text("title"), "Gift card");
    EXPECT_EQ(searcher.terms("tag").size(), 2U);
  }
  EXPECT_THROW((void)Index::open(std::vector<fs::path>{first, second}).writer(), UsageError);
  (void)make(folder / "other", Schema{}.text("body"));
  EXPECT_THROW((void)Index::open(std::vector<fs::path>{first, folder / "other"}), UsageError);
}

TEST(XapianEngine, SeveralDatabasesScoreAsOne) {
  const test::TemporaryFolder folder;
  Index one = make(folder / "one");
  Index even = make(folder / "even");
  Index odd = make(folder / "odd");
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int i = 0; i < 200; ++i) {
    std::string body;
    for (std::uint64_t n = 1 + random.below(20); n > 0; --n) {
      body += "w" + std::to_string(random.below(12)) + " ";
    }
    const std::string json = Document{{"id", std::to_string(i)}, {"body", body}}.to_json();
    add(one, {json});
    add(i % 2 == 0 ? even : odd, {json});
  }
  const Searcher whole = one.searcher();
  const Searcher parts =
      Index::open(std::vector<fs::path>{folder / "even", folder / "odd"}).searcher();
  for (const char* query : {"w1 w2", "w3", "+w4 w5 -w6", "\"w1 w2\"", "w7*"}) {
    const Results a = whole.search(query, {.limit = 300});
    const Results b = parts.search(query, {.limit = 300});
    ASSERT_EQ(a.size(), b.size()) << query;
    // Numbers of documents interleave, so ties are in the order in which they were added.
    for (std::size_t i = 0; i < a.size(); ++i) {
      ASSERT_EQ(a[i].id, b[i].id) << query << " at " << i;
      ASSERT_NEAR(a[i].score, b[i].score, 1e-9) << query << " at " << i;
    }
    ASSERT_EQ(test::wrong_explanation(parts, parts.parse(query), {}, 1e-12), "") << query;
  }
}

// The same random documents in both engines.
class SameAnswers : public ::testing::Test {
 protected:
  void fill(test::Random& random) {
    const test::RandomCollection collection(random, 60);
    schema_ = collection.schema();
    native_.emplace(Index::in_memory(schema_));
    xapian_.emplace(make(folder_ / ("db" + std::to_string(made_++)), schema_));
    for (Index* index : {&*native_, &*xapian_}) {
      Writer writer = index->writer();
      for (const test::Change& change : collection.changes()) {
        if (change.kind == test::Change::Kind::kUpsert) writer.upsert(change.document);
        if (change.kind == test::Change::Kind::kErase) writer.erase(change.id);
        if (change.kind == test::Change::Kind::kCommit) writer.commit();
      }
      writer.commit();
    }
  }

  [[nodiscard]] std::vector<std::string> names(bool (*wanted)(const FieldSpec&)) const {
    std::vector<std::string> out;
    for (const FieldSpec& field : schema_.fields()) {
      if (wanted(field)) out.push_back(field.name);
    }
    return out;
  }

  test::TemporaryFolder folder_;
  Schema schema_;
  std::optional<Index> native_;
  std::optional<Index> xapian_;
  int made_ = 0;
};

// Scores near each other may be in either order; everything else is the same.
void expect_same(const Results& expected, const Results& got, const std::string& what) {
  EXPECT_EQ(expected.total, got.total) << what;
  EXPECT_EQ(got.total_relation, TotalRelation::kEqual) << what;
  ASSERT_EQ(expected.size(), got.size()) << what;
  for (std::size_t i = 0; i < got.size(); ++i) {
    ASSERT_NEAR(expected[i].score, got[i].score, 1e-5) << what << " at " << i;
  }
  ASSERT_EQ(expected.facets.size(), got.facets.size()) << what;
  for (std::size_t i = 0; i < got.facets.size(); ++i) {
    EXPECT_EQ(expected.facets[i].counts, got.facets[i].counts) << what;
  }
}

TEST_F(SameAnswers, SortedCountedAndPagedThroughCursors) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const std::size_t rounds = 6 * test::test_effort();
  for (std::size_t round = 0; round < rounds; ++round) {
    fill(random);
    const auto sortable = names([](const FieldSpec& f) {
      return f.kind != FieldKind::kText && f.kind != FieldKind::kJson && f.options.sortable;
    });
    const auto countable = names([](const FieldSpec& f) {
      return (f.kind == FieldKind::kKeyword || f.kind == FieldKind::kBoolean) && f.options.facet;
    });
    const Searcher native = native_->searcher();
    const Searcher xapian = xapian_->searcher();
    for (int i = 0; i < 20; ++i) {
      SearchOptions options{.limit = 1000, .exact_total = true};
      if (!sortable.empty()) {
        options.sort.push_back({sortable[random.below(sortable.size())], random.chance(0.5)});
        if (random.chance(0.3)) {
          options.sort.push_back({sortable[random.below(sortable.size())], random.chance(0.5)});
        }
      }
      if (!countable.empty()) options.facets = {countable[random.below(countable.size())]};
      const Query query =
          random.chance(0.5) ? Query::all() : Query::exists(sortable.empty() ? "id" : sortable[0]);
      const Results expected = native.search(query, options);
      const Results got = xapian.search(query, options);
      expect_same(expected, got, query.to_string());
      ASSERT_EQ(ids(expected), ids(got)) << query.to_string();
      // Page by page, by cursors and by offsets.
      Ids paged;
      SearchOptions page = options;
      page.limit = 7;
      for (std::size_t offset = 0;; offset += page.limit) {
        const Results part = xapian.search(query, page);
        if (part.empty()) break;
        for (const std::string& id : ids(part)) paged.push_back(id);
        page.after = part.hits.back().cursor();
        SearchOptions by_offset = options;
        by_offset.limit = page.limit;
        by_offset.offset = offset;
        ASSERT_EQ(ids(xapian.search(query, by_offset)), ids(part));
      }
      ASSERT_EQ(paged, ids(got)) << query.to_string();
    }
  }
}

TEST_F(SameAnswers, RankedPagesDocumentsTermsAndSnippets) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const std::size_t rounds = 6 * test::test_effort();
  for (std::size_t round = 0; round < rounds; ++round) {
    fill(random);
    const Searcher native = native_->searcher();
    const Searcher xapian = xapian_->searcher();
    ASSERT_EQ(native.document_count(), xapian.document_count());
    std::vector<Document> walked;
    xapian.for_each([&](const Document& document) {
      EXPECT_EQ(native.get(document.id()), document);
      EXPECT_EQ(xapian.get(document.id()), document);
      walked.push_back(document);
      return true;
    });
    ASSERT_EQ(walked.size(), native.document_count());
    for (const FieldSpec& field : schema_.fields()) {
      const bool has_terms = field.options.indexed &&
                             (field.kind == FieldKind::kText || field.kind == FieldKind::kKeyword);
      if (!has_terms) continue;
      // Terms too long for Xapian are cut.
      const auto known = native.terms(field.name);
      const auto terms = xapian.terms(field.name);
      ASSERT_EQ(known.size(), terms.size()) << field.name;
      for (std::size_t i = 0; i < terms.size(); ++i) {
        if (known[i].term.size() > 100) continue;
        EXPECT_EQ(known[i].term, terms[i].term);
        EXPECT_EQ(known[i].document_frequency, terms[i].document_frequency) << terms[i].term;
        EXPECT_EQ(known[i].total_frequency, terms[i].total_frequency) << terms[i].term;
      }
      EXPECT_EQ(xapian.terms(field.name, "a", 3).size(), native.terms(field.name, "a", 3).size());
    }
    for (const FieldSpec& field : schema_.fields()) {
      if (field.kind != FieldKind::kText || !field.options.indexed) continue;
      for (const TermStats& term : native.terms(field.name, "", 5)) {
        const Query query = Query::term(field.name, term.term);
        const Results expected = native.search(query, {.limit = 100, .exact_total = true});
        const Results got = xapian.search(query, {.limit = 100, .exact_total = true});
        expect_same(expected, got, query.to_string());
        for (const Hit& hit : got) {
          const auto same = std::ranges::find(expected.hits, hit.id, &Hit::id);
          ASSERT_NE(same, expected.hits.end());
          EXPECT_EQ(same->document(), hit.document());
          EXPECT_EQ(same->snippet(field.name), hit.snippet(field.name));
          EXPECT_EQ(same->place(field.name).line, hit.place(field.name).line);
        }
        if (got.empty()) continue;
        const Results rest =
            xapian.search(query, {.limit = 100, .after = got.hits.front().cursor()});
        EXPECT_EQ(rest.size(), got.size() - 1);
      }
    }
  }
}

TEST(XapianEngine, TheThirtyArticlesRankAsInTheNativeEngine) {
  const test::TemporaryFolder folder;
  const fs::path corpus = fs::path(LODEX_SOURCE) / "corpus";
  const Schema schema = Schema::load(corpus / "schema.json");
  Index native = Index::in_memory(schema);
  Index xapian = make(folder / "db", schema);
  for (Index* index : {&native, &xapian}) {
    Writer writer = index->writer();
    (void)read_documents((corpus / "articles").string(),
                         [&](Document&& document) { writer.upsert(std::move(document)); });
    writer.commit();
  }
  std::ifstream topics(corpus / "queries.tsv");
  std::size_t asked = 0;
  for (std::string line; std::getline(topics, line); ++asked) {
    const std::string text = line.substr(line.find('\t') + 1);
    const Results expected = native.searcher().search(text, {.limit = 30, .exact_total = true});
    const Results got = xapian.searcher().search(text, {.limit = 30, .exact_total = true});
    EXPECT_EQ(ids(expected), ids(got)) << text;
    EXPECT_EQ(expected.total, got.total) << text;
  }
  EXPECT_GT(asked, 20U);
}

TEST(XapianEngine, GivesWhatItFoundWhenTimeIsOver) {
  const test::TemporaryFolder folder;
  Index index = make(folder / "db");
  std::vector<std::string> documents;
  for (int i = 0; i < 5000; ++i) {
    documents.push_back(R"({"id":")" + std::to_string(i) + R"(","body":"word"})");
  }
  add(index, documents);
  const Searcher searcher = index.searcher();
  int asked = 0;
  const auto second_time = [&] { return ++asked == 2; };
  for (const std::vector<SortKey>& sort : {std::vector<SortKey>{}, {{"year", false}}}) {
    asked = 0;
    const Results results = searcher.search(
        "word", {.limit = 5, .sort = sort, .exact_total = true, .cancelled = second_time});
    EXPECT_TRUE(results.timed_out);
    EXPECT_EQ(results.total_relation, TotalRelation::kAtLeast);
    EXPECT_GT(results.total, 0U);
    EXPECT_LT(results.total, 5000U);
    EXPECT_EQ(results.size(), 5U);
  }
  const Results late = searcher.search("word", {.deadline = std::chrono::microseconds(0)});
  EXPECT_TRUE(late.timed_out);
  const Results early = searcher.search(
      "word",
      {.exact_total = true, .deadline = std::chrono::hours(1), .cancelled = [] { return false; }});
  EXPECT_FALSE(early.timed_out);
  EXPECT_EQ(early.total, 5000U);
}

TEST(XapianEngine, DoesNotFindDeletedDocumentsWhenItMayBeCancelled) {
  const test::TemporaryFolder folder;
  Index index = make(folder / "db");
  add(index, kDocuments);
  Writer writer = index.writer();
  writer.erase("b");
  writer.commit();
  const SearchOptions options{.exact_total = true, .cancelled = [] { return false; }};
  EXPECT_EQ(ids(index.searcher().search(Query::all(), options)), (Ids{"a", "c"}));
  EXPECT_EQ(index.searcher().count(Query::all()), 2U);
}

TEST(XapianEngine, RefusesCursorsOfOtherOrders) {
  const test::TemporaryFolder folder;
  Index index = make(folder / "db");
  add(index, kDocuments);
  const Searcher searcher = index.searcher();
  const SearchAfter cursor = searcher.search("price")[0].cursor();
  EXPECT_THROW((void)searcher.search("price", {.after = cursor, .sort = {{"year", true}}}),
               QueryError);
  EXPECT_THROW((void)searcher.search("price", {.offset = 1, .after = cursor}), QueryError);
  EXPECT_THROW((void)searcher.search("price", {.after = SearchAfter{"00"}}), QueryError);
  EXPECT_THROW((void)searcher.search("nowhere", {.sort = {{"body", true}}}), QueryError);
  EXPECT_THROW((void)searcher.search("nowhere", {.facets = {"body"}}), QueryError);
}

}  // namespace
}  // namespace lodex::xapian
