// SPDX-License-Identifier: GPL-2.0-or-later
// Databases that Xapian itself wrote, or a program that uses it, and mappings that say what they
// mean.
#include <gtest/gtest.h>
#include <xapian.h>

#include <filesystem>
#include <string>
#include <vector>

#include "lodex/lodex.h"
#include "support/explained.h"
#include "support/hits.h"
#include "support/temporary_folder.h"
#include "xapian/mapping.h"
#include "xapian/running.h"

namespace lodex::xapian {
namespace {

namespace fs = std::filesystem;
using test::Ids;
using test::ids;

class Foreign : public ::testing::Test {
 protected:
  // As Xapian's TermGenerator and the conventions of its documentation have it.
  void write() const {
    Xapian::WritableDatabase database(path(), Xapian::DB_CREATE_OR_OVERWRITE);
    const auto add = [&](const std::string& id, const std::string& title, const std::string& text,
                         const std::string& tag, double size) {
      Xapian::Document document;
      Xapian::TermGenerator generator;
      generator.set_stemmer(Xapian::Stem("en"));
      generator.set_document(document);
      generator.index_text(title, 1, "S");
      generator.index_text(text);
      document.add_boolean_term("K" + tag);
      if (!id.empty()) document.add_boolean_term("Q" + id);
      document.add_value(3, Xapian::sortable_serialise(size));
      document.set_data("title=" + title + "\nsample=" + text + "\nno value\nmany=1\nmany=2\n");
      database.add_document(document);
    };
    add("one", "The fox", "quick brown foxes run over the hill", "animal", 10);
    add("two", "Hills", "a hill and another hill", "place", -2.5);
    add("", "Numbered", "running foxes", "animal", 1e6);
    database.commit();
  }
  [[nodiscard]] std::string path() const { return (folder_ / "db").string(); }

  test::TemporaryFolder folder_;
};

constexpr const char* kMapping = R"({"like": "xapian",
  "schema": {"fields": {"author": null, "size": "real"}}, "prefixes": {"author": null},
  "slots": {"size": 3}, "data": "lines", "names": {"sample": "body"}})";

TEST_F(Foreign, IsSearchedByXapiansConventionsWithoutAMapping) {
  write();
  const Index index = Index::open(path());
  const Searcher searcher = index.searcher();
  EXPECT_EQ(index.stats().created_by, "another program, by Xapian");
  EXPECT_EQ(searcher.document_count(), 3U);
  // By its stem everywhere, by the very word better.
  EXPECT_EQ(searcher.search("running", {.exact_total = true}).total, 2U);
  EXPECT_EQ(ids(searcher.search("running"))[0], "3");
  EXPECT_EQ(ids(searcher.search("title:fox")), Ids{"one"});
  EXPECT_EQ(ids(searcher.search("body:\"brown foxes\"")), Ids{"one"});
  EXPECT_EQ(searcher.search("body:\"foxes brown\"").size(), 0U);
  EXPECT_EQ(ids(searcher.search("hill keyword:place")), Ids{"two"});
  EXPECT_EQ(ids(searcher.search("hil* -keyword:animal")), Ids{"two"});
  EXPECT_EQ(searcher.search("hill")[0].document().text("data").find("title=Hills"), 0U);
}

TEST_F(Foreign, IsShownAndSortedAsAMappingSays) {
  write();
  const std::string mapping = folder_.write("mapping.json", kMapping).string();
  const Searcher searcher = Index::open(path(), {.mapping = mapping}).searcher();
  const Document document = *searcher.get("one");
  EXPECT_EQ(document.text("title"), "The fox");
  EXPECT_EQ(document.text("body"), "quick brown foxes run over the hill");
  EXPECT_EQ(*document.find("size"), Value(10.0));
  EXPECT_EQ(*document.find("many"), Value(Value::List{"1", "2"}));
  EXPECT_EQ(searcher.search("foxes")[0].snippet("body").find("<mark>"), 8U);
  EXPECT_EQ(ids(searcher.search(Query::all(), {.sort = {{"size", false}}})),
            (Ids{"two", "one", "3"}));
  EXPECT_EQ(ids(searcher.search("size:0..100")), Ids{"one"});
  // A document without a term of its own is named by its number.
  EXPECT_EQ(searcher.get("3")->text("title"), "Numbered");
  EXPECT_FALSE(searcher.get("1").has_value());
  EXPECT_FALSE(searcher.get("4").has_value());
  EXPECT_FALSE(searcher.get("none").has_value());
  std::size_t seen = 0;
  searcher.for_each([&](const Document&) { return ++seen < 2; });
  EXPECT_EQ(seen, 2U);
}

