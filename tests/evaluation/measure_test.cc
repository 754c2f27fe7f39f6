#include <gtest/gtest.h>

#include "lodex/error.h"
#include "lodex/evaluation.h"

namespace lodex {
namespace {

using Kind = Measure::Kind;

TEST(Measure, IsReadInTheSpellingsOfIrMeasures) {
  EXPECT_EQ(Measure::parse("nDCG"), (Measure{Kind::kNdcg, 0, 1}));
  EXPECT_EQ(Measure::parse("nDCG@10"), (Measure{Kind::kNdcg, 10, 1}));
  EXPECT_EQ(Measure::parse("AP"), (Measure{Kind::kAp, 0, 1}));
  EXPECT_EQ(Measure::parse("MAP@100"), (Measure{Kind::kAp, 100, 1}));
  EXPECT_EQ(Measure::parse("RR@10"), (Measure{Kind::kRr, 10, 1}));
  EXPECT_EQ(Measure::parse("MRR"), (Measure{Kind::kRr, 0, 1}));
  EXPECT_EQ(Measure::parse("P@5"), (Measure{Kind::kPrecision, 5, 1}));
  EXPECT_EQ(Measure::parse("R@100"), (Measure{Kind::kRecall, 100, 1}));
  EXPECT_EQ(Measure::parse("Success@1"), (Measure{Kind::kSuccess, 1, 1}));
  EXPECT_EQ(Measure::parse("Judged@10"), (Measure{Kind::kJudged, 10, 1}));
  EXPECT_EQ(Measure::parse("AP(rel=2)"), (Measure{Kind::kAp, 0, 2}));
  EXPECT_EQ(Measure::parse("AP(rel=2)@100"), (Measure{Kind::kAp, 100, 2}));
}

TEST(Measure, IsReadInTheSpellingsOfTrecEval) {
  EXPECT_EQ(Measure::parse("ndcg"), (Measure{Kind::kNdcg, 0, 1}));
  EXPECT_EQ(Measure::parse("ndcg_cut_10"), (Measure{Kind::kNdcg, 10, 1}));
  EXPECT_EQ(Measure::parse("ndcg_cut.10"), (Measure{Kind::kNdcg, 10, 1}));
  EXPECT_EQ(Measure::parse("map"), (Measure{Kind::kAp, 0, 1}));
  EXPECT_EQ(Measure::parse("map_cut_5"), (Measure{Kind::kAp, 5, 1}));
  EXPECT_EQ(Measure::parse("recip_rank"), (Measure{Kind::kRr, 0, 1}));
  EXPECT_EQ(Measure::parse("P_5"), (Measure{Kind::kPrecision, 5, 1}));
  EXPECT_EQ(Measure::parse("recall_100"), (Measure{Kind::kRecall, 100, 1}));
  EXPECT_EQ(Measure::parse("success_1"), (Measure{Kind::kSuccess, 1, 1}));
  EXPECT_EQ(Measure::parse("set_recall"), (Measure{Kind::kRecall, 0, 1}));
}

TEST(Measure, IsReadInAnyCase) {
  EXPECT_EQ(Measure::parse("NDCG@10"), Measure::parse("ndcg@10"));
  EXPECT_EQ(Measure::parse("Ndcg_CUT_10"), Measure::parse("ndcg@10"));
  EXPECT_EQ(Measure::parse("ap(REL=3)"), Measure::parse("AP(rel=3)"));
}

TEST(Measure, IsWrittenSoThatItIsReadAgain) {
  for (const char* text : {"nDCG", "nDCG@10", "AP", "AP(rel=2)@100", "RR(rel=3)", "P@5", "R@1000",
                           "Success@1", "Judged@10"}) {
    EXPECT_EQ(Measure::parse(text).to_string(), text);
    EXPECT_EQ(Measure::parse(Measure::parse(text).to_string()), Measure::parse(text));
  }
}

TEST(Measure, RefusesEverythingElseWithAListOfMeasures) {
  for (const char* text : {"",
                           "foo",
                           "nDCG@",
                           "nDCG@0",
                           "nDCG@-1",
                           "nDCG@x",
                           "nDCG@1.5",
                           "nDCG10",
                           "@10",
                           "10",
                           "nDCG(rel=2)",
                           "Judged(rel=2)",
                           "AP(rel=0)",
                           "AP(rel=)",
                           "AP(rel=x)",
                           "AP(rel=2",
                           "AP()",
                           "AP@10(rel=2)",
                           "AP @10",
                           " AP",
                           "P@99999999999999999999999",
                           "AP(rel=99999999999)",
                           "ndcg_cut_",
                           "_10",
                           "P@5@10",
                           "P_5_10"}) {
    try {
      (void)Measure::parse(text);
      ADD_FAILURE() << text << " was taken";
    } catch (const QueryError& error) {
      EXPECT_NE(std::string(error.what()).find("nDCG, AP, RR, P, R, Success or Judged"),
                std::string::npos);
      EXPECT_NE(std::string(error.what()).find("found \"" + std::string(text) + "\""),
                std::string::npos);
    }
  }
}

}  // namespace
}  // namespace lodex
