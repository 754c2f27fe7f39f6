#include "ranking/bm25.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/random_text.h"

namespace lodex::ranking {
namespace {

TEST(Idf, IsTheFormulaAndPositive) {
  EXPECT_DOUBLE_EQ(idf(10, 3), std::log(1 + (10 - 3 + 0.5) / (3 + 0.5)));
  EXPECT_GT(idf(10, 10), 0);
  EXPECT_GT(idf(0, 0), 0);
  EXPECT_GT(idf(1'000'000'000, 1'000'000'000), 0);
}

TEST(Bm25Term, IsTheFormula) {
  const double average = 75;
  const double weight = 3.7;
  const ScoreScale scale(weight);
  const Bm25Term term{scale.units(weight), static_cast<float>(1.2 * 0.25),
                      static_cast<float>(1.2 * 0.75 / average)};
  for (const std::uint32_t freq : {1U, 2U, 7U, 300U}) {
    for (const std::uint32_t length : {1U, 10U, 75U, 400U, 100'000U}) {
      const double expected = weight * freq / (freq + 1.2 * (0.25 + 0.75 * length / average));
      EXPECT_NEAR(scale.value(term.score(freq, length)), expected, 1e-6 * expected);
    }
  }
}

TEST(Bm25Term, NoDominatedPostingScoresMore) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int round = 0; round < 200'000; ++round) {
    const double weight = std::exp(random.real() * 20 - 10);
    const ScoreScale scale(weight * (1 + random.real() * 3));
    const double b = random.real();
    const double k1 = random.real() * 3;
    const double average = 1 + random.real() * 500;
    const Bm25Term term{scale.units(weight), static_cast<float>(k1 * (1 - b)),
                        static_cast<float>(k1 * b / average)};
    const auto freq = static_cast<std::uint32_t>(1 + random.skewed(1000));
    const auto length = static_cast<std::uint32_t>(1 + random.skewed(100'000));
    const Score bound = term.score(freq, length);
    ASSERT_GE(bound, term.score(static_cast<std::uint32_t>(1 + random.below(freq)), length));
    ASSERT_GE(bound, term.score(freq, length + static_cast<std::uint32_t>(random.below(50))));
    ASSERT_GE(bound, term.score(freq, length + static_cast<std::uint32_t>(random.below(2))));
    ASSERT_GE(term.score(freq + 1, length), bound);
    ASSERT_GE(term.bound(), bound);
  }
}

TEST(ScoreScale, LargestSumFitsAndUnitsAreFine) {
  for (const double largest : {1e-9, 0.001, 1.0, 7.5, 40.0, 1e6, 1e12}) {
    const ScoreScale scale(largest);
    EXPECT_LT(scale.units(largest), 1073741825.0F);
    EXPECT_GT(scale.units(largest), 5e8F);
    EXPECT_NEAR(scale.value(static_cast<Score>(scale.units(largest))) / largest, 1, 1e-7);
  }
  EXPECT_EQ(ScoreScale(0).value(Score{5}), 5);
}

TEST(Bm25Fields, OneFieldEqualsBm25) {
  const ScoreScale scale(5);
  const Bm25Term term{scale.units(5), 1.2F * 0.25F, 1.2F * 0.75F / 80};
  const Bm25Field field{1, 0.25F, 0.75F / 80};
  const Bm25Fields fields{scale.units(5), 1.2F};
  for (const std::uint32_t freq : {1U, 3U, 90U}) {
    for (const std::uint32_t length : {1U, 80U, 999U}) {
      EXPECT_NEAR(scale.value(fields.score(field.frequency(freq, length))),
                  scale.value(term.score(freq, length)), 1e-5);
    }
  }
}

}  // namespace
}  // namespace lodex::ranking
