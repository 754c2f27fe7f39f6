// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/writer.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>

#include "lodex/error.h"
#include "support/random_text.h"
#include "support/temporary_folder.h"
#include "xapian/collection.h"
#include "xapian/running.h"
#include "xapian/term_list.h"
#include "xapian/values.h"

namespace lodex::xapian {
namespace {

class DatabaseWriterTest : public ::testing::Test {
 protected:
  std::unique_ptr<DatabaseWriter> create(const Schema& schema, unsigned threads = 1) {
    Xapian::WritableDatabase database(path(), Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
    prepare_database(database, schema, path());
    database.close();
    return open(threads);
  }
  std::unique_ptr<DatabaseWriter> open(unsigned threads = 1,
                                       std::size_t memory = WriterOptions{}.memory) {
    return std::make_unique<DatabaseWriter>(
        path(), [this] { return Xapian::WritableDatabase(path(), Xapian::DB_OPEN); },
        WriterOptions{.threads = threads, .memory = memory});
  }
  [[nodiscard]] std::string path() const { return (folder_ / "db").string(); }
  [[nodiscard]] Xapian::Database reader() const { return Xapian::Database(path()); }
  // Terms, frequencies and positions of a document, as Xapian has them.
  [[nodiscard]] static std::string describe(const Xapian::Database& database,
                                            Xapian::docid number) {
    std::string out;
    for (auto it = database.termlist_begin(number); it != database.termlist_end(number); ++it) {
      out += *it + '/' + std::to_string(it.get_wdf());
      for (auto at = it.positionlist_begin(); at != it.positionlist_end(); ++at) {
        out += ' ' + std::to_string(*at);
      }
      out += '\n';
    }
    return out;
  }
  void expect_sound() const {
    const test::ProgramResult check = test::run_program("xapian-check '" + path() + "'");
    EXPECT_EQ(check.status, 0) << check.output;
    EXPECT_NE(check.output.find("No errors found"), std::string::npos) << check.output;
  }

  test::TemporaryFolder folder_;
};

// What Xapian holds is written early, but seen by nobody before the commit.
TEST_F(DatabaseWriterTest, KeepsToItsMemoryWithinATransaction) {
  (void)create(Schema{}.text("body"));
  const auto write = [&](DatabaseWriter& writer) {
    for (int i = 0; i < 30; ++i) {
      std::string text;
      for (int word = 0; word < 200; ++word) text += "w" + std::to_string(i * word) + ' ';
      writer.upsert({{"id", std::to_string(i % 25)}, {"body", std::move(text)}});
    }
  };
  const auto written = [&] { return std::filesystem::file_size(path() + "/postlist.glass"); };
  const auto before = written();
  {
    const auto roomy = open();
    write(*roomy);
    EXPECT_EQ(written(), before);
  }
  // So that it flushes each dozen of documents.
  const auto narrow = open(1, std::size_t{512} << 10);
  write(*narrow);
  EXPECT_GT(written(), before);
  EXPECT_EQ(reader().get_doccount(), 0U);
  narrow->rollback();
  EXPECT_EQ(narrow->commit().documents, 0U);
  write(*narrow);
  EXPECT_EQ(narrow->commit().documents, 25U);
  const Xapian::Database database = reader();
  EXPECT_EQ(database.get_doccount(), 25U);
  // Numbers are given as without it, and nothing else stays.
  EXPECT_EQ(database.get_lastdocid(), 30U);
  EXPECT_FALSE(database.term_exists("Q"));
  EXPECT_EQ(database.get_doclength_lower_bound(), 1U);
  EXPECT_EQ(database.get_total_length(), 25U * 200);
  expect_sound();
}

TEST_F(DatabaseWriterTest, MakesTermsOfFieldsByXapiansConventions) {
  const auto writer = create(Schema{}
                                 .analyzer("english")
                                 .text("title")
                                 .text("body")
                                 .text("code", {.analyzer = "whitespace", .positions = false})
                                 .keyword("tag")
                                 .integer("year"));
  writer->upsert({{"id", "Doc 1"},
                  {"title", "Running Foxes"},
                  {"body", Value::List{"the fox runs", "a fox"}},
                  {"code", "Foo foo foo"},
                  {"tag", Value::List{"Red", "blue"}},
                  {"year", 2019}});
  const CommitInfo info = writer->commit();
  EXPECT_EQ(info.documents, 1U);
  EXPECT_EQ(info.upserted, 1U);
  const Xapian::Database database = reader();
  // Between the values of a field 100 positions are free.
  EXPECT_EQ(describe(database, 1),
            "KRed/0\nKblue/0\nQDoc 1/0\nSfox/1 2\nSrun/1 1\nXCODE:Foo/1\nXCODEfoo/2\n"
            "a/1 104\nfox/2 2 105\nrun/1 3\nthe/1 1\n");
  EXPECT_EQ(database.get_doclength(1), 10U);
  const Layout layout = Layout::load(database);
  const Xapian::Document document = database.get_document(1);
  EXPECT_EQ(decode_length(document.get_value(*layout.find("body")->length_slot)), 5U);
  EXPECT_EQ(document.get_value(*layout.find("year")->value_slot), Xapian::sortable_serialise(2019));
  EXPECT_EQ(document.get_value(*layout.find("tag")->value_slot), "Red");
  EXPECT_EQ(Document::from_json(document.get_data()).text("title"), "Running Foxes");
  expect_sound();
}

TEST_F(DatabaseWriterTest, MakesWhatXapiansProgramsRead) {
  const auto writer = create(Schema{}.text("title").text("body").keyword("tag"));
  writer->upsert({{"id", "a"}, {"title", "Order book"}, {"body", "an order"}, {"tag", "x"}});
  writer->upsert({{"id", "b"}, {"body", "nothing here"}});
  writer->commit();
  const std::string place = " '" + path() + "'";
  const test::ProgramResult delve = test::run_program("xapian-delve -r 1 -d" + place);
  EXPECT_NE(delve.output.find("\"title\":\"Order book\""), std::string::npos) << delve.output;
  EXPECT_NE(delve.output.find("Kx Qa Sbook Sorder an order"), std::string::npos) << delve.output;
  const test::ProgramResult quest =
      test::run_program("quest --db=" + path() + " --stemmer=none --prefix=title:S title:book");
  EXPECT_NE(quest.output.find("1: ["), std::string::npos) << quest.output;
  EXPECT_EQ(quest.output.find("2: ["), std::string::npos) << quest.output;
}

TEST_F(DatabaseWriterTest, ReplacesAndErasesById) {
  const auto writer = create(Schema{}.text("body").text("title"));
  writer->upsert({{"id", "a"}, {"body", "one two"}});
  writer->upsert({{"id", "b"}, {"body", "one"}, {"title", "t"}});
  writer->upsert({{"id", "a"}, {"body", "three three three"}});
  writer->commit();
  Xapian::Database database = reader();
  EXPECT_EQ(database.get_doccount(), 2U);
  EXPECT_EQ(database.get_termfreq("two"), 0U);
  // The one that came last is the last.
  EXPECT_EQ(*database.postlist_begin("Qa"), 3U);
  EXPECT_TRUE(writer->erase("b"));
  EXPECT_FALSE(writer->erase("b"));
  EXPECT_FALSE(writer->erase("never there"));
  EXPECT_EQ(writer->commit().deleted, 1U);
  database = reader();
  EXPECT_EQ(database.get_doccount(), 1U);
  EXPECT_EQ(noted_tokens(database),
            (std::map<std::string, std::uint64_t>{{"body", 3}, {"title", 0}}));
  expect_sound();
}

TEST_F(DatabaseWriterTest, ShowsNothingBeforeACommit) {
  auto writer = create(Schema{}.text("body"));
  const auto fill = [&](int from, int to) {
    for (int i = from; i < to; ++i) {
      writer->upsert({{"id", std::to_string(i)}, {"body", "w" + std::to_string(i % 50)}});
    }
  };
  // More than Xapian gathers before it writes.
  fill(0, 11'000);
  EXPECT_EQ(reader().get_doccount(), 0U);
  writer->rollback();
  fill(0, 10);
  writer->commit();
  EXPECT_EQ(reader().get_doccount(), 10U);
  fill(10, 11'000);
  EXPECT_TRUE(writer->erase("3"));
  EXPECT_EQ(reader().get_doccount(), 10U);
  writer.reset();
  EXPECT_EQ(reader().get_doccount(), 10U);
  writer = open();
  EXPECT_EQ(writer->commit().documents, 10U);
  expect_sound();
}

TEST_F(DatabaseWriterTest, CommitsOnlyChanges) {
  const auto writer = create(Schema{}.text("body"));
  writer->upsert({{"id", "a"}, {"body", "x"}});
  const std::uint64_t first = writer->commit().generation;
  EXPECT_EQ(writer->commit().generation, first);
  EXPECT_EQ(writer->merge({}).generation, first);
  writer->upsert({{"id", "b"}, {"body", "x"}});
  EXPECT_GT(writer->commit().generation, first);
}

TEST_F(DatabaseWriterTest, LearnsFieldsFromDocuments) {
  auto writer = create(Schema::dynamic());
  writer->upsert({{"id", "1"}, {"text", "a b"}});
  writer->upsert({{"id", "2"}, {"text", "a"}, {"price", 3.5}, {"notes", "c"}});
  EXPECT_THROW(writer->upsert({{"text", "no id"}}), DocumentError);
  writer->commit();
  const Xapian::Database database = reader();
  const Layout layout = Layout::load(database);
  EXPECT_EQ(layout.schema().find("price")->kind, FieldKind::kReal);
  EXPECT_EQ(layout.find("text")->prefix, "");
  EXPECT_EQ(layout.find("notes")->prefix, "XNOTES");
  EXPECT_EQ(database.get_termfreq("XNOTESc"), 1U);
  const Collection collection(layout, database, false);
  EXPECT_EQ(collection.field(*layout.find("text"), database).average_length(), 1.5);
  EXPECT_EQ(collection.field(*layout.find("notes"), database).average_length(), 1);
}

TEST_F(DatabaseWriterTest, FindsTheLanguageOfItsFirstTexts) {
  auto writer = create(Schema{}.analyzer("auto").text("body"));
  writer->upsert({{"id", "1"},
                  {"body",
                   "Die Häuser stehen in der Stadt, und die Leute gehen nach Hause, weil es "
                   "Abend wird und die Läden schließen."}});
  writer->commit();
  const Layout layout = Layout::load(reader());
  EXPECT_EQ(layout.schema().analyzer_of(*layout.schema().find("body")), "german");
}

TEST_F(DatabaseWriterTest, AddsFieldsToTheSchema) {
  auto writer = create(Schema{}.text("body"));
  writer->extend_schema(Schema{}.text("body").keyword("tag"));
  EXPECT_THROW(writer->extend_schema(Schema{}.keyword("body")), SchemaError);
  writer->upsert({{"id", "1"}, {"tag", "x"}});
  writer->commit();
  EXPECT_EQ(reader().get_termfreq("Kx"), 1U);
  EXPECT_EQ(Layout::load(reader()).schema().fields().size(), 2U);
}

TEST_F(DatabaseWriterTest, RefusesADatabaseOfAnotherProgram) {
  Xapian::WritableDatabase(path(), Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS).commit();
  EXPECT_THROW(open(), UsageError);
}

TEST_F(DatabaseWriterTest, LetsOneWriterIn) {
  auto writer = create(Schema{}.text("body"));
  EXPECT_THROW(open(), LockError);
  writer.reset();
  EXPECT_NO_THROW(open());
}

// Contents depend on neither threads nor batches.
TEST_F(DatabaseWriterTest, MakesTheSameWithSeveralThreads) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  std::vector<Document> documents = test::random_documents(random, 1500, 500);
  for (int i = 0; i < 100; ++i) {
    Document again = documents[random.below(documents.size())];
    again.set("title", "again");
    documents.insert(documents.begin() + static_cast<std::ptrdiff_t>(random.below(1000)),
                     std::move(again));
  }
  std::vector<std::string> contents;
  for (const unsigned threads : {1U, 3U}) {
    auto writer = create(Schema::dynamic(), threads);
    std::size_t count = 0;
    for (const Document& document : documents) {
      writer->upsert(document);
      if (++count == 700) writer->commit();
      if (count == 900) writer->erase("d3");
    }
    writer->commit();
    writer.reset();
    expect_sound();
    const Xapian::Database database = reader();
    std::string& all = contents.emplace_back();
    const auto end = database.postlist_end("");
    for (auto it = database.postlist_begin(""); it != end; ++it) {
      all += std::to_string(*it) + ' ' + database.get_document(*it).get_data() + '\n' +
             describe(database, *it);
    }
    const Layout layout = Layout::load(database);
    const Collection noted(layout, database, false);
    for (const LayoutField& field : layout.fields()) {
      if (!field.length_slot) continue;
      std::uint64_t tokens = 0;
      for (auto it = database.valuestream_begin(*field.length_slot);
           it != database.valuestream_end(*field.length_slot); ++it) {
        tokens += decode_length(*it);
      }
      EXPECT_EQ(noted.field(field, database).tokens, tokens) << field.name;
    }
    std::filesystem::remove_all(path());
  }
  EXPECT_EQ(contents[0], contents[1]);
}

TEST_F(DatabaseWriterTest, StatisticsAreCountedWhereAnotherProgramChangedTheDatabase) {
  auto writer = create(Schema{}.text("body").text("title"));
  writer->upsert({{"id", "1"}, {"body", "a b c"}, {"title", "t"}});
  writer->upsert({{"id", "2"}, {"body", "a"}});
  writer->commit();
  writer.reset();
  Xapian::WritableDatabase other(path(), Xapian::DB_OPEN);
  other.delete_document(1);
  other.commit();
  other.close();
  const Xapian::Database database = reader();
  EXPECT_EQ(noted_tokens(database), std::nullopt);
  const Layout layout = Layout::load(database);
  const Collection collection(layout, database, false);
  EXPECT_EQ(collection.field(*layout.find("body"), database).tokens, 1U);
  EXPECT_EQ(collection.field(*layout.find("title"), database).documents, 0U);
  // And the writer goes on from what is there.
  writer = open();
  writer->upsert({{"id", "3"}, {"body", "a b"}});
  writer->commit();
  EXPECT_EQ(noted_tokens(reader())->at("body"), 3U);
}

}  // namespace
}  // namespace lodex::xapian
