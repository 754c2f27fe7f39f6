#include "postings/impacts.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/random_text.h"

namespace lodex::postings {
namespace {

TEST(LengthCode, NeverIsAboveTheLengthAndRises) {
  for (unsigned code = 0; code < 255; ++code) {
    EXPECT_LT(decode_length(static_cast<std::uint8_t>(code)),
              decode_length(static_cast<std::uint8_t>(code + 1)));
    EXPECT_EQ(encode_length(decode_length(static_cast<std::uint8_t>(code))), code);
  }
  for (std::uint64_t length = 0; length <= UINT32_MAX; length += 1 + length / 97) {
    const auto exact = static_cast<std::uint32_t>(length);
    const std::uint32_t decoded = decode_length(encode_length(exact));
    EXPECT_LE(decoded, exact);
    if (exact < (1U << 19)) {
      EXPECT_GT(decoded * 1.0625 + 1, exact);
    }
  }
}

bool dominated(const Impacts& impacts, std::uint32_t freq, std::uint32_t length) {
  return std::ranges::any_of(impacts.pairs(), [&](const Impact& pair) {
    return (pair.freq >= freq || pair.freq == kUnboundedFreq) && pair.length <= length;
  });
}

TEST(Impacts, DominateEveryPostingAlsoWhenStored) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int round = 0; round < 500; ++round) {
    std::vector<std::uint32_t> freqs(1 + random.below(256));
    std::vector<std::uint32_t> lengths(freqs.size());
    for (std::size_t i = 0; i < freqs.size(); ++i) {
      freqs[i] = 1 + static_cast<std::uint32_t>(random.skewed(random.chance(0.1) ? 100'000 : 20));
      lengths[i] = freqs[i] + static_cast<std::uint32_t>(random.skewed(5000));
    }
    const Impacts impacts = Impacts::of(freqs, lengths, 100);
    std::uint8_t bytes[kImpactBytes];
    impacts.write(bytes);
    const Impacts stored = Impacts::read(bytes);
    ASSERT_LE(impacts.pairs().size(), kMaxImpacts);
    ASSERT_TRUE(std::ranges::equal(impacts.pairs(), stored.pairs()));
    for (std::size_t i = 0; i < freqs.size(); ++i) {
      ASSERT_TRUE(dominated(impacts, freqs[i], lengths[i])) << freqs[i] << " of " << lengths[i];
    }
  }
}

TEST(Impacts, FewPairsAreKeptExactly) {
  const std::vector<std::uint32_t> freqs = {1, 2, 5, 1, 2};
  const std::vector<std::uint32_t> lengths = {3, 9, 30, 7, 20};
  const std::vector<Impact> expected = {{1, 3}, {2, 9}, {5, 30}};
  EXPECT_TRUE(std::ranges::equal(Impacts::of(freqs, lengths, 100).pairs(), expected));
}

}  // namespace
}  // namespace lodex::postings
