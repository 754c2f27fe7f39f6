// The frequencies of the documents of a block, packed with the width that most of them need; the
// few larger ones leave their high bits behind (as in patched_packing.h). With at most 256
// documents the place of an exception is a byte, so that all are put back, or one is found, without
// reading on from number to number.
//
//   frequencies := header: u8, payload: packed values, exceptions?      a value: a frequency less
//   one header      := width (bits 0-5), 0x80 if there are exceptions exceptions  := count: u8,
//   place: u8 (rising)*, high: varint*
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"

namespace lodex::postings {

// At most kBlockSize frequencies.
void encode_frequencies(std::span<const std::uint32_t> freqs, ByteWriter& out);

// Those at the beginning of some bytes, which may be followed by others and have simd::kPadding
// readable bytes behind them. Checks all that it uses; throws CorruptIndexError. Does not own the
// bytes.
class BlockFrequencies {
 public:
  BlockFrequencies() = default;
  BlockFrequencies(ByteSpan bytes, std::size_t count);

  // All of them.
  void decode(std::uint32_t* out) const;
  // That of the document at `place`.
  [[nodiscard]] std::uint32_t at(std::size_t place) const;

 private:
  [[nodiscard]] std::uint32_t high_part(ByteReader& highs) const;

  const std::uint8_t* payload_ = nullptr;
  ByteSpan places_;  // of the exceptions
  ByteSpan highs_;
  std::size_t count_ = 0;
  unsigned width_ = 0;
};

}  // namespace lodex::postings