TEST_F(Foreign, APhraseIsOneOfTheWordsNotOfTheirStems) {
  write();
  const Searcher searcher = Index::open(path()).searcher();
  EXPECT_EQ(ids(searcher.search("\"brown foxes\"")), Ids{"one"});
  // It has both stems.
  EXPECT_EQ(ids(searcher.search("\"foxes running\"")), Ids{});
  EXPECT_EQ(ids(searcher.search("brown NEAR/2 foxes")), Ids{"one"});
  // A single word has no order.
  EXPECT_EQ(searcher.search("\"hills\"").size(), 2U);
}

TEST_F(Foreign, SnippetsMarkTheWordsWhoseStemsWereFound) {
  write();
  const std::string mapping = folder_.write("mapping.json", kMapping).string();
  const Searcher searcher = Index::open(path(), {.mapping = mapping}).searcher();
  const auto snippet = [&](const char* query, const char* field) {
    const Results results = searcher.search(query);
    return results.size() == 0 ? "nothing found" : results[0].snippet(field);
  };
  EXPECT_EQ(snippet("runs fox", "body"), "<mark>running</mark> <mark>foxes</mark>");
  EXPECT_EQ(snippet("runs fox +hill", "body"),
            "quick brown <mark>foxes</mark> <mark>run</mark> over the <mark>hill</mark>");
  EXPECT_EQ(snippet("body_stems:hills keyword:place", "body"),
            "a <mark>hill</mark> and another <mark>hill</mark>");
  EXPECT_EQ(snippet("title_stems:hill", "title"), "<mark>Hills</mark>");
  EXPECT_EQ(snippet("\"brown foxes\"", "body"), "quick <mark>brown foxes</mark> run over the hill");
}

TEST_F(Foreign, ScoresAreExplained) {
  write();
  const std::string mapping = folder_.write("mapping.json", kMapping).string();
  const Searcher plain = Index::open(path()).searcher();
  const Searcher mapped = Index::open(path(), {.mapping = mapping}).searcher();
  for (const char* query : {"running", "title:fox hill", "body:\"brown foxes\"", "foxes -hill",
                            "hil* keyword:animal", "+keyword:place foxes^2", "keyword:animal..b"}) {
    EXPECT_EQ(test::wrong_explanation(plain, plain.parse(query), {}, 1e-12), "") << query;
  }
  for (const char* query : {"foxes size:0..100", "size:*", "id:one"}) {
    EXPECT_EQ(test::wrong_explanation(mapped, mapped.parse(query), {}, 1e-12), "") << query;
  }
  for (const char* field : {"size", "keyword"}) {
    EXPECT_EQ(test::wrong_explanation(mapped, Query::exists(field), {}, 1e-12), "") << field;
  }
  // There are no lengths of fields.
  const Explanation root = *plain.explain("body:hill", "two");
  EXPECT_GT(test::node_with(root, "length of the document, in terms").value, 5);
}

TEST_F(Foreign, IsReadOnly) {
  write();
  Index index = Index::open(path());
  EXPECT_THROW((void)index.writer(), UsageError);
  EXPECT_TRUE(index.check().ok());
}

TEST_F(Foreign, TermsAreThoseOfTheField) {
  write();
  const Searcher searcher = Index::open(path()).searcher();
  const auto title = searcher.terms("title");
  ASSERT_EQ(title.size(), 4U);
  EXPECT_EQ(title[0].term, "fox");
  EXPECT_EQ(searcher.terms("body", "hill")[0].document_frequency, 2U);
  EXPECT_EQ(searcher.terms("body", "hill")[0].total_frequency, 3U);
  EXPECT_EQ(searcher.terms("body_stems", "run").size(), 1U);
  EXPECT_THROW((void)searcher.terms("nothing"), QueryError);
}

TEST_F(Foreign, TakesNoMappingForADatabaseOfLodex) {
  (void)Index::create(path(), Schema{}.text("body"), {.engine = "xapian"});
  EXPECT_THROW((void)Index::open(path(), {.mapping = "omindex"}), UsageError);
}

