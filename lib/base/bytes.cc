#include "base/bytes.h"

#include "lodex/error.h"

namespace lodex {

std::uint64_t ByteReader::long_varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint64_t byte = u8();
    if (shift == 63 && byte > 1) break;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  fail("has a varint of more than 64 bits");
}

std::uint32_t ByteReader::varint32() {
  const std::uint64_t value = varint();
  if (value > UINT32_MAX) fail("has a number of more than 32 bits");
  return static_cast<std::uint32_t>(value);
}

void ByteReader::fail(std::string_view problem) const {
  throw CorruptIndexError(
      std::string(what_) + ": " + std::string(problem) + " at byte " + std::to_string(position_),
      {}, position_);
}

}  // namespace lodex
