// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/ranges.h"

#include <algorithm>
#include <utility>

#include "lodex/error.h"
#include "query/column_value.h"

namespace lodex::xapian {
namespace {

using XapianQuery = Xapian::Query;

// The lowest value that a slot may have.
const std::string& lowest() {
  static const std::string kLowest(1, '\0');
  return kLowest;
}

class ValuesSource final : public Xapian::PostingSource {
 public:
  ValuesSource(Xapian::valueno slot, ValueRange range) : slot_(slot), range_(std::move(range)) {}

  [[nodiscard]] ValuesSource* clone() const override { return new ValuesSource(slot_, range_); }
  void init(const Xapian::Database& database) override {
    most_ = database.get_value_freq(slot_);
    it_ = database.valuestream_begin(slot_);
    end_ = database.valuestream_end(slot_);
    begun_ = false;
    set_maxweight(0);
  }
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return most_ / 2; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return most_; }
  void next(double) override {
    if (std::exchange(begun_, true)) ++it_;
    settle();
  }
  void skip_to(Xapian::docid target, double) override {
    begun_ = true;
    if (it_ == end_ || it_.get_docid() >= target) return settle();
    it_.skip_to(target);
    settle();
  }
  [[nodiscard]] bool at_end() const override { return it_ == end_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return it_.get_docid(); }

 private:
  void settle() {
    while (it_ != end_ && !has_one()) ++it_;
  }
  [[nodiscard]] bool has_one() const {
    return std::ranges::any_of(read_slot_values({}, *it_),
                               [this](const std::string& value) { return range_.has(value); });
  }

  Xapian::valueno slot_;
  ValueRange range_;
  Xapian::doccount most_ = 0;
  bool begun_ = false;
  Xapian::ValueIterator it_;
  Xapian::ValueIterator end_;
};

// A range of dates in microseconds as one of a format in seconds.
ValueRange in_seconds(const ValueRange& range, DateFormat dates) {
  constexpr std::int64_t kMicroseconds = 1'000'000;
  // The last second that begins at the instant or before.
  const auto floor = [](const std::string& bytes) {
    const std::int64_t number = decode_number(FieldKind::kDate, bytes);
    return number / kMicroseconds - (number % kMicroseconds < 0 ? 1 : 0);
  };
  const auto is_whole = [](const std::string& bytes) {
    return decode_number(FieldKind::kDate, bytes) % kMicroseconds == 0;
  };
  ValueRange out;
  if (!range.low.empty()) {
    const bool counts = range.include_low && is_whole(range.low);
    out.low = encode_seconds(dates, floor(range.low) + (counts ? 0 : 1));
  }
  if (range.high) {
    const std::int64_t last =
        floor(*range.high) - (!range.include_high && is_whole(*range.high) ? 1 : 0);
    out.high = encode_seconds(dates, last);
    // The format has no date so early.
    if (dates == DateFormat::kBinarySeconds && last < 0) out.include_high = false;
  }
  return out;
}

}  // namespace

ValueRange value_range(const query::Range& node, const LayoutField& field) {
  const FieldKind kind = field.kind;
  ValueRange out{{}, {}, node.options.include_lower, node.options.include_upper};
  const auto encoded = [&](const Value& value) -> std::string {
    if (kind == FieldKind::kKeyword) {
      if (const auto* text = value.get_if<std::string>()) return *text;
    } else if (const auto number = query::column_value(value, kind)) {
      return encode_number(kind, *number);
    }
    throw QueryError("field \"" + node.field + "\" (" + std::string(to_string(kind)) +
                     ") cannot be compared with " + value.to_json());
  };
  if (node.lower.is_null()) {
    out.include_low = true;
  } else {
    out.low = encoded(node.lower);
  }
  if (!node.upper.is_null()) out.high = encoded(node.upper);
  return field.dates == DateFormat::kMicroseconds ? out : in_seconds(out, field.dates);
}

bool ValueRange::has(const std::string& value) const {
  if (value < low || (value == low && !include_low)) return false;
  if (!high.has_value()) return true;
  return value < *high || (value == *high && include_high);
}

XapianQuery slot_query(Xapian::valueno slot) { return {XapianQuery::OP_VALUE_GE, slot, lowest()}; }

XapianQuery value_query(Xapian::valueno slot, const ValueRange& range) {
  // What follows a string directly is the string and a zero byte.
  std::string low = range.include_low ? range.low : range.low + '\0';
  if (low.empty()) low = lowest();
  if (!range.high.has_value()) return {XapianQuery::OP_VALUE_GE, slot, low};
  if (*range.high < low || (*range.high == low && !range.include_high)) return {};
  XapianQuery within(XapianQuery::OP_VALUE_RANGE, slot, low, *range.high);
  if (range.include_high) return within;
  return {XapianQuery::OP_AND_NOT, within,
          XapianQuery(XapianQuery::OP_VALUE_RANGE, slot, *range.high, *range.high)};
}

XapianQuery values_query(Xapian::valueno slot, const ValueRange& range) {
  return XapianQuery((new ValuesSource(slot, range))->release());
}

}  // namespace lodex::xapian
