// Index, Writer and Searcher as their users see them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <thread>

#include "lodex/lodex.h"
#include "support/hits.h"
#include "support/random_text.h"
#include "support/temporary_folder.h"

namespace lodex {
namespace {

using test::TemporaryFolder;

Schema article_schema() {
  return Schema{}
      .text("title", {.boost = 2})
      .text("body")
      .keyword("tag")
      .integer("year")
      .date("published");
}

using test::Ids;
using test::ids;

TEST(Index, TheExampleOfTheDesignWorks) {
  const TemporaryFolder folder;
  auto schema =
      lodex::Schema{}.text("title", {.boost = 2}).text("body").keyword("tag").date("published");
  auto index = lodex::Index::open_or_create(folder / "idx", schema);
  {
    auto w = index.writer({.threads = 2});
    w.upsert({{"id", "a"},
              {"title", "Order book"},
              {"body", "An order book keeps bids."},
              {"tag", "finance"}});
    w.upsert(
        {{"id", "b"}, {"title", "Crypto"}, {"body", "A crypto order book."}, {"tag", "finance"}});
    w.commit();
  }
  const lodex::Searcher s = index.searcher();
  auto r = s.search(s.parse("body:\"order book\" -crypto tag:finance"),
                    {.limit = 10, .facets = {"tag"}});
  ASSERT_EQ(ids(r), (Ids{"a"}));
  EXPECT_GT(r[0].score, 0);
  EXPECT_EQ(r[0].snippet("body"), "An <mark>order book</mark> keeps bids.");
  ASSERT_EQ(r.facets.size(), 1U);
  EXPECT_EQ(r.facets[0].counts, (std::vector<FacetCount>{{"finance", 1}}));
}

TEST(Index, DocumentsComeBackWhole) {
  const TemporaryFolder folder;
  const Document document{{"id", "a"},
                          {"title", "T"},
                          {"year", 2024},
                          {"extra", Value::List{1, "two", 3.5, true, Value()}},
                          {"nested", Json{R"({"k":[1,2]})"}},
                          {"none", Value()}};
  Index index = Index::create(folder / "idx", article_schema());
  {
    Writer writer = index.writer();
    writer.upsert(document);
    writer.commit();
  }
  EXPECT_EQ(index.searcher().get("a"), document);
  EXPECT_EQ(Index::open(folder / "idx").searcher().get("a"), document);
  EXPECT_EQ(index.searcher().get("b"), std::nullopt);
}

TEST(Writer, NothingIsVisibleBeforeACommit) {
  Index index = Index::in_memory(article_schema());
  Writer writer = index.writer();
  writer.upsert({{"id", "a"}, {"body", "hello"}});
  EXPECT_EQ(index.searcher().document_count(), 0U);
  EXPECT_EQ(writer.commit().documents, 1U);
  EXPECT_EQ(index.searcher().document_count(), 1U);
}

TEST(Writer, DestructionRollsBack) {
  const TemporaryFolder folder;
  Index index = Index::create(folder / "idx", article_schema());
  {
    Writer writer = index.writer();
    writer.upsert({{"id", "a"}, {"body", "kept"}});
    writer.commit();
    writer.upsert({{"id", "b"}, {"body", "lost"}});
    writer.erase("a");
  }
  EXPECT_EQ(index.searcher().document_count(), 1U);
  EXPECT_TRUE(index.searcher().get("a").has_value());
  Writer writer = index.writer();
  EXPECT_EQ(writer.commit().documents, 1U);
}

TEST(Writer, TheLastOfSeveralDocumentsWithOneIdWins) {
  Index index = Index::in_memory(article_schema());
  Writer writer = index.writer();
  writer.upsert({{"id", "a"}, {"body", "first"}});
  writer.upsert({{"id", "b"}, {"body", "other"}});
  writer.upsert({{"id", "a"}, {"body", "second"}});
  EXPECT_EQ(writer.commit().documents, 2U);
  writer.upsert({{"id", "a"}, {"body", "third"}});
  EXPECT_EQ(writer.commit().documents, 2U);
  const Searcher searcher = index.searcher();
  EXPECT_EQ(searcher.get("a")->text("body"), "third");
  EXPECT_TRUE(searcher.search("first").empty());
  EXPECT_TRUE(searcher.search("second").empty());
  EXPECT_EQ(ids(searcher.search("third other")), (Ids{"b", "a"}));
}

TEST(Writer, EraseTellsWhetherThereWasADocument) {
  Index index = Index::in_memory(article_schema());
  Writer writer = index.writer();
  writer.upsert({{"id", "a"}, {"body", "x"}});
  EXPECT_TRUE(writer.erase("a"));
  EXPECT_FALSE(writer.erase("a"));
  EXPECT_FALSE(writer.erase("b"));
  writer.upsert({{"id", "a"}, {"body", "x"}});
  writer.commit();
  EXPECT_TRUE(writer.erase("a"));
  EXPECT_FALSE(writer.erase("a"));
  const CommitInfo info = writer.commit();
  EXPECT_EQ(info.documents, 0U);
  EXPECT_EQ(info.deleted, 1U);
}

TEST(Writer, OnlyOneAtATime) {
  const TemporaryFolder folder;
  Index index = Index::create(folder / "idx", article_schema());
  Index other = Index::open(folder / "idx");
  {
    const Writer writer = index.writer();
    try {
      (void)other.writer();
      FAIL() << "two writers";
    } catch (const LockError& error) {
      EXPECT_NE(std::string(error.what()).find("process"), std::string::npos) << error.what();
    }
  }
  (void)other.writer();
}

TEST(Writer, WaitsForTheLockAsLongAsAsked) {
  Index index = Index::in_memory(article_schema());
  auto first = std::make_unique<Writer>(index.writer());
  std::thread releasing([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    first.reset();
  });
  (void)index.writer({.lock_timeout = std::chrono::seconds(30)});
  releasing.join();
}

TEST(Writer, RefusesADocumentAndKeepsTheRest) {
  Index index = Index::in_memory(article_schema());
  Writer writer = index.writer();
  writer.upsert({{"id", "a"}, {"body", "x"}});
  EXPECT_THROW(writer.upsert({{"body", "no id"}}), DocumentError);
  EXPECT_THROW(writer.upsert({{"id", ""}, {"body", "no id"}}), DocumentError);
  EXPECT_THROW(writer.upsert({{"id", "b"}, {"year", "abc"}}), DocumentError);
  EXPECT_THROW(writer.upsert({{"id", "b"}, {"published", "yesterday"}}), DocumentError);
  EXPECT_THROW(writer.upsert({{"id", std::string(513, 'x')}}), LimitError);
  writer.upsert({{"id", std::string(512, 'x')}, {"body", "y"}});
  EXPECT_EQ(writer.commit().documents, 2U);
}

TEST(Writer, TheErrorOfADocumentNamesItAndItsField) {
  Index index = Index::in_memory(article_schema());
  Writer writer = index.writer();
  try {
    writer.upsert({{"id", "b"}, {"year", "abc"}});
    FAIL();
  } catch (const DocumentError& error) {
    EXPECT_STREQ(
        error.what(),
        "document \"b\": field \"year\" is of kind integer, which the value \"abc\" is not");
  }
}

TEST(Writer, AnEmptyDocumentIsADocument) {
  Index index = Index::in_memory(article_schema());
  Writer writer = index.writer();
  writer.upsert({{"id", "a"}});
  writer.upsert({{"id", "b"}, {"body", ""}, {"title", ""}});
  writer.commit();
  EXPECT_EQ(index.searcher().document_count(), 2U);
  EXPECT_EQ(index.searcher().count(Query::all()), 2U);
  EXPECT_EQ(index.searcher().count(Query::exists("body")), 1U);
  EXPECT_TRUE(index.check().ok());
}

TEST(Writer, SegmentsStayFewWhileCommitsAreMany) {
  const TemporaryFolder folder;
  Index index = Index::create(folder / "idx", article_schema());
  Writer writer = index.writer();
  for (int i = 0; i < 200; ++i) {
    writer.upsert({{"id", std::to_string(i)}, {"body", "word" + std::to_string(i % 7)}});
    writer.commit();
    ASSERT_LT(index.stats().segments, 9U) << i;
  }
  EXPECT_EQ(index.searcher().count("word3"), 29U);
  EXPECT_EQ(writer.merge().documents, 200U);
  EXPECT_EQ(index.stats().segments, 1U);
  EXPECT_EQ(index.searcher().count("word3"), 29U);
  EXPECT_TRUE(index.check().ok());
  // Nothing but the live files is left.
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "idx"), {}), 3);
}

