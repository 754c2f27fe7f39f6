#include "index/merge_policy.h"

#include <algorithm>
#include <bit>

namespace lodex::index {
namespace {

constexpr unsigned kTierBits = 3;
static_assert(std::size_t{1} << kTierBits == kMergeFactor);

unsigned tier_of(const SegmentSize& segment) {
  const std::uint32_t size = segment.live / kFloorDocuments;
  return (static_cast<unsigned>(std::bit_width(size)) + kTierBits - 1) / kTierBits;
}

bool is_mostly_deleted(const SegmentSize& segment) {
  return segment.documents - segment.live > kMostDeleted * segment.documents;
}

}  // namespace

std::vector<MergeRange> plan_merges(std::span<const SegmentSize> segments) {
  // From the lowest tier up: the first run of the tier and below with enough of the tier. What the
  // merge makes is planned for by the next call.
  for (unsigned tier = 0; tier <= 32 / kTierBits; ++tier) {
    for (std::size_t begin = 0; begin < segments.size();) {
      std::size_t end = begin;
      std::size_t of_tier = 0;
      for (; end < segments.size() && tier_of(segments[end]) <= tier; ++end) {
        of_tier += tier_of(segments[end]) == tier ? 1 : 0;
      }
      if (of_tier >= kMergeFactor) return {{begin, end}};
      begin = end + 1;
    }
  }
  std::vector<MergeRange> rewrites;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (is_mostly_deleted(segments[i])) rewrites.push_back({i, i + 1});
  }
  return rewrites;
}

std::vector<MergeRange> plan_merges_to(std::span<const SegmentSize> segments,
                                       std::size_t max_segments, bool all) {
  std::vector<MergeRange> ranges;
  std::vector<std::uint64_t> sizes;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    ranges.push_back({i, i + 1});
    sizes.push_back(segments[i].live);
  }
  while (ranges.size() > std::max<std::size_t>(max_segments, 1)) {
    std::size_t best = 0;
    for (std::size_t i = 0; i + 1 < ranges.size(); ++i) {
      if (sizes[i] + sizes[i + 1] < sizes[best] + sizes[best + 1]) best = i;
    }
    ranges[best].end = ranges[best + 1].end;
    sizes[best] += sizes[best + 1];
    ranges.erase(ranges.begin() + static_cast<std::ptrdiff_t>(best) + 1);
    sizes.erase(sizes.begin() + static_cast<std::ptrdiff_t>(best) + 1);
  }
  std::erase_if(ranges, [&](const MergeRange& range) {
    const SegmentSize& first = segments[range.begin];
    return !all && range.end - range.begin == 1 && first.live == first.documents;
  });
  return ranges;
}

}  // namespace lodex::index
