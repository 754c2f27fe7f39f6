// Arrays of 64-bit integers in as few bits as their range needs, with random access.
//
//   packed integers := count: u64, minimum: i64, width: u8, zeros: 7 bytes, payload, zeros: 8 bytes
//
// The payload has `count` values less the minimum, `width` bits each (0-56, or 64), in a
// little-endian stream of bits, rounded up to whole bytes.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/checked_bytes.h"

namespace lodex::store {

void write_packed_integers(std::span<const std::int64_t> values, ByteWriter& out);

// Reads such an array at some offset of a section. Immutable, thread-safe.
class PackedIntegers {
 public:
  PackedIntegers() = default;
  // Throws CorruptIndexError where the array does not lie within the section.
  PackedIntegers(CheckedBytes section, std::uint64_t offset);

  [[nodiscard]] std::uint64_t size() const { return count_; }
  // Offset of the first byte behind the array.
  [[nodiscard]] std::uint64_t end() const { return end_; }
  // Requires index < size(). Throws CorruptIndexError where the bytes are damaged.
  [[nodiscard]] std::int64_t operator[](std::uint64_t index) const {
    const std::uint64_t bit = index * width_;
    const ByteSpan bytes = section_.read(payload_ + bit / 8, sizeof(std::uint64_t));
    const std::uint64_t value = load<std::uint64_t>(bytes.data()) >> (bit % 8) & mask_;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(minimum_) + value);
  }

 private:
  CheckedBytes section_;
  std::uint64_t count_ = 0;
  std::int64_t minimum_ = 0;
  std::uint64_t payload_ = 0;
  std::uint64_t end_ = 0;
  unsigned width_ = 0;
  std::uint64_t mask_ = 0;
};

}  // namespace lodex::store
