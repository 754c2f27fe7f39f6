// What an index knows of one term of one field in one segment.
#pragma once

#include <cstdint>

namespace lodex {

// The statistics of a term, and where its bytes lie: first the documents and frequencies, then, at
// once behind them, the positions. Those of a long list are in the section "postings" of its field,
// where successive terms follow each other without a gap; a short list is a part of the dictionary.
struct TermInfo {
  // A bit of the offset of a short list, which counts in the section "terms". So no two terms of a
  // field have one offset.
  static constexpr std::uint64_t kInDictionary = std::uint64_t{1} << 63;

  std::uint32_t doc_freq = 0;
  std::uint64_t total_freq = 0;
  std::uint64_t offset = 0;
  std::uint64_t postings_size = 0;
  std::uint64_t positions_size = 0;  // of a short list 0: its positions count as postings
  // A short list itself; null for a long one. Lives as long as the segment.
  const std::uint8_t* list = nullptr;

  [[nodiscard]] std::uint64_t positions_offset() const { return offset + postings_size; }
  [[nodiscard]] std::uint64_t end() const { return positions_offset() + positions_size; }
  bool operator==(const TermInfo&) const = default;
};

}  // namespace lodex
