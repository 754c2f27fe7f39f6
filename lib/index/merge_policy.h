// Which segments a commit merges.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lodex::index {

// Segments are of the same tier where their sizes are within a factor of kMergeFactor; all below
// kFloorDocuments are of the lowest. When kMergeFactor segments of a tier stand side by side, with
// none or lower ones between them, they become one, of a higher tier. So there are few of each
// tier: their number grows with the logarithm of the documents, and each document is rewritten once
// a tier. Only neighbours are merged: the order of documents stays the order in which they were
// added.
inline constexpr std::size_t kMergeFactor = 8;
inline constexpr std::uint32_t kFloorDocuments = 1024;
// A segment with more than this share of deleted documents is rewritten alone.
inline constexpr double kMostDeleted = 0.4;

struct SegmentSize {
  std::uint32_t documents = 0;  // with deleted ones
  std::uint32_t live = 0;
};

// A run of neighbours [begin, end) to become one segment.
struct MergeRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const MergeRange&) const = default;
};

// Disjoint, in order; empty where nothing is to be done.
[[nodiscard]] std::vector<MergeRange> plan_merges(std::span<const SegmentSize> segments);
// The ranges that leave at most `max_segments`, the smallest neighbours together, and none with
// deleted documents. Segments that may stay as they are stand in no range, unless `all`.
[[nodiscard]] std::vector<MergeRange> plan_merges_to(std::span<const SegmentSize> segments,
                                                     std::size_t max_segments, bool all = false);

}  // namespace lodex::index
