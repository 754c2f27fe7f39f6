// Where documents come from: their file, and the lines of it that their texts stand in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/config.h"
#include "lodex/document.h"

namespace lodex {

// The field of a document that keeps its origin. It is reserved: the field of a schema cannot have
// this name, a document with another value there is refused, and documents that an index gives back
// are without it.
inline constexpr std::string_view kOriginField = "_lodex_origin";

// From `offset` (bytes of a text) on the text stands in this line of the file, from 1.
struct LineMark {
  std::uint64_t offset = 0;
  std::uint64_t line = 0;
  bool operator==(const LineMark&) const = default;
};

// Where the text of a field stands. A plain value type.
struct FieldLines {
  std::string field;
  // Without marks the text has the lines of the file as they are, from this one on.
  std::uint64_t first = 1;
  // By rising offset, where the text was made from that of the file.
  std::vector<LineMark> marks{};
  bool operator==(const FieldLines&) const = default;
};

// Where a document comes from. A plain value type.
struct LODEX_API Origin {
  std::string path;                 // of the file, as whoever read it named it
  std::uint64_t line = 1;           // where the document begins
  std::vector<FieldLines> lines{};  // of fields; any other is in the line of the document

  // The line in which the byte `offset` of the field's text stands.
  [[nodiscard]] std::uint64_t line_of(std::string_view field, std::string_view text,
                                      std::size_t offset) const;
  // The value to be kept in kOriginField: a list of the path, the line, and for each field its name
  // and its lines (the first, or a list of differences of offsets and lines, in turn).
  [[nodiscard]] Value to_value() const;
  // The origin of such a value, nothing for any other.
  [[nodiscard]] static std::optional<Origin> from_value(const Value& value);

  bool operator==(const Origin&) const = default;
};

}  // namespace lodex
