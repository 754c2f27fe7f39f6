// What a segment says about its fields.
//
//   fields := document count: u32, field count: u32, field*
//   field  := name: text, kind: u8, flags: u8 (1: positions), documents: varint, tokens: varint
//
// Field number i of the directory is the i-th of these.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "lodex/schema.h"

namespace lodex::segment {

struct FieldInfo {
  std::string name;
  FieldKind kind = FieldKind::kText;
  bool positions = false;
  std::uint64_t documents = 0;  // that have a value in the field
  std::uint64_t tokens = 0;     // of a text field
};

struct SegmentFields {
  std::uint32_t doc_count = 0;
  std::vector<FieldInfo> fields;

  void write(ByteWriter& out) const;
  // Throws CorruptIndexError.
  static SegmentFields read(ByteSpan bytes);
};

}  // namespace lodex::segment
