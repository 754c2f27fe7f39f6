#include "store/packed_integers.h"

#include <gtest/gtest.h>

#include <limits>

#include "lodex/error.h"
#include "support/random_text.h"

namespace lodex::store {
namespace {

TEST(PackedIntegers, GiveBackAnyNumbers) {
  test::Random random(1);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::int64_t> values(random.below(100));
    const unsigned bits = static_cast<unsigned>(random.below(65));
    for (auto& value : values) {
      value = bits == 0 ? 42
                        : static_cast<std::int64_t>(random.below(UINT64_MAX) >> (64 - bits)) - 1000;
    }
    ByteWriter out;
    out.u8(7);
    write_packed_integers(values, out);
    const PackedIntegers packed(CheckedBytes(out.view()), 1);
    ASSERT_EQ(packed.size(), values.size());
    ASSERT_EQ(packed.end(), out.size());
    for (std::size_t i = 0; i < values.size(); ++i) ASSERT_EQ(packed[i], values[i]);
  }
}

TEST(PackedIntegers, KeepTheExtremes) {
  const std::vector<std::int64_t> values = {std::numeric_limits<std::int64_t>::min(), 0,
                                            std::numeric_limits<std::int64_t>::max()};
  ByteWriter out;
  write_packed_integers(values, out);
  const PackedIntegers packed(CheckedBytes(out.view()), 0);
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_EQ(packed[i], values[i]);
}

TEST(PackedIntegers, RefuseACutOrDamagedHeader) {
  ByteWriter out;
  write_packed_integers(std::vector<std::int64_t>{1, 2, 3}, out);
  for (std::size_t cut = 0; cut < out.size(); ++cut) {
    EXPECT_THROW(PackedIntegers(CheckedBytes(out.view().first(cut)), 0), CorruptIndexError);
  }
  out.buffer()[16] = 63;  // no width that is written
  EXPECT_THROW(PackedIntegers(CheckedBytes(out.view()), 0), CorruptIndexError);
  out.buffer()[16] = 2;
  out.buffer()[7] = 0xff;  // count
  EXPECT_THROW(PackedIntegers(CheckedBytes(out.view()), 0), CorruptIndexError);
}

}  // namespace
}  // namespace lodex::store
