#include "postings/block_frequencies.h"

#include <algorithm>
#include <array>
#include <bit>

#include "lodex/error.h"
#include "postings/posting_list.h"
#include "simd/bit_packing.h"

namespace lodex::postings {
namespace {

constexpr std::uint8_t kHasExceptions = 0x80;
constexpr std::uint8_t kWidthMask = 0x3f;
constexpr std::size_t kMaxExceptions = 255;

[[noreturn]] void fail_frequencies(const char* problem) {
  throw CorruptIndexError(std::string("frequencies of a block: ") + problem);
}

// The width with the smallest encoding.
unsigned best_width(std::span<const std::uint32_t> freqs) {
  std::array<std::size_t, 33> with_bits{};
  std::uint32_t all = 0;
  for (const std::uint32_t freq : freqs) {
    ++with_bits[std::bit_width(freq - 1)];
    all |= freq - 1;
  }
  const auto highest = static_cast<unsigned>(std::bit_width(all));
  unsigned best = 0;
  std::size_t least = SIZE_MAX;
  for (unsigned width = 0; width <= highest; ++width) {
    std::size_t exceptions = 0;
    std::size_t bytes = simd::packed_bytes(freqs.size(), width);
    for (unsigned bits = width + 1; bits <= highest; ++bits) {
      exceptions += with_bits[bits];
      bytes += with_bits[bits] * (1 + (bits - width + 6) / 7);
    }
    bytes += exceptions > 0 ? 1 : 0;
    if (bytes < least && exceptions <= kMaxExceptions) {
      least = bytes;
      best = width;
    }
  }
  return best;
}

}  // namespace

void encode_frequencies(std::span<const std::uint32_t> freqs, ByteWriter& out) {
  const unsigned width = best_width(freqs);
  const std::uint32_t mask = width == 32 ? UINT32_MAX : (1U << width) - 1;
  std::array<std::uint32_t, kBlockSize> low{};
  std::array<std::uint8_t, kBlockSize> places{};
  std::size_t exceptions = 0;
  for (std::size_t i = 0; i < freqs.size(); ++i) {
    low[i] = (freqs[i] - 1) & mask;
    places[exceptions] = static_cast<std::uint8_t>(i);
    exceptions += freqs[i] - 1 > mask ? 1 : 0;
  }
  out.u8(static_cast<std::uint8_t>(width | (exceptions > 0 ? kHasExceptions : 0)));
  std::vector<std::uint8_t>& buffer = out.buffer();
  const std::size_t at = buffer.size();
  buffer.resize(at + simd::packed_bytes(freqs.size(), width));
  simd::pack(low.data(), freqs.size(), width, buffer.data() + at);
  if (exceptions == 0) return;
  out.u8(static_cast<std::uint8_t>(exceptions));
  out.bytes({places.data(), exceptions});
  for (std::size_t i = 0; i < exceptions; ++i) out.varint((freqs[places[i]] - 1) >> width);
}

BlockFrequencies::BlockFrequencies(ByteSpan bytes, std::size_t count) : count_(count) {
  if (bytes.empty()) fail_frequencies("end before their header");
  width_ = bytes[0] & kWidthMask;
  if (width_ > simd::kMaxWidth) fail_frequencies("have an impossible width");
  const std::size_t size = 1 + simd::packed_bytes(count, width_);
  const bool exceptions = (bytes[0] & kHasExceptions) != 0;
  if (size + (exceptions ? 1 : 0) > bytes.size()) fail_frequencies("end too early");
  payload_ = bytes.data() + 1;
  if (!exceptions) return;
  places_ = bytes.subspan(size + 1);
  if (bytes[size] > places_.size()) fail_frequencies("end within their exceptions");
  highs_ = places_.subspan(bytes[size]);
  places_ = places_.first(bytes[size]);
}

void BlockFrequencies::decode(std::uint32_t* out) const {
  simd::unpack(payload_, 0, count_, width_, out);
  ByteReader highs(highs_, "frequencies of a block");
  for (const std::uint8_t place : places_) {
    if (place >= count_) fail_frequencies("have an exception behind the last document");
    out[place] |= high_part(highs);
  }
  for (std::size_t i = 0; i < count_; ++i) ++out[i];
}

std::uint32_t BlockFrequencies::at(std::size_t place) const {
  const std::uint32_t value = simd::unpack_one(payload_, place, width_);
  const auto found = std::ranges::find(places_, static_cast<std::uint8_t>(place));
  if (found == places_.end()) return value + 1;
  ByteReader highs(highs_, "frequencies of a block");
  for (auto it = places_.begin(); it != found; ++it) (void)highs.varint();
  return (value | high_part(highs)) + 1;
}

std::uint32_t BlockFrequencies::high_part(ByteReader& highs) const {
  const std::uint64_t high = highs.varint();
  if (high > std::uint64_t{UINT32_MAX} >> width_) fail_frequencies("have one above 32 bits");
  return static_cast<std::uint32_t>(high << width_);
}

}  // namespace lodex::postings
