#include "postings/impacts.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace lodex::postings {
namespace {

constexpr std::uint32_t kNoLength = std::numeric_limits<std::uint32_t>::max();

// The pairs that no other pair of the block dominates, by rising frequency (and so rising length).
struct Frontier {
  std::array<Impact, kUnboundedFreq + 1> pairs;
  std::size_t count = 0;
};

Frontier frontier_of(std::span<const std::uint32_t> freqs, std::span<const std::uint32_t> lengths) {
  std::array<std::uint32_t, kUnboundedFreq + 1> shortest{};
  shortest.fill(kNoLength);
  std::uint32_t highest = 0;
  for (std::size_t i = 0; i < freqs.size(); ++i) {
    const std::uint32_t freq = std::min(freqs[i], kUnboundedFreq);
    shortest[freq] = std::min(shortest[freq], lengths[i]);
    highest = std::max(highest, freq);
  }
  Frontier frontier;
  std::uint32_t bound = kNoLength;
  for (std::uint32_t freq = highest + 1; freq-- > 0;) {
    if (shortest[freq] >= bound) continue;
    bound = shortest[freq];
    frontier.pairs[frontier.count++] = {freq, bound};
  }
  std::reverse(frontier.pairs.begin(), frontier.pairs.begin() + frontier.count);
  return frontier;
}

// What joining two neighbours of the frontier into (freq of the higher, length of the lower) costs:
// BM25's saturation with its usual parameters, for lengths against those of the pairs themselves.
// Only the choice of pairs depends on it; bounds stay bounds under any parameters.
double loosening(const Impact& low, const Impact& high, double typical_length) {
  const auto saturation = [&](double freq, double length) {
    return freq / (freq + 1.2 * (0.25 + 0.75 * length / typical_length));
  };
  const double joined = saturation(high.freq, low.length);
  return joined - std::max(saturation(low.freq, low.length), saturation(high.freq, high.length));
}

void reduce(Frontier& frontier, double typical_length) {
  while (frontier.count > kMaxImpacts) {
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < frontier.count; ++i) {
      const double cost = loosening(frontier.pairs[i], frontier.pairs[i + 1], typical_length);
      if (cost < least) {
        least = cost;
        best = i;
      }
    }
    frontier.pairs[best].freq = frontier.pairs[best + 1].freq;
    std::copy(frontier.pairs.begin() + best + 2, frontier.pairs.begin() + frontier.count,
              frontier.pairs.begin() + best + 1);
    --frontier.count;
  }
}

}  // namespace

Impacts Impacts::of(std::span<const std::uint32_t> freqs, std::span<const std::uint32_t> lengths) {
  Frontier frontier = frontier_of(freqs, lengths);
  double total = 0;
  for (const std::uint32_t length : lengths) total += length;
  reduce(frontier,
         std::max(1.0, total / static_cast<double>(std::max<std::size_t>(1, lengths.size()))));
  Impacts impacts;
  for (std::size_t i = 0; i < frontier.count; ++i) {
    const Impact pair = {frontier.pairs[i].freq,
                         decode_length(encode_length(frontier.pairs[i].length))};
    // Rounding may have made a neighbour superfluous: the same length, a lower frequency.
    if (impacts.count_ > 0 && impacts.pairs_[impacts.count_ - 1].length == pair.length) {
      impacts.pairs_[impacts.count_ - 1] = pair;
    } else {
      impacts.pairs_[impacts.count_++] = pair;
    }
  }
  return impacts;
}

Impacts Impacts::unbounded() {
  Impacts impacts;
  impacts.pairs_[0] = {kUnboundedFreq, 0};
  impacts.count_ = 1;
  return impacts;
}

Impacts Impacts::read(const std::uint8_t* bytes) {
  Impacts impacts;
  for (std::size_t i = 0; i < kMaxImpacts; ++i) {
    const Impact pair = {bytes[2 * i], decode_length(bytes[2 * i + 1])};
    if (impacts.count_ > 0 && impacts.pairs_[impacts.count_ - 1] == pair) break;
    impacts.pairs_[impacts.count_++] = pair;
  }
  return impacts;
}

void Impacts::write(std::uint8_t* bytes) const {
  for (std::size_t i = 0; i < kMaxImpacts; ++i) {
    const Impact pair = count_ == 0 ? Impact{} : pairs_[std::min(i, count_ - 1)];
    bytes[2 * i] = static_cast<std::uint8_t>(pair.freq);
    bytes[2 * i + 1] = encode_length(pair.length);
  }
}

std::uint8_t encode_length(std::uint32_t length) noexcept {
  if (length < 32) return static_cast<std::uint8_t>(length);
  const unsigned shift = static_cast<unsigned>(std::bit_width(length)) - 5;
  const std::uint32_t code = 32 + (shift - 1) * 16 + (length >> shift & 15);
  return static_cast<std::uint8_t>(std::min<std::uint32_t>(code, 255));
}

const float (&decoded_lengths() noexcept)[256] {
  struct Table {
    Table() {
      for (unsigned code = 0; code < 256; ++code) {
        lengths[code] = static_cast<float>(decode_length(static_cast<std::uint8_t>(code)));
      }
    }
    float lengths[256]{};
  };
  static const Table table;
  return table.lengths;
}

std::uint32_t decode_length(std::uint8_t code) noexcept {
  if (code < 32) return code;
  const unsigned shift = (code - 32U) / 16 + 1;
  return (16U | ((code - 32U) & 15)) << shift;
}

}  // namespace lodex::postings
