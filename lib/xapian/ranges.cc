// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/ranges.h"

#include <algorithm>
#include <utility>

#include "lodex/error.h"
#include "query/column_value.h"
#include "xapian/values.h"

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

}  // namespace

ValueRange value_range(const query::Range& node, FieldKind kind) {
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
  return out;
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
  if (*range.high < low) return {};
  XapianQuery within(XapianQuery::OP_VALUE_RANGE, slot, low, *range.high);
  if (range.include_high) return within;
  return {XapianQuery::OP_AND_NOT, within,
          XapianQuery(XapianQuery::OP_VALUE_RANGE, slot, *range.high, *range.high)};
}

XapianQuery values_query(Xapian::valueno slot, const ValueRange& range) {
  return XapianQuery((new ValuesSource(slot, range))->release());
}

}  // namespace lodex::xapian
