// SPDX-License-Identifier: GPL-2.0-or-later
// Databases back to documents with their terms, and those to other databases and native segments.
#include "xapian/indexed_reader.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <map>

#include "index/index_files.h"
#include "index/index_writer.h"
#include "io/directory.h"
#include "support/random_text.h"
#include "support/temporary_folder.h"
#include "xapian/glass_positions.h"
#include "xapian/random_collection.h"
#include "xapian/running.h"
#include "xapian/writer.h"

namespace lodex::xapian {
namespace {

class IndexedReaderTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_ / name).string();
  }
  // Makes a database; `write` fills it.
  template <class Write>
  Xapian::Database make(const std::string& name, const Schema& schema, Write write) {
    Xapian::WritableDatabase database(path(name), Xapian::DB_CREATE_OR_OVERWRITE);
    prepare_database(database, schema, path(name));
    database.close();
    DatabaseWriter writer(
        path(name), [&] { return Xapian::WritableDatabase(path(name), Xapian::DB_OPEN); }, {});
    write(writer);
    writer.commit();
    return Xapian::Database(path(name));
  }
  test::TemporaryFolder folder_;
};

void apply(const test::Change& change, engine::EngineWriter& writer) {
  if (change.kind == test::Change::Kind::kUpsert) writer.upsert(change.document);
  if (change.kind == test::Change::Kind::kErase) writer.erase(change.id);
  if (change.kind == test::Change::Kind::kCommit) writer.commit();
}

// All that a database has of its documents, in their order, whatever their numbers.
std::vector<std::string> contents(const Xapian::Database& database) {
  std::vector<std::string> out;
  for (auto doc = database.postlist_begin(""); doc != database.postlist_end(""); ++doc) {
    const Xapian::Document document = database.get_document(*doc);
    std::string text = document.get_data() + '\n';
    for (auto it = document.termlist_begin(); it != document.termlist_end(); ++it) {
      text += *it + '/' + std::to_string(it.get_wdf());
      for (auto at = it.positionlist_begin(); at != it.positionlist_end(); ++at) {
        text += ' ' + std::to_string(*at);
      }
      text += '\n';
    }
    for (auto it = document.values_begin(); it != document.values_end(); ++it) {
      text += std::to_string(it.get_valueno()) + '=' + *it + '\n';
    }
    out.push_back(std::move(text));
  }
  return out;
}

void copy(const Xapian::Database& from, std::size_t memory, std::uint64_t place,
          const std::function<void(index::IndexedDocument&&)>& to,
          const std::string& directory = {}) {
  const Layout layout = Layout::load(from);
  std::uint64_t last = place;
  const auto stored_of = [&](Xapian::docid number) {
    return Document::from_json(from.get_document(number).get_data());
  };
  IndexedReader(from, layout, stored_of, directory)
      .for_each(place, memory, [&](index::IndexedDocument&& document, std::uint64_t behind) {
        EXPECT_GT(behind, last);
        last = behind;
        to(std::move(document));
        return true;
      });
}

TEST_F(IndexedReaderTest, GivesAllThatADatabaseHas) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE(seed);
  test::Random random(seed);
  for (std::uint64_t round = 0; round < 12 * test::test_effort(); ++round) {
    const test::RandomCollection collection(random, 1 + random.below(400));
    const Xapian::Database from = make("from", collection.schema(), [&](DatabaseWriter& writer) {
      for (const test::Change& change : collection.changes()) apply(change, writer);
    });
    const Xapian::Database to =
        make("to", Layout::load(from).schema(), [&](DatabaseWriter& writer) {
          copy(
              from, 1 << (10 + random.below(18)), 0,
              [&](index::IndexedDocument&& document) {
                writer.upsert_indexed(std::move(document));
              },
              random.chance(0.7) ? path("from") : "");
        });
    ASSERT_EQ(contents(from), contents(to));
    const test::ProgramResult check = test::run_program("xapian-check '" + path("to") + "'");
    ASSERT_EQ(check.status, 0) << check.output;
  }
}

