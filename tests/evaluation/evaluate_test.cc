#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <sstream>

#include "lodex/evaluation.h"

namespace lodex {
namespace {

// Within a test `Run` is a function of GoogleTest.
using TrecRun = Run;

Qrels qrels_of(const std::string& text) {
  std::istringstream in(text);
  return Qrels::read(in, "qrels");
}

TrecRun run_of(const std::string& text) {
  std::istringstream in(text);
  return TrecRun::read(in, "run");
}

double value(const std::string& qrels, const std::string& run, std::string_view measure) {
  return evaluate(qrels_of(qrels), run_of(run), Measure::parse(measure));
}

// Random judgments and a random run, with equal scores, scores that are equal only in single
// precision, documents that are not judged, a query that is not in the run (q4), one that has no
// relevant document (q5), one that is not judged (q6); and what trec_eval makes of it (pytrec_eval-
// terrier 0.5.11).
constexpr const char* kQrels =
    "q1 0 d1 -1\nq1 0 d10 1\nq1 0 d11 1\nq1 0 d13 -1\nq1 0 d2 -1\nq1 0 d4 0\nq1 0 d5 1\n"
    "q2 0 d12 3\nq2 0 d13 3\nq2 0 d3 1\nq2 0 d5 1\nq2 0 d6 1\nq2 0 d7 -1\nq2 0 d9 3\n"
    "q3 0 d1 -1\nq3 0 d12 0\nq3 0 d13 -1\nq3 0 d3 -1\nq3 0 d6 0\nq3 0 d7 1\nq3 0 d8 3\n"
    "q4 0 d0 1\nq4 0 d1 3\nq4 0 d11 0\nq4 0 d12 0\nq4 0 d13 2\nq4 0 d2 0\nq4 0 d4 -1\n"
    "q5 0 d0 0\nq5 0 d10 0\nq5 0 d11 0\nq5 0 d12 0\nq5 0 d2 0\nq5 0 d4 0\nq5 0 d9 0\n";
constexpr const char* kRun =
    "q1 Q0 d10 1 2.0 t\nq1 Q0 d4 1 -1.0 t\nq1 Q0 d8 1 1.5 t\n"
    "q1 Q0 d6 1 2.00000002 t\nq1 Q0 d2 1 2.0 t\nq1 Q0 d9 1 3.0 t\n"
    "q1 Q0 d13 1 2.00000002 t\nq1 Q0 d5 1 -1.0 t\nq1 Q0 d0 1 2.0 t\n"
    "q2 Q0 d2 1 3.0 t\nq2 Q0 d1 1 2.0 t\nq2 Q0 d12 1 2.0 t\n"
    "q2 Q0 d4 1 0.0 t\nq2 Q0 d0 1 1.5 t\nq2 Q0 d5 1 3.0 t\n"
    "q2 Q0 d6 1 2.0 t\nq2 Q0 d3 1 2.0 t\nq2 Q0 d10 1 2.0 t\n"
    "q3 Q0 d5 1 3.0 t\nq3 Q0 d4 1 2.0 t\nq3 Q0 d10 1 3.0 t\n"
    "q3 Q0 d1 1 2.0 t\nq3 Q0 d12 1 2.000001 t\nq3 Q0 d0 1 2.0 t\n"
    "q3 Q0 d8 1 -1.0 t\nq3 Q0 d11 1 2.000001 t\nq3 Q0 d6 1 2.0 t\n"
    "q5 Q0 d6 1 -1.0 t\nq5 Q0 d1 1 2.0 t\nq5 Q0 d3 1 2.0 t\n"
    "q5 Q0 d11 1 0.0 t\nq5 Q0 d10 1 0.0 t\nq5 Q0 d9 1 3.0 t\n"
    "q5 Q0 d12 1 2.0 t\nq5 Q0 d2 1 2.00000002 t\nq5 Q0 d7 1 2.000001 t\n"
    "q6 Q0 d6 1 2.0 t\nq6 Q0 d1 1 3.0 t\nq6 Q0 d4 1 2.000001 t\n"
    "q6 Q0 d3 1 3.0 t\nq6 Q0 d5 1 -1.0 t\nq6 Q0 d11 1 1.5 t\n"
    "q6 Q0 d2 1 2.000001 t\nq6 Q0 d9 1 -1.0 t\nq6 Q0 d13 1 0.0 t\n";
struct Reference {
  const char* measure;
  std::array<double, 4> values;  // of q1 to q4
};
constexpr Reference kReferences[] = {
    {"nDCG", {0.32958274802028531, 0.40854086222936581, 0.24872141525284142, 0}},
    {"nDCG@3", {0, 0.23463936301137825, 0, 0}},
    {"AP", {0.14999999999999999, 0.53611111111111109, 0.055555555555555552, 0}},
    {"AP@4", {0, 0.40277777777777773, 0, 0}},
    {"AP(rel=2)", {0, 0.066666666666666666, 0.1111111111111111, 0}},
    {"RR", {0.20000000000000001, 1, 0.1111111111111111, 0}},
    {"RR(rel=2)", {0, 0.20000000000000001, 0.1111111111111111, 0}},
    {"P@5", {0.20000000000000001, 0.80000000000000004, 0, 0}},
    {"P", {0.22222222222222221, 0.44444444444444442, 0.1111111111111111, 0}},
    {"P@20", {0.10000000000000001, 0.20000000000000001, 0.050000000000000003, 0}},
    {"R@5", {0.33333333333333331, 0.66666666666666663, 0, 0}},
    {"R", {0.66666666666666663, 0.66666666666666663, 0.5, 0}},
    {"Success@1", {0, 1, 0, 0}},
    {"Success(rel=2)@2", {0, 0, 0, 0}}};

TEST(Evaluation, GivesTheValuesOfTrecEvalForEachQuery) {
  const Qrels qrels = qrels_of(kQrels);
  const TrecRun run = run_of(kRun);
  for (const auto& [measure, values] : kReferences) {
    const auto found = evaluate_by_query(qrels, run, Measure::parse(measure));
    ASSERT_EQ(found.size(), 4U) << measure;
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      EXPECT_NEAR(found.at("q" + std::to_string(i + 1)), values[i], 1e-12)
          << measure << " q" << i + 1;
      sum += values[i];
    }
    EXPECT_NEAR(evaluate(qrels, run, Measure::parse(measure)), sum / 4, 1e-12) << measure;
  }
}

TEST(Evaluation, OrdersByScoreWhateverTheOrderOfTheEntries) {
  const Qrels qrels = qrels_of("q 0 a 1\n");
  EXPECT_EQ(evaluate(qrels, TrecRun{"x", {{"q", {{"b", 1}, {"a", 2}}}}}, Measure::parse("RR")), 1);
  EXPECT_EQ(evaluate(qrels, TrecRun{"x", {{"q", {{"a", 1}, {"b", 1}}}}}, Measure::parse("RR")),
            0.5);
  EXPECT_EQ(evaluate(qrels, TrecRun{"x", {{"q", {{"b", std::nan("")}, {"a", -5}}}}},
                     Measure::parse("RR")),
            1);
}

TEST(Evaluation, DividesPrecisionByTheCutoffAlsoWhereLessWasFound) {
  const std::string qrels = "q 0 a 1\nq 0 b 1\n";
  const std::string run = "q Q0 a 1 2 t\nq Q0 x 2 1 t\n";
  EXPECT_DOUBLE_EQ(value(qrels, run, "P@10"), 0.1);
  EXPECT_DOUBLE_EQ(value(qrels, run, "P@1"), 1);
  EXPECT_DOUBLE_EQ(value(qrels, run, "P"), 0.5);
}

TEST(Evaluation, CutsTheRankingOfEveryMeasure) {
  const std::string qrels = "q 0 b 1\nq 0 z 1\n";
  const std::string run = "q Q0 a 1 3 t\nq Q0 b 2 2 t\nq Q0 c 3 1 t\n";
  for (const char* measure : {"nDCG@1", "AP@1", "RR@1", "P@1", "R@1", "Success@1", "Judged@1"}) {
    EXPECT_EQ(value(qrels, run, measure), 0) << measure;
  }
  EXPECT_DOUBLE_EQ(value(qrels, run, "RR@2"), 0.5);
  EXPECT_DOUBLE_EQ(value(qrels, run, "AP@2"), 0.25);
  EXPECT_DOUBLE_EQ(value(qrels, run, "R@2"), 0.5);
  EXPECT_DOUBLE_EQ(value(qrels, run, "Success@2"), 1);
}

TEST(Evaluation, CountsEveryJudgedDocumentForJudged) {
  const std::string qrels = "q 0 a 1\nq 0 b 0\nq 0 c -1\n";
  const std::string run = "q Q0 a 1 5 t\nq Q0 x 2 4 t\nq Q0 b 3 3 t\nq Q0 y 4 2 t\nq Q0 c 5 1 t\n";
  EXPECT_DOUBLE_EQ(value(qrels, run, "Judged@2"), 0.5);
  EXPECT_DOUBLE_EQ(value(qrels, run, "Judged@10"), 0.6);  // of the five documents that there are
  EXPECT_DOUBLE_EQ(value(qrels, run, "Judged"), 0.6);
}

TEST(Evaluation, CountsTheSameQueriesForEveryMeasure) {
  const std::string qrels = "q1 0 a 1\nq2 0 a 2\nq3 0 a 0\nq3 0 b -1\n";
  const std::string run = "q1 Q0 a 1 1 t\nq2 Q0 a 1 1 t\nq3 Q0 a 1 1 t\n";
  EXPECT_DOUBLE_EQ(value(qrels, run, "AP"), 1);
  EXPECT_DOUBLE_EQ(value(qrels, run, "AP(rel=2)"), 0.5);
  EXPECT_DOUBLE_EQ(value(qrels, run, "Judged"), 1);
}

TEST(Evaluation, OfNothingIsZero) {
  for (const char* measure :
       {"nDCG", "AP", "RR", "P", "P@5", "R", "Success", "Judged", "Judged@5"}) {
    EXPECT_EQ(value("", "", measure), 0);
    EXPECT_EQ(value("q 0 a 0\n", "q Q0 a 1 1 t\n", measure), 0);
    EXPECT_EQ(value("q 0 a 1\n", "", measure), 0);
    EXPECT_EQ(evaluate(qrels_of("q 0 a 1\n"), TrecRun{"x", {{"q", {}}}}, Measure::parse(measure)),
              0);
  }
}

}  // namespace
}  // namespace lodex
