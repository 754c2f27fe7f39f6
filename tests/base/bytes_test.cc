#include "base/bytes.h"

#include <gtest/gtest.h>

#include "lodex/error.h"

namespace lodex {
namespace {

TEST(ByteWriter, WritesLittleEndianAndVarints) {
  ByteWriter out;
  out.number<std::uint32_t>(0x01020304);
  out.varint(0);
  out.varint(127);
  out.varint(128);
  out.varint(UINT64_MAX);
  out.text("ab");
  const std::vector<std::uint8_t> expected = {4,    3,    2,    1,    0,    127,  0x80,
                                              1,    0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                              0xff, 0xff, 0xff, 1,    2,    'a',  'b'};
  EXPECT_EQ(out.buffer(), expected);
}

TEST(ByteReader, ReadsWhatWasWritten) {
  ByteWriter out;
  const std::uint64_t numbers[] = {0, 1, 127, 128, 16383, 16384, UINT32_MAX, UINT64_MAX};
  for (const std::uint64_t number : numbers) out.varint(number);
  out.number(-1.5);
  out.align(8);
  ByteReader in(out.view(), "test");
  for (const std::uint64_t number : numbers) EXPECT_EQ(in.varint(), number);
  EXPECT_EQ(in.number<double>(), -1.5);
  EXPECT_EQ(out.size() % 8, 0U);
}

TEST(ByteReader, NeverReadsPastTheEnd) {
  const std::uint8_t bytes[] = {0x80, 0x80};
  EXPECT_THROW((void)ByteReader({bytes, 2}, "test").varint(), CorruptIndexError);
  EXPECT_THROW((void)ByteReader({bytes, 2}, "test").number<std::uint32_t>(), CorruptIndexError);
  EXPECT_THROW((void)ByteReader({bytes, 2}, "test").bytes(UINT64_MAX), CorruptIndexError);
  EXPECT_THROW((void)ByteReader({bytes, 0}, "test").u8(), CorruptIndexError);
}

TEST(ByteReader, RefusesVarintsOfMoreThan64Bits) {
  const std::uint8_t eleven[] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1};
  EXPECT_THROW((void)ByteReader(eleven, "test").varint(), CorruptIndexError);
  const std::uint8_t too_large[] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2};
  EXPECT_THROW((void)ByteReader(too_large, "test").varint(), CorruptIndexError);
  const std::uint8_t above_32[] = {0xff, 0xff, 0xff, 0xff, 0x1f};
  EXPECT_THROW((void)ByteReader(above_32, "test").varint32(), CorruptIndexError);
}

TEST(ByteReader, TheErrorSaysWhatAndWhere) {
  const std::uint8_t bytes[] = {1, 2};
  ByteReader in(bytes, "the thing");
  (void)in.u8();
  try {
    (void)in.number<std::uint32_t>();
    FAIL();
  } catch (const CorruptIndexError& error) {
    EXPECT_STREQ(error.what(), "the thing: ends too early at byte 1");
    EXPECT_EQ(error.offset(), 1U);
  }
}

}  // namespace
}  // namespace lodex