TEST(Writer, MergeDropsDeletedDocuments) {
  Index index = Index::in_memory(article_schema());
  Writer writer = index.writer();
  for (int i = 0; i < 10; ++i) {
    writer.upsert({{"id", std::to_string(i)}, {"body", "x y"}, {"tag", "t" + std::to_string(i)}});
  }
  writer.commit();
  for (int i = 0; i < 10; i += 2) writer.erase(std::to_string(i));
  writer.commit();
  writer.merge();
  const IndexStats stats = index.stats();
  EXPECT_EQ(stats.documents, 5U);
  EXPECT_EQ(stats.deleted, 0U);
  EXPECT_EQ(index.searcher().terms("tag").size(), 5U);
  EXPECT_TRUE(index.check().ok());
}

TEST(Writer, MergeReordersOnlyWhenAsked) {
  const auto order = [](const Index& index) {
    return test::ids(index.searcher().search(Query::all(), {.limit = 2000}));
  };
  Index index = Index::in_memory(article_schema());
  Writer writer = index.writer();
  for (int i = 0; i < 1000; ++i) {
    writer.upsert({{"id", std::to_string(i)}, {"body", i * i % 11 < 5 ? "red fox" : "blue whale"}});
    if (i % 90 == 0) writer.commit();
  }
  writer.upsert({{"id", "10"}, {"body", "blue whale"}});
  writer.erase("11");
  writer.commit();
  const std::vector<std::string> added = order(index);
  EXPECT_EQ(added.back(), "10");
  writer.merge();
  EXPECT_EQ(order(index), added);
  writer.merge({.reorder = true});
  const std::vector<std::string> reordered = order(index);
  EXPECT_NE(reordered, added);
  EXPECT_TRUE(std::is_permutation(added.begin(), added.end(), reordered.begin(), reordered.end()));
  // What is done later knows them by their ids.
  writer.upsert({{"id", "12"}, {"body", "green"}});
  EXPECT_TRUE(writer.erase("13"));
  EXPECT_FALSE(writer.erase("11"));
  writer.commit();
  EXPECT_EQ(index.searcher().count("fox"), 632U);
  EXPECT_EQ(index.searcher().count("whale"), 365U);
  // A merge that does not reorder keeps the new order, and what is stored is in the first one.
  std::vector<std::string> kept = reordered;
  std::erase_if(kept, [](const std::string& id) { return id == "12" || id == "13"; });
  kept.emplace_back("12");
  writer.merge();
  EXPECT_EQ(order(index), kept);
  std::vector<std::string> stored;
  index.searcher().for_each([&](const Document& document) {
    stored.emplace_back(document.id());
    return true;
  });
  std::vector<std::string> expected = added;
  std::erase_if(expected, [](const std::string& id) { return id == "12" || id == "13"; });
  expected.emplace_back("12");
  EXPECT_EQ(stored, expected);
  EXPECT_TRUE(index.check().ok());
}

