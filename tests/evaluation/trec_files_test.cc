// Judgments and runs as files.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <utility>

#include "lodex/error.h"
#include "lodex/evaluation.h"
#include "support/random_text.h"
#include "support/temporary_folder.h"

namespace lodex {
namespace {

// Within a test `Run` is a function of GoogleTest.
using TrecRun = Run;

Qrels read_qrels(const std::string& text) {
  std::istringstream in(text);
  return Qrels::read(in, "some.qrels");
}

TrecRun read_run(const std::string& text) {
  std::istringstream in(text);
  return TrecRun::read(in, "some.run");
}

using Documents = std::vector<std::string>;

Documents documents_of(const TrecRun& run, const std::string& query) {
  Documents documents;
  for (const RunEntry& entry : run.rankings.at(query)) documents.push_back(entry.document);
  return documents;
}

// Expects that the text is refused with the name and this line.
template <class Reader>
void expect_malformed(const Reader& read, const std::string& text, const std::string& place) {
  try {
    (void)read(text);
    ADD_FAILURE() << "was taken: " << text;
  } catch (const DocumentError& error) {
    EXPECT_EQ(std::string(error.what()).find(place + ": "), 0U) << error.what();
    EXPECT_EQ(error.path(), place.substr(0, place.find(':')));
  }
}

TEST(Qrels, AreReadInTrecForm) {
  const Qrels qrels = read_qrels("q1 0 a 1\nq1  0\tb\t 0 \r\n\n  q2 Q0 a -1\nq1\t0\tc\t3");
  EXPECT_EQ(qrels.grades,
            (decltype(qrels.grades){{"q1", {{"a", 1}, {"b", 0}, {"c", 3}}}, {"q2", {{"a", -1}}}}));
}

TEST(Qrels, AreReadFromThreeColumnsBetweenTabs) {
  const Qrels qrels = read_qrels("\xef\xbb\xbfq1\ta\t2\r\nq1\tmy notes/b.md\t1\nq2 0 c 1\n");
  EXPECT_EQ(qrels.grades,
            (decltype(qrels.grades){{"q1", {{"a", 2}, {"my notes/b.md", 1}}}, {"q2", {{"c", 1}}}}));
}

TEST(Qrels, MayBeginWithTheNamesOfTheColumns) {
  EXPECT_EQ(read_qrels("query-id\tcorpus-id\tscore\nq\td\t1\n").grades.size(), 1U);
  expect_malformed(read_qrels, "q\td\t1\nquery-id\tcorpus-id\tscore\n", "some.qrels:2");
}

TEST(Qrels, ThatAreMalformedNameTheLine) {
  for (const char* line : {"q 0 d", "q 0 d 1 2", "q d 1", "q", "q 0 d x", "q 0 d 1.5", "q 0 d 1x",
                           "q\td\t", "q\t\t1", "q 0 d 99999999999", "q\td\tx"}) {
    expect_malformed(read_qrels, "q 0 a 1\n\n" + std::string(line) + "\n", "some.qrels:3");
  }
}

TEST(Qrels, MayRepeatAJudgmentButNotContradictIt) {
  EXPECT_EQ(read_qrels("q 0 d 1\nq 0 d 1\n").grades.at("q").size(), 1U);
  expect_malformed(read_qrels, "q 0 d 1\nq 0 d 2\n", "some.qrels:2");
}

TEST(Runs, AreReadInTrecFormByScoreThenFallingId) {
  const TrecRun run = read_run(
      "q1 Q0 a 1 1.5 tag\nq1 Q0 c 9 2.5 tag\r\nq1\tQ0\tb\t3\t1.5\ttag\n\nq2 0  z 0 -1e3   t\n"
      "q1 Q0 d 4 +3 tag\nq1 Q0 \xc3\xa4 4 1.5 tag\n");
  EXPECT_EQ(run.name, "some.run");
  EXPECT_EQ(documents_of(run, "q1"), (Documents{"d", "c", "\xc3\xa4", "b", "a"}));
  EXPECT_EQ(run.rankings.at("q2").at(0).score, -1000);
}

// trec_eval keeps scores in single precision.
TEST(Runs, HaveEqualScoresWhereTheseDifferInDoublePrecisionAlone) {
  EXPECT_EQ(documents_of(read_run("q Q0 a 1 1.00000002 t\nq Q0 b 2 1 t\n"), "q"),
            (Documents{"b", "a"}));
  EXPECT_EQ(documents_of(read_run("q Q0 a 1 1.0000002 t\nq Q0 b 2 1 t\n"), "q"),
            (Documents{"a", "b"}));
}

TEST(Runs, TakeIdsWithSpacesBetweenTabs) {
  EXPECT_EQ(documents_of(read_run("q 1\tQ0\ta b.md\t1\t2\tmy tag\n"), "q 1"),
            (Documents{"a b.md"}));
}

TEST(Runs, TakeScoresOutOfRange) {
  EXPECT_EQ(documents_of(read_run("q Q0 a 1 -1e999 t\nq Q0 b 1 1e-999 t\nq Q0 c 1 1e999 t\n"), "q"),
            (Documents{"c", "b", "a"}));
}

TEST(Runs, ThatAreMalformedNameTheLine) {
  for (const char* line : {"q Q0 d 1 2", "q Q0 d 1 2 t u", "q", "q Q0 d 1 x t", "q Q0 d 1 1,5 t",
                           "q Q0 d 1 nan t", "q Q0 d 1 2x t", "q Q0 a 1 2 t"}) {
    expect_malformed(read_run, "q Q0 a 1 1 t\n" + std::string(line) + "\n", "some.run:2");
  }
  expect_malformed(read_run, "q Q0 a 1 1 t\nq Q0 b 1 1 t\nr Q0 a 1 1 t\nq Q0 a 1 9 t\n",
                   "some.run:4");
}

TEST(TrecFiles, AreLoadedByPath) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(Qrels::load(folder.write("a.qrels", "q 0 d 1\n").string()).grades.size(), 1U);
  const std::string path = folder.write("a.run", "q Q0 d 1 1 t\n").string();
  EXPECT_EQ(TrecRun::load(path).name, path);
  EXPECT_TRUE(TrecRun::load(folder.write("empty", "").string()).rankings.empty());
}

TEST(TrecFiles, ThatCannotBeReadThrowWithTheirPath) {
  const test::TemporaryFolder folder;
  try {
    (void)Qrels::load((folder / "none").string());
    FAIL() << "nothing was thrown";
  } catch (const IoError& error) {
    EXPECT_EQ(error.path(), (folder / "none").string());
  }
  EXPECT_THROW((void)TrecRun::load((folder / "none").string()), IoError);
  EXPECT_THROW((void)TrecRun::load(folder.path().string()), IoError);
}

std::string written(const TrecRun& run, std::string_view tag = "tag") {
  std::ostringstream out;
  run.write(out, tag);
  return out.str();
}

TEST(WritingRuns, GivesTrecForm) {
  const TrecRun run{"x", {{"q2", {{"c", -1}}}, {"q1", {{"a", 2.5}, {"b", 1}}}}};
  EXPECT_EQ(written(run), "q1 Q0 a 1 2.5 tag\nq1 Q0 b 2 1 tag\nq2 Q0 c 1 -1 tag\n");
}

TEST(WritingRuns, OrdersByScoreAndKeepsTheOrderOfEqualOnes) {
  const TrecRun run{"x", {{"q", {{"a", 1}, {"b", 3}, {"c", 1}, {"d", 1.00000001}, {"z", 1}}}}};
  const TrecRun again = read_run(written(run));
  EXPECT_EQ(documents_of(again, "q"), (Documents{"b", "d", "a", "c", "z"}));
  EXPECT_EQ(again.rankings.at("q")[0].score, 3);
  EXPECT_NEAR(again.rankings.at("q")[4].score, 1, 4e-6);
}

TEST(WritingRuns, KeepsTheOrderOfAnyScores) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<double> scores = {infinity, 1e300,  5,  5.0000001, 1e-30,     1e-40,       0,
                                      -0.0,     -1e-40, -7, -1e300,    -infinity, std::nan("")};
  for (int round = 0; round < 200; ++round) {
    TrecRun run;
    for (int i = 0; i < 100; ++i) {
      run.rankings["q"].push_back(
          {"d" + std::to_string(random.below(1'000'000'000)), scores[random.below(scores.size())]});
    }
    // Of equal scores by rising id, against what a reader would make of them.
    std::ranges::sort(run.rankings["q"], {}, [&](const RunEntry& entry) {
      return std::pair(std::isnan(entry.score) ? infinity : -entry.score, entry.document);
    });
    ASSERT_EQ(documents_of(read_run(written(run)), "q"), documents_of(run, "q"));
  }
}

TEST(WritingRuns, PutsTabsAroundIdsWithSpaces) {
  const TrecRun run{"x", {{"q", {{"a b", 2}, {"c", 1}}}}};
  EXPECT_EQ(written(run, "my tag"), "q\tQ0\ta b\t1\t2\tmy_tag\nq Q0 c 2 1 my_tag\n");
  EXPECT_EQ(documents_of(read_run(written(run)), "q"), (Documents{"a b", "c"}));
}

TEST(WritingRuns, RefusesIdsThatWouldEndALine) {
  for (const char* id : {"", "a\tb", "a\nb", "\r"}) {
    EXPECT_THROW((void)written(TrecRun{"x", {{"q", {{id, 1}}}}}), DocumentError);
    EXPECT_THROW((void)written(TrecRun{"x", {{id, {{"d", 1}}}}}), DocumentError);
  }
  EXPECT_EQ(written(TrecRun{"x", {{"q", {{"d", 1}}}}}, ""), "q Q0 d 1 1 lodex\n");
}

}  // namespace
}  // namespace lodex