// Without prefixes: the name of the program is seen from what it writes about itself.
TEST_F(Foreign, TheProgramIsSeenFromTheDatabase) {
  const auto fields_with = [&](const std::vector<std::string>& keys) {
    Xapian::WritableDatabase database(path(), Xapian::DB_CREATE_OR_OVERWRITE);
    for (const std::string& key : keys) database.set_metadata(key, "1");
    database.commit();
    return Index::open(path()).schema();
  };
  EXPECT_NE(fields_with({"version", "features"}).find("subject_stems"), nullptr);
  EXPECT_NE(fields_with({"schema-version"}).find("maildir"), nullptr);
  EXPECT_NE(fields_with({"RCL_IDX_VERSION_KEY"}).find("recipient"), nullptr);
  EXPECT_NE(fields_with({}).find("keyword"), nullptr);
}

// As notmuch has them: seconds, by Xapian's own module of Python.
TEST_F(Foreign, DatesInSecondsAreSearchedAsDates) {
  const auto script = folder_.write("write.py", R"(
import sys, xapian
database = xapian.WritableDatabase(sys.argv[1], xapian.DB_CREATE)
database.set_metadata("version", "3")
database.set_metadata("features", "any")
for name, seconds in ("before", 1772495999), ("first", 1772496000), ("last", 1772582399), ("after", 1772582400):
    document = xapian.Document()
    document.add_boolean_term("Q" + name)
    document.add_value(0, xapian.sortable_serialise(seconds))
    database.add_document(document)
database.commit()
)");
  if (test::run_program("/usr/bin/python3 -c 'import xapian'").status != 0) {
    GTEST_SKIP() << "Xapian's module of Python is not installed";
  }
  const test::ProgramResult made =
      test::run_program("/usr/bin/python3 '" + script.string() + "' '" + path() + "'");
  ASSERT_EQ(made.status, 0) << made.output;
  const Searcher searcher = Index::open(path()).searcher();
  const auto found = [&](const char* query) {
    const Results results = searcher.search(query, {.sort = {{"timestamp", false}}});
    EXPECT_TRUE(results.notes.empty()) << query;
    return ids(results);
  };
  EXPECT_EQ(found("timestamp:2026-03-03"), (Ids{"first", "last"}));
  EXPECT_EQ(found("timestamp:2026-03-03.."), (Ids{"first", "last", "after"}));
  EXPECT_EQ(found("timestamp:..2026-03-02"), Ids{"before"});
  EXPECT_EQ(found("timestamp:{2026-03-03 TO *]"), Ids{"after"});
  EXPECT_EQ(found("timestamp:[2026-03-03T00:00:00.5Z TO 2026-03-03T23:59:59Z]"), Ids{"last"});
  EXPECT_EQ(found("timestamp:1912..1913"), Ids{});
  EXPECT_EQ(test::wrong_explanation(searcher, searcher.parse("timestamp:2026-03-03"), {}, 1e-12),
            "");
  EXPECT_EQ(*searcher.get("first")->find("timestamp"), Value("2026-03-03"));
  EXPECT_EQ(*searcher.get("last")->find("timestamp"), Value("2026-03-03T23:59:59Z"));
  const Results collapsed = searcher.search("*", {.collapse = Collapse{"timestamp"}});
  EXPECT_EQ(collapsed.size(), 4U);
  for (const Hit& hit : collapsed) {
    EXPECT_EQ(hit.collapse_value(), *searcher.get(hit.id)->find("timestamp")) << hit.id;
  }
  // They are dates to the native engine as well.
  Index native = Index::in_memory(searcher.schema());
  native.import_from(Index::open(path()), {});
  EXPECT_EQ(native.searcher().count("timestamp:2026-03-03"), 2U);
}

// Some programs give positions to what they do not count.
TEST_F(Foreign, APhraseIsNoMoreFrequentThanItsTermsAreCounted) {
  Xapian::WritableDatabase database(path(), Xapian::DB_CREATE);
  Xapian::Document document;
  document.add_boolean_term("Qone");
  document.add_posting("quick", 1, 1);
  document.add_posting("fox", 2, 1);
  document.add_posting("quick", 5, 0);
  document.add_posting("fox", 6, 0);
  database.add_document(document);
  database.commit();
  const Searcher searcher = Index::open(path()).searcher();
  for (const char* text : {"body:\"quick fox\"", "body:\"fox quick\"~9"}) {
    const Query query = searcher.parse(text);
    EXPECT_EQ(ids(searcher.search(query)), Ids{"one"}) << text;
    EXPECT_EQ(test::wrong_explanation(searcher, query, {}, 1e-12), "") << text;
  }
}