TEST(Writer, ASmallMemoryBudgetMakesSegmentsAndTheSameAnswers) {
  const auto answers = [](std::size_t memory) {
    Index index = Index::in_memory(article_schema());
    Writer writer = index.writer({.memory = memory, .merge = false});
    for (int i = 0; i < 500; ++i) {
      writer.upsert({{"id", std::to_string(i)},
                     {"body", "common word" + std::to_string(i % 13) + " x" + std::to_string(i)}});
    }
    writer.commit();
    std::vector<std::pair<std::string, double>> out;
    for (const Hit& hit : index.searcher().search("common word3 x42", {.limit = 50})) {
      out.emplace_back(hit.id, hit.score);
    }
    return std::pair(index.stats().segments, out);
  };
  const auto [one, expected] = answers(std::size_t{1} << 30);
  const auto [many, got] = answers(1);
  EXPECT_EQ(one, 1U);
  EXPECT_EQ(many, 500U);
  EXPECT_EQ(got, expected);
}

// All files but the lock, one after the other.
std::string files_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name != "writer.lock") files[name] = test::read_text(entry.path());
  }
  std::string out;
  for (const auto& [name, bytes] : files) {
    out += name + " " + std::to_string(bytes.size()) + "\n" + bytes;
  }
  return out;
}