std::map<std::string, std::string> files_of(const index::IndexFiles& files) {
  std::map<std::string, std::string> out;
  for (const std::string& name : files.directory().list()) {
    const auto file = files.directory().open(name);
    out[name] = std::string(as_text(file->bytes()));
  }
  return out;
}

// The files of a native index that `write` fills.
template <class Write>
std::map<std::string, std::string> native(const Schema& schema, Write write) {
  std::shared_ptr<io::Directory> directory = io::memory_directory();
  index::create_index(*directory, schema);
  const auto files = std::make_shared<index::IndexFiles>(std::move(directory));
  index::IndexWriter writer(files, {});
  write(writer);
  writer.commit();
  return files_of(*files);
}

TEST_F(IndexedReaderTest, MakesTheSegmentsThatTheDocumentsMake) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE(seed);
  test::Random random(seed);
  const Schema schema = Schema{}
                            .text("title", {.positions = false})
                            .text("body", {.analyzer = "english"})
                            .keyword("tag")
                            .integer("year")
                            .real("price");
  for (std::uint64_t round = 0; round < 3 * test::test_effort(); ++round) {
    std::vector<Document> documents = test::random_documents(random, 600, 300);
    for (Document& document : documents) {
      if (random.chance(0.1)) document.set("body", random.chance(0.5) ? "" : "Z: Ab: cd");
      if (random.chance(0.1)) document.set("tag", Value::List{"", std::string(400, 'x')});
    }
    const Xapian::Database from = make("from", schema, [&](DatabaseWriter& writer) {
      for (const Document& document : documents) writer.upsert(document);
    });
    const auto from_documents = native(schema, [&](index::IndexWriter& writer) {
      for (const Document& document : documents) writer.upsert(document);
    });
    const auto from_terms = native(schema, [&](index::IndexWriter& writer) {
      copy(from, std::size_t{1} << 26, 0,
           [&](index::IndexedDocument&& document) { writer.upsert(std::move(document)); });
    });
    ASSERT_EQ(from_documents, from_terms);
  }
}

TEST_F(IndexedReaderTest, BeginsAtAnyPlace) {
  const Schema schema = Schema{}.text("body");
  const Xapian::Database from = make("from", schema, [&](DatabaseWriter& writer) {
    for (int i = 1; i <= 20'000; ++i) {
      writer.upsert({{"id", i}, {"body", i % 2 == 0 ? "even" : "odd"}});
    }
    for (int i = 3; i < 20'000; i += 7) writer.erase(std::to_string(i));
  });
  for (const std::uint64_t place : {0, 1, 2, 8191, 8192, 15'000, 19'999, 20'000}) {
    std::vector<std::string> ids;
    copy(from, 1, place, [&](index::IndexedDocument&& document) {
      ids.emplace_back(document.stored.id());
      ASSERT_EQ(document.fields.size(), 1U);
      EXPECT_EQ(document.fields[0].terms.term(0), std::stoi(ids.back()) % 2 == 0 ? "even" : "odd");
    });
    std::vector<std::string> expected;
    for (std::uint64_t i = place + 1; i <= 20'000; ++i) {
      if (i < 3 || i % 7 != 3) expected.push_back(std::to_string(i));
    }
    EXPECT_EQ(ids, expected) << place;
  }
}

// Compares all lists of positions of a database with those that Xapian reads.
void expect_same_positions(const Xapian::Database& database, const std::string& directory) {
  const auto glass = GlassPositions::open(directory, database);
  ASSERT_NE(glass, nullptr);
  std::vector<std::uint32_t> found;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    for (auto it = database.postlist_begin(*term); it != database.postlist_end(*term); ++it) {
      const std::vector<std::uint32_t> expected(it.positionlist_begin(), it.positionlist_end());
      glass->read(*term, it, found);
      ASSERT_EQ(found, expected) << *term << " in " << *it;
    }
  }
}

TEST_F(IndexedReaderTest, PositionsOfTheTableAreThoseOfXapian) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE(seed);
  test::Random random(seed);
  Xapian::WritableDatabase database(path("own"), Xapian::DB_CREATE, 1 << (11 + random.below(6)));
  const std::vector<Xapian::docid> numbers = {
      1, 2, 127, 300, 0x7fff, 0x8000, 0x3fffff, 0x400000, 0x1fffffff, 0x20000000, 0xfffffff0};
  for (const Xapian::docid number : numbers) {
    Xapian::Document document;
    document.add_term("none", 7);
    for (int term = 0; term < 300; ++term) {
      // Terms with zeros, which the keys of the table double.
      const std::string name = random.bytes(1 + random.below(3)) + std::to_string(term % 40);
      const std::uint64_t count = random.chance(0.02) ? 3000 : 1 + random.below(9);
      const std::uint64_t range = std::uint64_t{1} << (1 + random.below(30));
      for (std::uint64_t i = 0; i < count; ++i) {
        document.add_posting(name, static_cast<Xapian::termpos>(random.below(range)));
      }
    }
    database.replace_document(number, document);
  }
  database.commit();
  expect_same_positions(Xapian::Database(path("own")), path("own"));
  const Xapian::Database before(path("own"));
  database.delete_document(1);
  database.commit();
  EXPECT_EQ(GlassPositions::open(path("own"), before), nullptr) << "it shows another state";
  expect_same_positions(Xapian::Database(path("own")), path("own"));
  Xapian::WritableDatabase without(path("without"), Xapian::DB_CREATE);
  without.add_document(Xapian::Document());
  without.commit();
  expect_same_positions(Xapian::Database(path("without")), path("without"));
  EXPECT_EQ(GlassPositions::open(path("nowhere"), before), nullptr);
}