TEST_F(Foreign, OmindexIsOpenedAsItIs) {
  folder_.write(
      "site/a.html",
      "<html><head><title>The fox</title></head><body>A quick brown fox ran.</body></html>");
  folder_.write("site/b.txt", "A lazy dog sleeps while foxes run.\n");
  const test::ProgramResult made = test::run_program("omindex --db '" + path() + "' --url / '" +
                                                     (folder_ / "site").string() + "'");
  ASSERT_EQ(made.status, 0) << made.output;
  const Searcher searcher = Index::open(path()).searcher();
  EXPECT_EQ(ids(searcher.search("fox")), (Ids{"/a.html", "/b.txt"}));
  EXPECT_EQ(ids(searcher.search("title:fox")), Ids{"/a.html"});
  EXPECT_EQ(ids(searcher.search("dog extension:txt")), Ids{"/b.txt"});
  const Hit hit = searcher.search("brown")[0];
  EXPECT_EQ(hit.document().text("title"), "The fox");
  EXPECT_EQ(hit.document().text("type"), "text/html");
  EXPECT_EQ(hit.snippet("body"), "A quick <mark>brown</mark> fox ran.");
  // The times of the files, which have just been written.
  EXPECT_EQ(searcher.search("modified:2020..").size(), 2U);
  EXPECT_EQ(searcher.search("modified:..2020").size(), 0U);
  EXPECT_EQ(searcher.search("modified:..1960").size(), 0U);
  EXPECT_EQ(searcher.search("modified:2150..").size(), 0U);
  EXPECT_EQ(hit.document().text("modified").substr(0, 2), "20");
}

TEST(Mapping, ReadyOnesAreSound) {
  for (const std::string& name : ready_mappings()) {
    const test::TemporaryFolder folder;
    const std::string path = (folder / "db").string();
    Xapian::WritableDatabase(path, Xapian::DB_CREATE).commit();
    const Searcher searcher = Index::open(path, {.mapping = name}).searcher();
    EXPECT_NO_THROW((void)searcher.search("some \"words here\"")) << name;
  }
}

TEST(Mapping, SaysWhatIsWrongWithIt) {
  const auto message = [](std::string_view json) -> std::string {
    try {
      (void)parse_mapping(json);
    } catch (const Error& error) {
      return error.what();
    }
    return "nothing is wrong";
  };
  const std::string schema = R"("schema": {"fields": {"a": "text", "n": "integer"}})";
  EXPECT_EQ(message("{" + schema + R"(, "prefixes": {"a": "A"}, "slots": {"n": 1}})"),
            "nothing is wrong");
  EXPECT_EQ(message("{" + schema + R"(, "slots": {"n": 1}})"), "a mapping has no prefix for \"a\"");
  EXPECT_EQ(message("{" + schema + R"(, "prefixes": {"a": "A"}})"),
            "a mapping has no slot for \"n\"");
  EXPECT_EQ(message("{" + schema + R"(, "prefixes": {"b": "A"}})"),
            "a mapping names \"b\" in \"prefixes\", which its schema lacks");
  EXPECT_EQ(message(R"({"like": "nothing"})"),
            "a mapping can be like a ready one, not like \"nothing\"");
  EXPECT_EQ(message(R"({"prefix": {}})"), "a mapping has nothing named \"prefix\"");
  EXPECT_EQ(message("{" + schema + R"(, "prefixes": {"a": "A"}, "slots": {"n": 1},
                                      "dates": {"n": "seconds"}})"),
            "a mapping has dates in \"n\", which has none");
  EXPECT_EQ(message(R"({"schema": {"fields": {"d": "date"}}, "slots": {"d": 1},
                       "dates": {"d": "days"}})"),
            "a mapping has dates that are microseconds, seconds or binary seconds, not \"days\"");
  EXPECT_EQ(message(R"({"data": "xml"})"),
            "a mapping has \"data\" that is lines, json, text or none, not \"xml\"");
  EXPECT_NE(message("[1]").find("a mapping is a JSON object"), std::string::npos);
  EXPECT_NE(message("{" + schema + R"(, "slots": {"n": -1}})"), "nothing is wrong");
  EXPECT_NE(message("{" + schema + R"(, "slots": {"a": 1}})"), "nothing is wrong");
  const test::TemporaryFolder folder;
  Xapian::WritableDatabase((folder / "db").string(), Xapian::DB_CREATE).commit();
  EXPECT_THROW((void)Index::open(folder / "db", {.mapping = "/nowhere"}), UsageError);
}

}  // namespace
}  // namespace lodex::xapian
