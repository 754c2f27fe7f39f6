// What an index knows of one term of one field in one segment.
#pragma once

#include <cstdint>

namespace lodex {

// The statistics of a term, and where its bytes lie within the section "postings" of its field:
// first the documents and frequencies, then, at once behind them, the positions. The bytes of
// successive terms follow each other without a gap.
struct TermInfo {
  std::uint32_t doc_freq = 0;
  std::uint64_t total_freq = 0;
  std::uint64_t offset = 0;
  std::uint64_t postings_size = 0;
  std::uint64_t positions_size = 0;

  [[nodiscard]] std::uint64_t positions_offset() const { return offset + postings_size; }
  [[nodiscard]] std::uint64_t end() const { return positions_offset() + positions_size; }
  bool operator==(const TermInfo&) const = default;
};

}  // namespace lodex
