#include "base/checked_bytes.h"

#include <gtest/gtest.h>

#include "base/checksum.h"
#include "lodex/error.h"
#include "support/random_text.h"

namespace lodex {
namespace {

constexpr std::size_t kChunk = ChunkedChecksums::kChunkBytes;

struct Fixture {
  explicit Fixture(std::size_t size) : bytes(size) {
    test::Random random(1);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.below(256));
    for (std::size_t at = 0; at < size; at += kChunk) {
      sums.push_back(checksum(ByteSpan(bytes).subspan(at, std::min(kChunk, size - at))));
    }
  }
  // As they lie in a file.
  [[nodiscard]] ByteSpan table() const {
    return {reinterpret_cast<const std::uint8_t*>(sums.data()), sums.size() * sizeof sums[0]};
  }
  std::vector<std::uint8_t> bytes;
  std::vector<std::uint64_t> sums;
};

TEST(CheckedBytes, GivesSoundBytes) {
  const Fixture f(3 * kChunk + 100);
  const ChunkedChecksums file(f.bytes, f.table(), "f");
  const CheckedBytes section(file, 10, 2 * kChunk);
  EXPECT_EQ(section.read(5, 7)[0], f.bytes[15]);
  EXPECT_EQ(section.read_all().size(), 2 * kChunk);
  EXPECT_EQ(section.element<std::uint8_t>(1, 2), f.bytes[13]);
  EXPECT_NO_THROW(file.verify_all());
}

TEST(CheckedBytes, VerifiesOnlyWhatIsRead) {
  const Fixture f(200 * kChunk);
  const ChunkedChecksums file(f.bytes, f.table(), "f");
  const CheckedBytes all(file, 0, f.bytes.size());
  EXPECT_EQ(file.verified_chunks(), 0U);
  all.prefetch(5 * kChunk, kChunk);
  EXPECT_EQ(file.verified_chunks(), 0U);
  (void)all.read(3, 5);
  (void)all.read(7, 5);
  EXPECT_EQ(file.verified_chunks(), 1U);
  (void)all.read(130 * kChunk - 1, 2);
  EXPECT_EQ(file.verified_chunks(), 3U);
  file.verify_all();
  EXPECT_EQ(file.verified_chunks(), 200U);
}

TEST(CheckedBytes, FindsEveryFlippedBitWhenItIsTouched) {
  Fixture f(2 * kChunk + 100);
  for (const std::size_t at : {std::size_t{0}, kChunk - 1, kChunk, 2 * kChunk + 99}) {
    for (int bit = 0; bit < 8; ++bit) {
      f.bytes[at] ^= static_cast<std::uint8_t>(1 << bit);
      const ChunkedChecksums file(f.bytes, f.table(), "f");
      const CheckedBytes all(file, 0, f.bytes.size());
      EXPECT_THROW((void)all.read(at, 1), CorruptIndexError);
      // Other chunks can still be read, and the damaged one is never remembered as good.
      const std::size_t elsewhere = at < kChunk ? kChunk : 0;
      EXPECT_NO_THROW((void)all.read(elsewhere, 1));
      EXPECT_THROW((void)all.read(at, 1), CorruptIndexError);
      EXPECT_THROW(file.verify_all(), CorruptIndexError);
      f.bytes[at] ^= static_cast<std::uint8_t>(1 << bit);
    }
  }
}

TEST(CheckedBytes, RefusesWhatLiesOutside) {
  const Fixture f(100);
  const ChunkedChecksums file(f.bytes, f.table(), "f");
  EXPECT_THROW(CheckedBytes(file, 101, 0), CorruptIndexError);
  EXPECT_THROW(CheckedBytes(file, 1, 100), CorruptIndexError);
  EXPECT_THROW(CheckedBytes(file, UINT64_MAX, 2), CorruptIndexError);
  const CheckedBytes section(file, 10, 20);
  EXPECT_NO_THROW((void)section.read(20, 0));
  EXPECT_THROW((void)section.read(20, 1), CorruptIndexError);
  EXPECT_THROW((void)section.read(UINT64_MAX, 2), CorruptIndexError);
}

TEST(ChunkedChecksums, WantsOneChecksumAChunk) {
  const Fixture f(kChunk + 1);
  EXPECT_THROW(ChunkedChecksums(f.bytes, f.table().first(8), "f"), CorruptIndexError);
}

}  // namespace
}  // namespace lodex
