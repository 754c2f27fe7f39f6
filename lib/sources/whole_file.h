// Files that are one document each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sources/input.h"
#include "sources/intake.h"

namespace lodex::sources {

// What such a file may have: it is held in memory as a whole, several times over.
inline constexpr std::uint64_t kMaxWholeFile = std::uint64_t{1} << 30;

struct WholeFile {
  std::string text;            // valid UTF-8, without a byte order mark
  std::uint64_t replaced = 0;  // by U+FFFD
};

// Reads the file to its end. Nothing where it is larger than kMaxWholeFile, which it reports.
[[nodiscard]] std::optional<WholeFile> read_whole(Input& input, Intake& intake);

// A plain text file: all of it is "body".
void read_text(Input& input, Intake& intake);

}  // namespace lodex::sources