TEST(Writer, TheNumberOfThreadsDoesNotChangeAByte) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  // Enough memory for one segment, then little enough for many, with many chunks each.
  for (const std::size_t memory : {std::size_t{256} << 20, std::size_t{3} << 20}) {
    const auto bytes = [&](unsigned threads) {
      test::Random random(seed);
      const TemporaryFolder folder;
      Index index = Index::create(folder / "idx", Schema::dynamic().text("body").keyword("tag"));
      Writer writer = index.writer({.threads = threads, .memory = memory, .merge = false});
      for (int i = 0; i < 6000; ++i) {
        Document document{
            {"id", std::to_string(random.below(5500))},
            {"body", test::random_words(random, random.below(200), 20'000)},
            {"tag", Value::List{test::random_words(random, 1, 50), "all"}},
        };
        if (i % 7 == 0) document.set("n" + std::to_string(i / 2000), i);
        writer.upsert(std::move(document));
        if (i % 1500 == 1000) writer.erase(std::to_string(random.below(5500)));
        if (i == 3000) writer.commit();
      }
      writer.commit();
      EXPECT_TRUE(index.check().ok());
      return files_of(folder / "idx");
    };
    const std::string expected = bytes(1);
    EXPECT_EQ(bytes(2), expected);
    EXPECT_EQ(bytes(4), expected);
  }
}

TEST(Writer, ForgetsDocumentsOnTheirWayWhenItRollsBack) {
  for (const unsigned threads : {1U, 4U}) {
    Index index = Index::in_memory(Schema{}.text("body"));
    Writer writer = index.writer({.threads = threads, .memory = std::size_t{1} << 20});
    const auto add = [&](const std::string& word, int count) {
      for (int i = 0; i < count; ++i) {
        writer.upsert({{"id", std::to_string(i)}, {"body", word + " " + std::string(500, 'x')}});
      }
    };
    add("old", 3000);
    writer.rollback();
    add("new", 10);
    writer.commit();
    EXPECT_EQ(index.searcher().document_count(), 10U);
    EXPECT_EQ(index.searcher().count("old"), 0U);
    EXPECT_EQ(index.searcher().count("new"), 10U);
  }
}

TEST(Searcher, StaysAsItWasWhileOthersCommitAndMerge) {
  const TemporaryFolder folder;
  Index index = Index::create(folder / "idx", article_schema());
  Writer writer = index.writer();
  writer.upsert({{"id", "a"}, {"body", "old words"}});
  writer.commit();
  const Searcher before = index.searcher();
  const Results held = before.search("old");
  writer.upsert({{"id", "a"}, {"body", "new words"}});
  writer.upsert({{"id", "b"}, {"body", "words"}});
  writer.commit();
  writer.merge();
  EXPECT_EQ(before.document_count(), 1U);
  EXPECT_EQ(before.count("old"), 1U);
  EXPECT_EQ(before.count("new"), 0U);
  EXPECT_EQ(held[0].document().text("body"), "old words");
  EXPECT_EQ(index.searcher().count("old"), 0U);
  EXPECT_EQ(index.searcher().count("words"), 2U);
  EXPECT_GT(index.searcher().generation(), before.generation());
}

TEST(Searcher, OutlivesItsIndex) {
  std::optional<Searcher> searcher;
  {
    Index index = Index::in_memory(article_schema());
    Writer writer = index.writer();
    writer.upsert({{"id", "a"}, {"body", "x"}});
    writer.commit();
    searcher = index.searcher();
  }
  EXPECT_EQ(searcher->count("x"), 1U);
}

TEST(Index, ManyThreadsSearchWhileOneWrites) {
  const TemporaryFolder folder;
  Index index = Index::create(folder / "idx", article_schema());
  Writer writer = index.writer();
  for (int i = 0; i < 100; ++i) writer.upsert({{"id", std::to_string(i)}, {"body", "constant"}});
  writer.commit();
  std::atomic<bool> stop = false;
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> readers;
  for (int t = 0; t < 4; ++t) {
    readers.emplace_back([&] {
      while (!stop) {
        const Searcher searcher = index.searcher();
        if (searcher.count("constant") != searcher.document_count()) ++wrong;
        if (searcher.search("constant").size() != 10) ++wrong;
      }
    });
  }
  for (int i = 0; i < 100; ++i) {
    writer.upsert({{"id", std::to_string(i % 50)}, {"body", "constant more"}});
    if (i % 5 == 0) writer.commit();
  }
  writer.merge();
  stop = true;
  readers.clear();
  EXPECT_EQ(wrong, 0);
}

TEST(Writer, CutsKeywordsThatAreLongerThanTermsMayBe) {
  Index index = Index::in_memory(Schema{}.keyword("k"));
  const std::string longest(32 * 1024 - 1, 'a');
  const std::string first = std::string(70'000, 'a') + "1";
  const std::string second = std::string(70'000, 'a') + "2";
  {
    Writer writer = index.writer();
    writer.upsert({{"id", "0"}, {"k", longest}});
    writer.upsert({{"id", "1"}, {"k", first}});
    writer.upsert({{"id", "2"}, {"k", second}});
    writer.commit();
  }
  EXPECT_TRUE(index.check().problems.empty());
  const Searcher searcher = index.searcher();
  for (const auto& [id, value] : {std::pair("0", longest), {"1", first}, {"2", second}}) {
    const Results results = searcher.search(Query::term("k", value));
    ASSERT_EQ(results.size(), 1U);
    EXPECT_EQ(results[0].id, id);
    EXPECT_EQ(searcher.get(id)->text("k"), value);
  }
  EXPECT_EQ(searcher.terms("k").size(), 3U);
}

TEST(Index, IsMadeWhereItWasBegunBefore) {
  const test::TemporaryFolder folder;
  for (const char* leftover : {"writer.lock", "manifest.tmp"}) {
    const auto path = folder.path() / leftover;
    std::filesystem::create_directory(path);
    test::write_text(path / leftover, "half");
    EXPECT_EQ(Index::create(path, Schema{}).stats().documents, 0U);
    EXPECT_TRUE(Index::check(path).problems.empty());
  }
  std::filesystem::create_directory(folder.path() / "other");
  test::write_text(folder.path() / "other" / "notes.txt", "x");
  EXPECT_THROW((void)Index::create(folder.path() / "other", Schema{}), IoError);
}

TEST(Index, IsMadeOnceByManyAtATime) {
  const test::TemporaryFolder folder;
  for (int round = 0; round < 20; ++round) {
    const auto path = folder.path() / std::to_string(round);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        Index index = Index::open_or_create(path, Schema{}.text("body"));
        Writer writer = index.writer({.lock_timeout = std::chrono::seconds(60)});
        writer.upsert({{"id", std::to_string(t)}, {"body", "x"}});
        writer.commit();
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(Index::open(path).stats().documents, 4U);
  }
}

TEST(Check, FindsDeletionsOfAnotherCommit) {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "index";
  const auto deletions_file = [&] {
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      if (entry.path().extension() == ".del") return entry.path();
    }
    return std::filesystem::path();
  };
  Index index = Index::create(path, Schema{}.text("body"));
  Writer writer = index.writer({.merge = false});
  for (const char* id : {"a", "b", "c", "d", "e", "f", "g", "h"}) {
    writer.upsert({{"id", id}, {"body", "x"}});
  }
  writer.commit();
  writer.erase("a");
  writer.commit();
  const auto saved = folder.path() / "saved";
  std::filesystem::copy_file(deletions_file(), saved);
  writer.erase("b");
  writer.commit();
  EXPECT_TRUE(index.check().problems.empty());
  std::filesystem::copy_file(saved, deletions_file(),
                             std::filesystem::copy_options::overwrite_existing);
  ASSERT_EQ(index.check().problems.size(), 1U);
  EXPECT_THROW((void)Index::open(path), CorruptIndexError);
}

TEST(Index, OpenSaysWhatIsThereInstead) {
  const TemporaryFolder folder;
  folder.write("file", "x");
  folder.write("full/file", "x");
  const auto message = [](const auto& open) {
    try {
      open();
    } catch (const IoError& error) {
      return std::string(error.what());
    }
    return std::string("no IoError");
  };
  EXPECT_NE(message([&] { Index::open(folder / "none"); }).find("no index here"),
            std::string::npos);
  EXPECT_NE(message([&] { Index::open(folder / "file"); }).find("not a directory"),
            std::string::npos);
  EXPECT_NE(message([&] { Index::open(folder / "full"); }).find("no manifest"), std::string::npos);
  EXPECT_NE(message([&] { Index::create(folder / "full", {}); }).find("not empty"),
            std::string::npos);
  Index::create(folder / "idx", {});
  EXPECT_NE(message([&] { Index::create(folder / "idx", {}); }).find("already"), std::string::npos);
}

TEST(Index, OpenOrCreateRefusesASchemaThatContradicts) {
  const TemporaryFolder folder;
  {
    Index::create(folder / "idx", Schema{}.text("body").keyword("tag"));
  }
  EXPECT_NO_THROW(Index::open_or_create(folder / "idx", Schema{}.keyword("tag")));
  EXPECT_THROW(Index::open_or_create(folder / "idx", Schema{}.text("tag")), SchemaError);
  EXPECT_THROW(Index::open_or_create(folder / "idx", Schema{}.analyzer("english").text("body")),
               SchemaError);
  Index index = Index::open_or_create(folder / "idx", Schema{}.integer("year"));
  Writer writer = index.writer();
  writer.upsert({{"id", "a"}, {"year", 2020}});
  writer.commit();
  EXPECT_EQ(index.searcher().count("year:2020"), 1U);
  EXPECT_NE(index.schema().find("body"), nullptr);
}

TEST(Index, ADynamicSchemaTakesFieldsAsTheyCome) {
  Index index = Index::in_memory(Schema::dynamic());
  Writer writer = index.writer();
  writer.upsert({{"id", 7}, {"name", "Ada Lovelace"}, {"born", 1815}, {"alive", false}});
  writer.commit();
  const Searcher s = index.searcher();
  EXPECT_EQ(ids(s.search("lovelace")), (Ids{"7"}));
  EXPECT_EQ(s.count("born:1800..1820"), 1U);
  EXPECT_EQ(s.count("alive:false"), 1U);
}

TEST(Index, UnknownFieldsAreStoredOrRefusedAsTheSchemaSays) {
  Index storing = Index::in_memory(Schema{}.text("body"));
  Writer writer = storing.writer();
  writer.upsert({{"id", "a"}, {"other", "secret"}});
  writer.commit();
  EXPECT_EQ(storing.searcher().get("a")->text("other"), "secret");
  EXPECT_EQ(storing.searcher().count("secret"), 0U);
  Index strict = Index::in_memory(Schema{}.text("body").unknown_fields(UnknownFields::kReject));
  EXPECT_THROW(strict.writer().upsert({{"id", "a"}, {"other", "x"}}), DocumentError);
}

}  // namespace
}  // namespace lodex
