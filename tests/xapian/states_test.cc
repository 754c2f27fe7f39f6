// SPDX-License-Identifier: GPL-2.0-or-later
// Readers beside writers: no search fails, none mixes two states.
#include "xapian/states.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "lodex/lodex.h"
#include "support/random_text.h"
#include "support/temporary_folder.h"

namespace lodex::xapian {
namespace {

constexpr int kDocuments = 400;

// All documents of the state `number`: each has the word that only this state has.
void write_state(Writer& writer, int number) {
  for (int i = 0; i < kDocuments; ++i) {
    const std::string state = std::to_string(number);
    writer.upsert(Document{{"id", std::to_string(i)},
                           {"body", "common state" + state + " filler" + std::to_string(i)},
                           {"state", state}});
  }
  writer.commit();
}

Index make(const test::TemporaryFolder& folder) {
  Index index =
      Index::create(folder / "db", Schema{}.text("body").keyword("state"), {.engine = "xapian"});
  Writer writer = index.writer();
  write_state(writer, 0);
  return index;
}

TEST(XapianStates, ASearcherAnswersAfterItWasOvertaken) {
  const test::TemporaryFolder folder;
  Index index = make(folder);
  const Searcher searcher = index.searcher();
  const std::uint64_t first = searcher.generation();
  const Hit old_hit = searcher.search("common")[0];
  Writer writer = index.writer();
  for (int number = 1; number <= 5; ++number) write_state(writer, number);
  const Results results = searcher.search("common", {.limit = 1000, .facets = {"state"}});
  ASSERT_EQ(results.size(), std::size_t{kDocuments});
  ASSERT_EQ(results.facets[0].counts.size(), 1U);
  EXPECT_EQ(results.facets[0].counts[0].value, "5");
  EXPECT_GT(searcher.generation(), first);
  EXPECT_EQ(searcher.document_count(), std::uint64_t{kDocuments});
  EXPECT_EQ(searcher.count("state5"), std::uint64_t{kDocuments});
  std::size_t walked = 0;
  searcher.for_each([&](const Document&) { return ++walked > 0; });
  EXPECT_EQ(walked, std::size_t{kDocuments});
  // A hit from before is the document of its id as it is now; gone if it was removed.
  EXPECT_EQ(old_hit.document().text("state"), "5");
  EXPECT_TRUE(old_hit.explain().matches);
  writer.erase(old_hit.id);
  writer.commit();
  write_state(writer, 6);
  writer.erase(old_hit.id);
  writer.commit();
  writer.upsert(Document{{"id", "other"}, {"body", "other"}});
  writer.commit();
  EXPECT_THROW((void)old_hit.document(), IoError);
  EXPECT_THROW((void)old_hit.explain(), IoError);
}

TEST(XapianStates, NewSearchersSeeTheLastCommit) {
  const test::TemporaryFolder folder;
  Index index = make(folder);
  const Index reader = Index::open(folder / "db");
  const std::uint64_t before = reader.searcher().generation();
  EXPECT_EQ(reader.searcher().generation(), before);
  Writer writer = index.writer();
  write_state(writer, 1);
  EXPECT_GT(reader.searcher().generation(), before);
  EXPECT_EQ(reader.searcher().count("state1"), std::uint64_t{kDocuments});
}

// 10,000 searches with LODEX_TEST_EFFORT=10.
TEST(XapianStates, NoSearchFailsOrMixesStatesBesideALoopOfCommits) {
  const test::TemporaryFolder folder;
  Index index = make(folder);
  const Index reading = Index::open(folder / "db");
  const std::size_t searches = 1000 * test::test_effort();
  std::atomic<std::size_t> done{0};
  std::atomic<std::size_t> failed{0};
  std::atomic<bool> over{false};
  std::string first_failure;
  std::mutex mutex;
  const auto read = [&] {
    Searcher searcher = reading.searcher();
    while (done++ < searches) {
      try {
        if (done % 50 == 0) searcher = reading.searcher();
        const Results results = searcher.search(
            "common", {.limit = kDocuments, .facets = {"state"}, .exact_total = true});
        const bool whole = results.total == kDocuments && results.size() == kDocuments &&
                           results.facets[0].counts.size() == 1;
        if (!whole) throw std::runtime_error("mixed: " + std::to_string(results.total));
        if (results[0].document().text("body").empty()) throw std::runtime_error("no document");
      } catch (const std::exception& error) {
        const std::scoped_lock lock(mutex);
        if (failed++ == 0) first_failure = error.what();
      }
    }
  };
  std::size_t commits = 0;
  std::thread writing([&] {
    Writer writer = index.writer();
    while (!over) write_state(writer, static_cast<int>(++commits));
  });
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) readers.emplace_back(read);
  for (std::thread& thread : readers) thread.join();
  over = true;
  writing.join();
  EXPECT_EQ(failed, 0U) << first_failure;
  EXPECT_GT(commits, 3U);
}

}  // namespace
}  // namespace lodex::xapian
