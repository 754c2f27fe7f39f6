#include "segment/posting_gatherer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace lodex::segment {
namespace {

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
// Fewer keys than this are sorted sooner by comparing.
constexpr std::size_t kFewKeys = 512;

}  // namespace

void PostingGatherer::add(DocId doc, std::uint32_t freq, std::span<const std::uint32_t> positions) {
  keys_.push_back(std::uint64_t{doc} << 32 | freqs_.size());
  freqs_.push_back(freq);
  if (!positions_) return;
  starts_.push_back(places_.size());
  places_.insert(places_.end(), positions.begin(), positions.end());
}

void PostingGatherer::write(FieldTermsWriter& out) {
  sort();
  for (const std::uint64_t key : keys_) {
    const auto i = static_cast<std::uint32_t>(key);
    const std::span<const std::uint32_t> places =
        positions_ ? std::span<const std::uint32_t>(places_).subspan(starts_[i], freqs_[i])
                   : std::span<const std::uint32_t>();
    out.add(static_cast<DocId>(key >> 32), freqs_[i], places);
  }
  keys_.clear();
  freqs_.clear();
  starts_.clear();
  places_.clear();
}

// Radix sort by the digits of the documents, the lowest first.
void PostingGatherer::sort() {
  if (keys_.size() < kFewKeys) {
    std::ranges::sort(keys_);
    return;
  }
  const std::uint64_t largest = *std::ranges::max_element(keys_) >> 32;
  other_.resize(keys_.size());
  const auto bits = static_cast<unsigned>(std::bit_width(largest));
  for (unsigned shift = 32; shift < 32 + bits; shift += kDigitBits) {
    std::array<std::uint32_t, kDigits> ends{};
    for (const std::uint64_t key : keys_) ++ends[key >> shift & (kDigits - 1)];
    std::uint32_t before = 0;
    for (std::uint32_t& end : ends) before += std::exchange(end, before);
    for (const std::uint64_t key : keys_) other_[ends[key >> shift & (kDigits - 1)]++] = key;
    keys_.swap(other_);
  }
}

}  // namespace lodex::segment
