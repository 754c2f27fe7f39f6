// Columns: the values of a field by document, for ranges, sorting and facets. Every kind of value
// is an integer here whose order is the order of the values:
//
//   integer, date   the number, the microseconds
//   boolean         0 or 1
//   real            see base/sortable.h
//   keyword         the number of the term in the field's dictionary
//
//   column := single: u8, zeros: 7 bytes, values: packed integers, starts: packed integers if not
//             single
//
// If single, every document has one value, values[doc]; else document `doc` has the values
// [starts[doc], starts[doc + 1]), rising.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/checked_bytes.h"
#include "base/ids.h"
#include "store/packed_integers.h"

namespace lodex::store {

class ColumnWriter {
 public:
  // The values of the next document, none or more, in any order; the same value counts once.
  void add(std::span<const std::int64_t> values);
  // Documents up to here that were not added have no value.
  void skip_to(DocId doc);
  void finish(DocId doc_count, ByteWriter& out);

 private:
  std::vector<std::int64_t> values_;
  std::vector<std::int64_t> starts_{0};
};

// Immutable, thread-safe.
class Column {
 public:
  Column() = default;
  // Throws CorruptIndexError where the section is not a column of `doc_count` documents.
  Column(CheckedBytes section, std::uint32_t doc_count);

  struct Extent {
    std::uint64_t begin;
    std::uint64_t end;
  };
  // Which values a document has; checked to lie within the values.
  [[nodiscard]] Extent extent(DocId doc) const;
  [[nodiscard]] std::int64_t value(std::uint64_t index) const { return values_[index]; }
  [[nodiscard]] bool has(DocId doc) const {
    const Extent e = extent(doc);
    return e.begin < e.end;
  }
  [[nodiscard]] std::uint64_t value_count() const { return values_.size(); }

 private:
  CheckedBytes section_;
  bool single_ = true;
  PackedIntegers values_;
  PackedIntegers starts_;
};

}  // namespace lodex::store
