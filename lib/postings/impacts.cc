#include "postings/impacts.h"

#include <algorithm>
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
// above all, by how much it raises the bound of the whole, whose highest pair has `top`.
double loosening(const Impact& low, const Impact& high, double top, double typical_length) {
  constexpr double kRaisingTop = 1000;
  const double joined = saturation({high.freq, low.length}, typical_length);
  const double own = std::max(saturation(low, typical_length), saturation(high, typical_length));
  return joined - own + kRaisingTop * std::max(0.0, joined - top);
}

void reduce(Frontier& frontier, double typical_length) {
  double top = 0;
  for (std::size_t i = 0; i < frontier.count; ++i) {
    top = std::max(top, saturation(frontier.pairs[i], typical_length));
  }
  while (frontier.count > kMaxImpacts) {
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < frontier.count; ++i) {
      const double cost = loosening(frontier.pairs[i], frontier.pairs[i + 1], top, typical_length);
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

Impacts Impacts::of(std::span<const std::uint32_t> freqs, std::span<const std::uint32_t> lengths,
                    double typical_length) {
  Frontier frontier = frontier_of(freqs, lengths);
  reduce(frontier, typical_length);
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

}  // namespace lodex::postings
