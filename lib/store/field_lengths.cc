#include "store/field_lengths.h"

#include <algorithm>

namespace lodex::store {
namespace {

constexpr std::size_t kLengthsHeader = 8;

std::uint32_t value_of(std::uint32_t length) { return length == kMissing ? 0 : length; }

}  // namespace

void write_field_lengths(std::span<const std::uint32_t> lengths, ByteWriter& out) {
  std::uint32_t longest = 0;
  bool some_missing = false;
  for (const std::uint32_t length : lengths) {
    longest = std::max(longest, value_of(length));
    some_missing = some_missing || length == kMissing;
  }
  const unsigned width = longest <= UINT8_MAX ? 1 : longest <= UINT16_MAX ? 2 : 4;
  const std::size_t begin = out.size();
  out.u8(static_cast<std::uint8_t>(width));
  out.u8(some_missing ? 1 : 0);
  out.buffer().resize(begin + kLengthsHeader);
  for (const std::uint32_t length : lengths) {
    const std::uint32_t value = value_of(length);
    out.bytes({reinterpret_cast<const std::uint8_t*>(&value), width});
  }
  out.buffer().resize(begin + ((out.size() - begin + 7) & ~std::size_t{7}));
  if (!some_missing) return;
  const std::size_t present = out.size();
  out.buffer().resize(present + (lengths.size() + 7) / 8);
  for (std::size_t doc = 0; doc < lengths.size(); ++doc) {
    if (lengths[doc] == kMissing) continue;
    out.buffer()[present + doc / 8] |= static_cast<std::uint8_t>(1U << (doc % 8));
  }
}

FieldLengths::FieldLengths(CheckedBytes section, std::uint32_t doc_count)
    : section_(section), doc_count_(doc_count) {
  const ByteSpan header = section_.read(0, kLengthsHeader);
  width_ = header[0];
  some_missing_ = header[1] != 0;
  const std::uint64_t size = present_offset() + (some_missing_ ? (doc_count + 7) / 8 : 0);
  if ((width_ != 1 && width_ != 2 && width_ != 4) || section_.size() != size) {
    section_.fail("the lengths of a field are not one a document");
  }
}

std::uint64_t FieldLengths::present_offset() const {
  return (kLengthsHeader + std::uint64_t{doc_count_} * width_ + 7) & ~std::uint64_t{7};
}

LengthView FieldLengths::view() const {
  return {section_.read(kLengthsHeader, std::uint64_t{doc_count_} * width_).data(), width_};
}

std::uint32_t FieldLengths::length(DocId doc) const {
  return LengthView{section_.read(kLengthsHeader + std::uint64_t{doc} * width_, width_).data(),
                    width_}[0];
}

bool FieldLengths::has(DocId doc) const {
  if (!some_missing_) return true;
  return (section_.element<std::uint8_t>(present_offset(), doc / 8) >> (doc % 8) & 1) != 0;
}

}  // namespace lodex::store
