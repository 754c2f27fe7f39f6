#include "simd/bit_packing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "support/random_text.h"

namespace lodex::simd {
namespace {

std::vector<std::uint32_t> random_values(test::Random& random, std::size_t count, unsigned width) {
  std::vector<std::uint32_t> values(count);
  for (auto& value : values) {
    value = width == 0 ? 0 : static_cast<std::uint32_t>(random.below(std::uint64_t{1} << width));
  }
  if (!values.empty() && width > 0)
    values.back() = static_cast<std::uint32_t>((std::uint64_t{1} << width) - 1);
  return values;
}

std::vector<std::uint8_t> packed(const std::vector<std::uint32_t>& values, unsigned width) {
  std::vector<std::uint8_t> bytes(packed_bytes(values.size(), width) + kPadding, 0xaa);
  std::fill(bytes.begin(), bytes.end() - kPadding, 0);
  pack(values.data(), values.size(), width, bytes.data());
  return bytes;
}

TEST(BitPacking, UnpacksWhatWasPackedForEveryWidthAndCount) {
  test::Random random(7);
  for (unsigned width = 0; width <= 32; ++width) {
    for (const std::size_t count : {0, 1, 2, 7, 8, 15, 16, 17, 63, 64, 100, 255, 256}) {
      const auto values = random_values(random, count, width);
      const auto bytes = packed(values, width);
      std::vector<std::uint32_t> out(count + 16, 0xdeadbeef);
      unpack(bytes.data(), 0, count, width, out.data());
      out.resize(count);
      ASSERT_EQ(out, values) << width << " bits, " << count;
    }
  }
}

TEST(BitPacking, UnpacksAnyPart) {
  test::Random random(8);
  for (unsigned width = 0; width <= 32; ++width) {
    const auto values = random_values(random, 200, width);
    const auto bytes = packed(values, width);
    for (std::size_t first = 0; first < 200; first += 13) {
      const std::size_t count = random.below(200 - first + 1);
      std::vector<std::uint32_t> out(count + 16);
      unpack(bytes.data(), first, count, width, out.data());
      ASSERT_TRUE(std::equal(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(count),
                             values.begin() + static_cast<std::ptrdiff_t>(first)));
    }
  }
}

TEST(BitPacking, RisingNumbersAreSumsOfGaps) {
  test::Random random(9);
  for (unsigned width = 0; width <= 20; ++width) {
    for (const std::size_t count : {1, 5, 16, 100, 256}) {
      const auto gaps = random_values(random, count, width);
      const auto bytes = packed(gaps, width);
      for (const std::uint32_t base : {UINT32_MAX, 0U, 12345U}) {
        std::vector<std::uint32_t> out(count + 16);
        unpack_rising(bytes.data(), count, width, base, out.data());
        std::uint32_t expected = base;
        for (std::size_t i = 0; i < count; ++i) {
          expected += gaps[i] + 1;
          ASSERT_EQ(out[i], expected);
        }
      }
    }
  }
}

TEST(BitPacking, BitsBecomeTheirPositions) {
  test::Random random(10);
  for (int round = 0; round < 200; ++round) {
    const std::size_t size = 1 + random.below(64);
    std::vector<std::uint8_t> bytes(size + kPadding, 0xff);
    std::vector<std::uint32_t> expected;
    for (std::size_t i = 0; i < size; ++i) {
      bytes[i] = static_cast<std::uint8_t>(random.below(256));
      for (unsigned bit = 0; bit < 8; ++bit) {
        if ((bytes[i] >> bit & 1) != 0)
          expected.push_back(static_cast<std::uint32_t>(1000 + i * 8 + bit));
      }
    }
    std::vector<std::uint32_t> out(size * 8 + 16);
    const std::size_t limit = random.below(expected.size() + 2);
    const std::size_t found = unpack_bits(bytes.data(), size, 1000, limit, out.data());
    ASSERT_EQ(found, std::min(limit, expected.size()));
    ASSERT_TRUE(std::equal(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(found),
                           expected.begin()));
  }
}

TEST(BitPacking, LowerBoundIsTheFirstNotBelow) {
  const std::vector<std::uint32_t> values = {2, 4, 4, 9, UINT32_MAX};
  EXPECT_EQ(lower_bound(values.data(), 5, 0), 0U);
  EXPECT_EQ(lower_bound(values.data(), 5, 4), 1U);
  EXPECT_EQ(lower_bound(values.data(), 5, 10), 4U);
  EXPECT_EQ(lower_bound(values.data(), 4, 10), 4U);
  EXPECT_EQ(lower_bound(values.data(), 0, 10), 0U);
}

}  // namespace
}  // namespace lodex::simd
