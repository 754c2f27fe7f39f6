#include "segment/document_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "support/random_text.h"

namespace lodex::segment {
namespace {

using Terms = std::vector<std::vector<std::uint16_t>>;

ForwardIndex forward_of(const Terms& documents) {
  ForwardIndex out;
  for (const auto& terms : documents) {
    out.terms.insert(out.terms.end(), terms.begin(), terms.end());
    out.starts.push_back(out.terms.size());
  }
  return out;
}

std::vector<DocId> identity(std::size_t count) {
  std::vector<DocId> out(count);
  std::iota(out.begin(), out.end(), DocId{0});
  return out;
}

Terms random_term_lists(test::Random& random, std::size_t count, std::size_t vocabulary) {
  Terms out(count);
  for (auto& terms : out) {
    for (std::uint64_t n = random.below(30); n > 0; --n) {
      terms.push_back(static_cast<std::uint16_t>(random.skewed(vocabulary)));
    }
    std::ranges::sort(terms);
    terms.erase(std::ranges::unique(terms).begin(), terms.end());
  }
  return out;
}

// Bits that the gaps of all posting lists need.
double gap_bits(const Terms& documents, const std::vector<DocId>& order) {
  std::vector<std::size_t> last(std::size_t{1} << 16);
  double bits = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (const std::uint16_t term : documents[order[i]]) {
      bits += std::log2(static_cast<double>(i + 1 - std::exchange(last[term], i + 1)));
    }
  }
  return bits;
}

TEST(OrderByBisection, IsAPermutationAndAlwaysTheSame) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (const std::size_t count : {0, 1, 2, 3, 31, 32, 33, 100, 1001, 5000}) {
    for (const std::size_t vocabulary : {1, 7, 1000, 65536}) {
      const Terms documents = random_term_lists(random, count, vocabulary);
      const std::vector<DocId> order = order_by_bisection(forward_of(documents));
      EXPECT_EQ(order_by_bisection(forward_of(documents)), order);
      std::vector<DocId> sorted = order;
      std::ranges::sort(sorted);
      EXPECT_EQ(sorted, identity(count));
    }
  }
}

TEST(OrderByBisection, KeepsTheOrderOfDocumentsThatNothingTellsApart) {
  EXPECT_EQ(order_by_bisection(forward_of(Terms(1000))), identity(1000));
  EXPECT_EQ(order_by_bisection(forward_of(Terms(1000, {1, 2, 3}))), identity(1000));
  Terms own_terms;
  for (std::uint16_t i = 0; i < 1000; ++i) own_terms.push_back({i});
  EXPECT_EQ(order_by_bisection(forward_of(own_terms)), identity(1000));
}

TEST(OrderByBisection, BringsClustersTogether) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  constexpr std::size_t kClusters = 8;
  // Each document has terms of its cluster and a few that any may have; clusters alternate at
  // random.
  Terms documents;
  std::vector<std::size_t> cluster;
  for (std::size_t i = 0; i < 4096; ++i) {
    cluster.push_back(random.below(kClusters));
    std::vector<std::uint16_t> terms;
    for (std::uint16_t t = 0; t < 40; ++t) {
      if (random.chance(0.3)) terms.push_back(static_cast<std::uint16_t>(cluster[i] * 40 + t));
    }
    for (std::uint16_t t = 0; t < 100; ++t) {
      if (random.chance(0.05)) terms.push_back(static_cast<std::uint16_t>(1000 + t));
    }
    documents.push_back(std::move(terms));
  }
  const std::vector<DocId> order = order_by_bisection(forward_of(documents));
  std::size_t changes = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    changes += cluster[order[i]] != cluster[order[i - 1]] ? 1 : 0;
  }
  // About 3,584 before. Halves need not fall between clusters, so that some are cut.
  EXPECT_LT(changes, 200U);
  EXPECT_LT(gap_bits(documents, order), 0.8 * gap_bits(documents, identity(documents.size())));
}

}  // namespace
}  // namespace lodex::segment
