// The length (number of tokens) of a text field in each document of a segment.
//
//   field lengths := width: u8 (1, 2 or 4), some_missing: u8, zeros: 6 bytes,
//                    length: width bytes a document, zeros to a multiple of 8,
//                    present: a bit a document in whole bytes, if some_missing is 1
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/checked_bytes.h"
#include "base/ids.h"

namespace lodex::store {

inline constexpr std::uint32_t kMissing = UINT32_MAX;

// `lengths` has one number a document, kMissing where the document does not have the field.
void write_field_lengths(std::span<const std::uint32_t> lengths, ByteWriter& out);

// The lengths themselves, for loops that score; points into the segment.
struct LengthView {
  const std::uint8_t* data = nullptr;
  unsigned width = 0;

  // 0 where the document does not have the field.
  [[nodiscard]] std::uint32_t operator[](DocId doc) const {
    if (width == 1) return data[doc];
    if (width == 2) return load<std::uint16_t>(data + std::size_t{doc} * 2);
    return load<std::uint32_t>(data + std::size_t{doc} * 4);
  }
};

// Immutable, thread-safe.
class FieldLengths {
 public:
  FieldLengths() = default;
  // Throws CorruptIndexError where the section has not the size that `doc_count` asks for.
  FieldLengths(CheckedBytes section, std::uint32_t doc_count);

  // All lengths; verifies what was not verified yet.
  [[nodiscard]] LengthView view() const;
  // One length, for which no others are verified; 0 where the document does not have the field.
  [[nodiscard]] std::uint32_t length(DocId doc) const;
  // Whether the document has the field (also where it is empty).
  [[nodiscard]] bool has(DocId doc) const;
  [[nodiscard]] bool some_missing() const { return some_missing_; }

 private:
  [[nodiscard]] std::uint64_t present_offset() const;

  CheckedBytes section_;
  std::uint32_t doc_count_ = 0;
  unsigned width_ = 1;
  bool some_missing_ = false;
};

}  // namespace lodex::store
