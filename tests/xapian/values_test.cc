// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/values.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>

#include "base/sortable.h"
#include "support/random_text.h"

namespace lodex::xapian {
namespace {

std::vector<std::int64_t> some_integers(test::Random& random) {
  std::vector<std::int64_t> out{0,
                                1,
                                -1,
                                INT64_MIN,
                                INT64_MIN + 1,
                                INT64_MAX,
                                INT64_MAX - 1,
                                (std::int64_t{1} << 53) + 1,
                                -(std::int64_t{1} << 53) - 1};
  for (int i = 0; i < 3000; ++i) {
    out.push_back(static_cast<std::int64_t>(random.below(UINT64_MAX)) >> random.below(64));
    out.push_back(out[random.below(out.size())] / 2 + static_cast<std::int64_t>(random.below(3)));
  }
  return out;
}

TEST(SlotValues, OfIntegersComeBackAndAreInTheirOrder) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  std::vector<std::int64_t> numbers = some_integers(random);
  std::ranges::sort(numbers);
  std::string last;
  std::int64_t last_number = 0;
  for (const std::int64_t number : numbers) {
    const std::string bytes = encode_number(FieldKind::kInteger, number);
    ASSERT_FALSE(bytes.empty());
    ASSERT_EQ(decode_number(FieldKind::kInteger, bytes), number);
    if (!last.empty() && number != last_number) {
      ASSERT_LT(last, bytes) << number;
    }
    last = bytes;
    last_number = number;
  }
}

TEST(SlotValues, OfUsualIntegersAreWhatXapianMakesOfThem) {
  for (const std::int64_t number : {std::int64_t{0}, std::int64_t{7}, std::int64_t{2026},
                                    std::int64_t{1'700'000'000'000'000}}) {
    EXPECT_EQ(encode_number(FieldKind::kDate, number),
              Xapian::sortable_serialise(static_cast<double>(number)));
  }
}

// Xapian's own bytes of these are not in their order.
TEST(SlotValues, OfNegativeNumbersAreInTheirOrderToo) {
  EXPECT_LT(encode_number(FieldKind::kInteger, -1'666'456'449),
            encode_number(FieldKind::kInteger, -1'666'456'448));
  EXPECT_LT(encode_number(FieldKind::kReal, sortable_real(std::nextafter(-7.0, -8))),
            encode_number(FieldKind::kReal, sortable_real(-7)));
  for (std::int64_t number = -3000; number < 0; ++number) {
    ASSERT_LT(encode_number(FieldKind::kInteger, number),
              encode_number(FieldKind::kInteger, number + 1));
    ASSERT_EQ(decode_number(FieldKind::kInteger, encode_number(FieldKind::kInteger, number)),
              number);
  }
}

TEST(SlotValues, OfRealsComeBackAndAreInTheirOrder) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  std::vector<double> numbers{0,      DBL_MAX, -DBL_MAX, DBL_MIN,  -DBL_MIN,
                              5e-324, -5e-324, 1e300,    INFINITY, -INFINITY};
  for (int i = 0; i < 1000; ++i) {
    const double number = std::ldexp(random.real() - 0.5, static_cast<int>(random.below(60)));
    const double few_bits = std::floor(number);
    numbers.insert(numbers.end(), {number, few_bits, std::nextafter(few_bits, -HUGE_VAL),
                                   std::nextafter(few_bits, HUGE_VAL)});
  }
  while (numbers.size() < 9000) {
    const auto number = std::bit_cast<double>(random.below(UINT64_MAX));
    if (!std::isnan(number)) numbers.push_back(number);
  }
  std::ranges::sort(numbers);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::string bytes = encode_number(FieldKind::kReal, sortable_real(numbers[i]));
    ASSERT_EQ(real_of_sortable(decode_number(FieldKind::kReal, bytes)), numbers[i]);
    if (i > 0 && numbers[i - 1] < numbers[i]) {
      ASSERT_LT(encode_number(FieldKind::kReal, sortable_real(numbers[i - 1])), bytes);
    }
  }
}

TEST(SlotValues, OfOneValueLieInTheValueSlotAlone) {
  const SlotValues slots = slot_values({"red"});
  EXPECT_EQ(slots.value, "red");
  EXPECT_EQ(slots.values, "");
  EXPECT_EQ(read_slot_values(slots.value, slots.values), std::vector<std::string>{"red"});
}

TEST(SlotValues, OfSeveralAreSortedAndTheFirstIsTheValue) {
  const SlotValues slots = slot_values({"red", "blue", "red", std::string(300, 'x'), ""});
  EXPECT_EQ(slots.value, "");
  EXPECT_EQ(read_slot_values(slots.value, slots.values),
            (std::vector<std::string>{"", "blue", "red", std::string(300, 'x')}));
  EXPECT_EQ(slot_values({"b", "a"}).value, "a");
}

TEST(SlotValues, OfAnEmptyKeywordAreToldFromNone) {
  EXPECT_NE(slot_values({""}).values, "");
  EXPECT_EQ(slot_values({}).values, "");
  EXPECT_TRUE(read_slot_values("", "").empty());
}

TEST(SlotValues, OfForeignBytesAreReadWithoutHarm) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int i = 0; i < 2000; ++i) {
    const std::string bytes = random.bytes(random.below(20));
    (void)decode_number(FieldKind::kInteger, bytes);
    (void)decode_number(FieldKind::kReal, bytes);
    std::size_t size = 0;
    for (const std::string& value : read_slot_values("", bytes)) size += value.size() + 1;
    ASSERT_LE(size, bytes.size());
  }
}

}  // namespace
}  // namespace lodex::xapian
