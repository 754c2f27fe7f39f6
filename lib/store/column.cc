#include "store/column.h"

#include <algorithm>

namespace lodex::store {
namespace {
constexpr std::size_t kColumnHeader = 8;
}

void ColumnWriter::add(std::span<const std::int64_t> values) {
  const auto begin = static_cast<std::ptrdiff_t>(values_.size());
  values_.insert(values_.end(), values.begin(), values.end());
  std::sort(values_.begin() + begin, values_.end());
  values_.erase(std::unique(values_.begin() + begin, values_.end()), values_.end());
  starts_.push_back(static_cast<std::int64_t>(values_.size()));
}

void ColumnWriter::skip_to(DocId doc) {
  if (starts_.size() < std::size_t{doc} + 1) {
    starts_.resize(std::size_t{doc} + 1, static_cast<std::int64_t>(values_.size()));
  }
}

void ColumnWriter::finish(DocId doc_count, ByteWriter& out) {
  skip_to(doc_count);
  bool single = values_.size() == doc_count;
  for (std::size_t doc = 0; single && doc < doc_count; ++doc) {
    single = starts_[doc] == static_cast<std::int64_t>(doc);
  }
  out.number<std::uint64_t>(single ? 1 : 0);
  write_packed_integers(values_, out);
  if (!single) write_packed_integers(starts_, out);
}

Column::Column(CheckedBytes section, std::uint32_t doc_count) : section_(section) {
  single_ = section_.element<std::uint8_t>(0, 0) != 0;
  values_ = PackedIntegers(section_, kColumnHeader);
  std::uint64_t documents = values_.size();
  if (!single_) {
    starts_ = PackedIntegers(section_, values_.end());
    documents = starts_.size() - 1;
  }
  if (documents != doc_count) section_.fail("a column does not have all documents");
}

Column::Extent Column::extent(DocId doc) const {
  if (single_) return {doc, doc + std::uint64_t{1}};
  const std::int64_t begin = starts_[doc];
  const std::int64_t end = starts_[doc + std::uint64_t{1}];
  if (begin < 0 || end < begin || static_cast<std::uint64_t>(end) > values_.size()) {
    section_.fail("a column's documents are out of order");
  }
  return {static_cast<std::uint64_t>(begin), static_cast<std::uint64_t>(end)};
}

}  // namespace lodex::store
