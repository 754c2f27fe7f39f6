// Columns and field lengths.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/sortable.h"
#include "lodex/error.h"
#include "store/column.h"
#include "store/field_lengths.h"
#include "support/random_text.h"

namespace lodex::store {
namespace {

TEST(SortableReal, KeepsOrderAndValue) {
  const double values[] = {
      -std::numeric_limits<double>::infinity(), -1e300, -2.5, -1e-300, 0.0, 1e-300, 2.5, 1e300,
      std::numeric_limits<double>::infinity()};
  for (std::size_t i = 0; i < std::size(values); ++i) {
    EXPECT_EQ(real_of_sortable(sortable_real(values[i])), values[i]);
    if (i > 0) {
      EXPECT_LT(sortable_real(values[i - 1]), sortable_real(values[i]));
    }
  }
  EXPECT_EQ(sortable_real(-0.0), sortable_real(0.0));
}

TEST(Column, HasTheValuesOfEachDocument) {
  test::Random random(2);
  for (const double several : {0.0, 0.3}) {
    std::vector<std::vector<std::int64_t>> expected(500);
    ColumnWriter writer;
    for (DocId doc = 0; doc < expected.size(); ++doc) {
      const std::size_t count = several == 0.0 ? 1 : random.below(4);
      if (count == 0) continue;
      writer.skip_to(doc);
      std::vector<std::int64_t> values(count);
      for (auto& value : values) value = static_cast<std::int64_t>(random.below(50)) - 25;
      writer.add(values);
      std::ranges::sort(values);
      values.erase(std::unique(values.begin(), values.end()), values.end());
      expected[doc] = values;
    }
    ByteWriter out;
    writer.finish(500, out);
    const Column column(CheckedBytes(out.view()), 500);
    for (DocId doc = 0; doc < expected.size(); ++doc) {
      const Column::Extent extent = column.extent(doc);
      std::vector<std::int64_t> got;
      for (auto i = extent.begin; i < extent.end; ++i) got.push_back(column.value(i));
      ASSERT_EQ(got, expected[doc]);
      ASSERT_EQ(column.has(doc), !expected[doc].empty());
    }
    EXPECT_THROW(Column(CheckedBytes(out.view()), 499), CorruptIndexError);
  }
}

TEST(FieldLengths, KeepLengthsOfEverySizeAndWhichAreMissing) {
  for (const std::uint32_t longest : {100U, 255U, 256U, 65'535U, 65'536U, UINT32_MAX - 1}) {
    for (const bool missing : {false, true}) {
      std::vector<std::uint32_t> lengths = {0, 1, longest, 7, 9};
      if (missing) lengths[3] = kMissing;
      ByteWriter out;
      write_field_lengths(lengths, out);
      const FieldLengths stored(CheckedBytes(out.view()), 5);
      const LengthView view = stored.view();
      for (DocId doc = 0; doc < 5; ++doc) {
        EXPECT_EQ(view[doc], lengths[doc] == kMissing ? 0 : lengths[doc]);
        EXPECT_EQ(stored.has(doc), lengths[doc] != kMissing);
      }
      EXPECT_THROW(FieldLengths(CheckedBytes(out.view()), 600), CorruptIndexError);
    }
  }
}

}  // namespace
}  // namespace lodex::store