TEST_F(IndexedReaderTest, ReadsWhatXapiansOwnGeneratorMakes) {
  Xapian::WritableDatabase database(path("own"), Xapian::DB_CREATE);
  Xapian::TermGenerator generator;
  for (int i = 1; i <= 3; ++i) {
    Xapian::Document document;
    generator.set_document(document);
    generator.index_text("Some words of a title", 5, "S");
    generator.increase_termpos();
    generator.index_text("some more words");
    document.add_boolean_term("Qx" + std::to_string(i));
    document.set_data("data " + std::to_string(i));
    database.add_document(document);
  }
  LayoutField title{"title", FieldKind::kText, true, "S"};
  LayoutField body{"body", FieldKind::kText, true, ""};
  title.positions = body.positions = true;
  body.escapes_capitals = false;
  const Layout layout(Schema{}.text("title").text("body"), {title, body}, "Q");
  // As far away as can be.
  database.replace_document(0xfffffffe, database.get_document(3));
  std::vector<index::IndexedDocument> documents;
  IndexedReader(database, layout, [&](Xapian::docid number) {
    return Document{{"id", database.get_document(number).get_data()}};
  }).for_each(0, 1 << 20, [&](index::IndexedDocument&& document, std::uint64_t) {
    documents.push_back(std::move(document));
    return true;
  });
  ASSERT_EQ(documents.size(), 4U);
  EXPECT_EQ(documents[3].fields[1].terms.size(), 3U);
  EXPECT_EQ(documents[2].stored.id(), "data 3");
  ASSERT_EQ(documents[0].fields.size(), 2U);
  const segment::GivenTerms& of_title = documents[0].fields[0].terms;
  ASSERT_EQ(of_title.size(), 5U);  // a, of, some, title, words
  EXPECT_EQ(of_title.term(2), "some");
  EXPECT_EQ(of_title.positions(2).size(), 1U);
  EXPECT_EQ(of_title.positions(2)[0], 0U);
  EXPECT_EQ(of_title.frequency(2), 5U);
  const segment::GivenTerms& of_body = documents[0].fields[1].terms;
  ASSERT_EQ(of_body.size(), 3U);
  EXPECT_EQ(of_body.term(0), "more");
  EXPECT_EQ(of_body.positions(0)[0], 106U);
}

}  // namespace
}  // namespace lodex::xapian
