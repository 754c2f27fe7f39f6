// What is kept of a stream, beside sorting all of it and going through.
#include "search/collapsing_top.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include "support/random_text.h"

namespace lodex::search {
namespace {

using Top = CollapsingTop<int, std::string, std::less<>>;
using Stream = std::vector<std::pair<int, std::optional<std::string>>>;

// Different numbers in any order.
Stream random_stream(test::Random& random, std::size_t count, std::uint64_t values) {
  Stream out;
  for (std::size_t i = 0; i < count; ++i) {
    std::optional<std::string> value;
    if (random.chance(0.8)) value = "v" + std::to_string(random.skewed(values));
    out.emplace_back(static_cast<int>(i), value);
  }
  for (std::size_t i = count; i > 1; --i) std::swap(out[i - 1], out[random.below(i)]);
  return out;
}

Stream kept_of_all(Stream stream, std::size_t k, std::size_t per_value) {
  std::ranges::sort(stream);
  std::map<std::string, std::size_t> met;
  Stream out;
  for (const auto& [number, value] : stream) {
    if (value && ++met[*value] > per_value) continue;
    if (out.size() < k) out.emplace_back(number, value);
  }
  return out;
}

TEST(CollapsingTop, KeepsAtAnyTimeWhatGoingThroughAllInOrderKeeps) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (std::uint64_t round = 0; round < 300 * test::test_effort(); ++round) {
    const std::size_t k = random.below(12);
    const std::size_t per_value = 1 + random.below(4);
    const Stream stream = random_stream(random, random.below(60), 1 + random.below(20));
    Top top(k, per_value);
    Stream seen;
    for (const auto& [number, value] : stream) {
      top.add(number, value);
      seen.emplace_back(number, value);
      const Stream expected = kept_of_all(seen, k, per_value);
      const bool is_full = k > 0 && expected.size() == k;
      ASSERT_EQ(top.last() != nullptr, is_full);
      if (is_full) {
        ASSERT_EQ(*top.last(), expected.back().first);
      }
    }
    Stream kept;
    for (const Top::Entry& entry : top.take()) kept.emplace_back(entry.document, entry.value);
    ASSERT_EQ(kept, kept_of_all(stream, k, per_value)) << k << " and " << per_value;
    ASSERT_TRUE(top.take().empty());
  }
}

TEST(CollapsingTop, HasNoRoomForWhatComesBehindTheLast) {
  Top top(2, 1);
  EXPECT_TRUE(top.has_room_for(9));
  top.add(5, "a");
  top.add(7, std::nullopt);
  EXPECT_FALSE(top.has_room_for(8));
  EXPECT_TRUE(top.has_room_for(6));
  EXPECT_FALSE(Top(0, 1).has_room_for(1));
}

}  // namespace
}  // namespace lodex::search
