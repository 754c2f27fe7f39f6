// Numbers packed with the width that most of them need; the few larger ones leave their high bits
// in a list behind ("patched frame of reference", after Zukowski et al., ICDE 2006).
//
//   patched := header: u8, payload: packed values, exceptions?
//   header  := width (bits 0-5), 0x80 if there are exceptions
//   exceptions := count: varint, (gap: varint, high: varint)*   gap: index less the one before less
//   1
//
// Decoders read up to simd::kPadding bytes past the end; those have to be readable.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"

namespace lodex::postings {

// `least_width` 1 keeps the number of values within eight times the number of bytes.
void encode_patched(std::span<const std::uint32_t> values, ByteWriter& out,
                    unsigned least_width = 0);

// A sequence of `count` numbers at the beginning of some bytes. Checks all that it uses; throws
// CorruptIndexError. Does not own the bytes.
class PatchedNumbers {
 public:
  PatchedNumbers(ByteSpan bytes, std::uint64_t count);

  // The bytes it was made from.
  [[nodiscard]] ByteSpan bytes() const { return bytes_; }
  // The numbers [first, first + count) of the sequence. Exceptions are read on from where the last
  // call left them; from their beginning where `first` lies before its end.
  void decode(std::uint64_t first, std::size_t count, std::uint32_t* out);

 private:
  void patch(std::uint64_t first, std::size_t count, std::uint32_t* out);
  void begin_exceptions();
  bool read_exception();

  ByteSpan bytes_;
  ByteSpan payload_;
  ByteSpan exceptions_;
  std::uint64_t count_;
  unsigned width_;
  bool has_exceptions_;
  // The first exception that is not added yet, if it is read.
  ByteReader in_;
  bool begun_ = false;
  bool pending_ = false;
  std::uint64_t left_ = 0;  // behind it
  std::uint64_t next_ = 0;  // behind the exception before it
  std::uint64_t index_ = 0;
  std::uint32_t high_ = 0;
};

}  // namespace lodex::postings
