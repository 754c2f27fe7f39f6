// SPDX-License-Identifier: GPL-2.0-or-later
#include "support/shrink.h"

#include <gtest/gtest.h>

#include <numeric>
#include <variant>

#include "query/node.h"
#include "xapian/random_collection.h"

namespace lodex::test {
namespace {

TEST(Shrink, LeavesOfAListWhatTheFailureNeeds) {
  std::vector<int> list(100);
  std::iota(list.begin(), list.end(), 0);
  const std::vector<int> small = shrink_list<int>(list, [](const std::vector<int>& some) {
    return std::ranges::count(some, 17) > 0 && std::ranges::count(some, 83) > 0;
  });
  EXPECT_EQ(small, (std::vector<int>{17, 83}));
  EXPECT_EQ(shrink_list<int>(list, [](const auto&) { return true; }), std::vector<int>{});
}

TEST(Shrink, LeavesOfAQueryWhatTheFailureNeeds) {
  const std::function<bool(const Query&)> has_word = [](const Query& query) {
    return query.to_string().find("wrong") != std::string::npos;
  };
  const Query wrong = Query::phrase("body", {"a", "wrong", "b"}, {.slop = 3});
  const Query query = Query::boolean(
      {.must = {Query::term("body", "x")},
       .should = {Query::across({{wrong, 2.0}, {Query::term("title", "y"), 1.0}}).boost(3)},
       .filter = {Query::range("year", 1, 2)}});
  EXPECT_EQ(shrink_query(query, has_word).to_string(), "body:wrong");
}

TEST(Shrink, GivesSimplerQueriesOnly) {
  const std::uint64_t seed = test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  Random random(seed);
  const RandomCollection collection(random, 5);
  for (int i = 0; i < 300; ++i) {
    // Ends, as there is always something less to leave out.
    const Query left = shrink_query(collection.query(random, 3), [](const Query&) { return true; });
    EXPECT_TRUE(simpler_queries(left).empty()) << left.to_string();
  }
}

}  // namespace
}  // namespace lodex::test
