#include "postings/patched_packing.h"

#include <gtest/gtest.h>

#include "lodex/error.h"
#include "simd/bit_packing.h"
#include "support/random_text.h"

namespace lodex::postings {
namespace {

std::vector<std::uint32_t> skewed_values(test::Random& random, std::size_t count) {
  std::vector<std::uint32_t> values(count);
  for (auto& value : values) {
    value = static_cast<std::uint32_t>(random.chance(0.02) ? random.below(UINT32_MAX)
                                                           : random.below(30));
  }
  return values;
}

TEST(PatchedNumbers, DecodeAnyPartOfWhatWasEncoded) {
  test::Random random(3);
  for (int round = 0; round < 300; ++round) {
    const auto values = skewed_values(random, random.below(600));
    ByteWriter out;
    encode_patched(values, out);
    const std::size_t size = out.size();
    out.buffer().resize(size + simd::kPadding, 0xff);
    PatchedNumbers numbers(out.view().first(size), values.size());
    // Parts that rise and fall.
    for (int part = 0; part < 5; ++part) {
      const std::size_t first = random.below(values.size() + 1);
      const std::size_t count = random.below((values.size() - first) / (part + 1) + 1);
      std::vector<std::uint32_t> got(count + 16);
      numbers.decode(first, count, got.data());
      for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(got[i], values[first + i]);
    }
  }
}

TEST(PatchedNumbers, EqualNumbersTakeNoBits) {
  ByteWriter out;
  encode_patched(std::vector<std::uint32_t>(256, 0), out);
  EXPECT_EQ(out.size(), 1U);
}

TEST(PatchedNumbers, OneLargeNumberDoesNotWidenAll) {
  std::vector<std::uint32_t> values(256, 1);
  values[100] = 1U << 30;
  ByteWriter out;
  encode_patched(values, out);
  EXPECT_LT(out.size(), 45U);
}

TEST(PatchedNumbers, RefuseDamagedBytes) {
  test::Random random(4);
  const auto values = skewed_values(random, 200);
  ByteWriter out;
  encode_patched(values, out);
  const std::size_t size = out.size();
  out.buffer().resize(size + simd::kPadding);
  std::vector<std::uint32_t> got(values.size() + 16);
  // Cut anywhere or with any byte changed it gives numbers or an error, and never touches more.
  for (std::size_t cut = 0; cut < size; ++cut) {
    try {
      PatchedNumbers(out.view().first(cut), values.size()).decode(0, values.size(), got.data());
    } catch (const CorruptIndexError&) {
    }
  }
  for (std::size_t at = 0; at < size; ++at) {
    for (const int change : {1, 0x80, 0xff}) {
      out.buffer()[at] ^= static_cast<std::uint8_t>(change);
      try {
        PatchedNumbers(out.view().first(size), values.size()).decode(0, values.size(), got.data());
      } catch (const CorruptIndexError&) {
      }
      out.buffer()[at] ^= static_cast<std::uint8_t>(change);
    }
  }
  EXPECT_THROW(PatchedNumbers({}, 0), CorruptIndexError);
  EXPECT_THROW(PatchedNumbers(out.view().first(size), 201).decode(0, 202, got.data()),
               CorruptIndexError);
}

}  // namespace
}  // namespace lodex::postings
