#include "postings/patched_packing.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "lodex/error.h"
#include "simd/bit_packing.h"

namespace lodex::postings {
namespace {

constexpr std::uint8_t kHasPatches = 0x80;
constexpr std::uint8_t kPatchedWidthMask = 0x3f;

unsigned varint_bytes(unsigned bits) { return std::max(1U, (bits + 6) / 7); }

struct Width {
  unsigned bits = 0;
  std::size_t exceptions = 0;
};

// The width with the smallest encoding, counting each exception's index as one byte.
Width best_width(std::span<const std::uint32_t> values, unsigned least_width) {
  // Two histograms in turn, as a count that was just written is not soon read again.
  std::array<std::array<std::uint32_t, 33>, 2> counts{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    ++counts[i & 1][static_cast<unsigned>(std::bit_width(values[i]))];
  }
  std::array<std::size_t, 33> with_bits{};
  unsigned highest = 0;
  for (unsigned bits = 0; bits <= 32; ++bits) {
    with_bits[bits] = std::size_t{counts[0][bits]} + counts[1][bits];
    if (with_bits[bits] > 0) highest = bits;
  }
  Width best;
  std::size_t least = SIZE_MAX;
  for (unsigned width = least_width; width <= std::max(highest, least_width); ++width) {
    std::size_t exceptions = 0;
    std::size_t bytes = simd::packed_bytes(values.size(), width);
    for (unsigned bits = width + 1; bits <= highest; ++bits) {
      exceptions += with_bits[bits];
      bytes += with_bits[bits] * (1 + varint_bytes(bits - width));
    }
    bytes += exceptions > 0 ? 1 : 0;
    if (bytes < least) {
      least = bytes;
      best = {width, exceptions};
    }
  }
  return best;
}

// Packs the low bits of each value.
void pack_low(std::span<const std::uint32_t> values, unsigned width, std::uint8_t* out) {
  // A multiple of eight, so that each part begins with a byte.
  std::array<std::uint32_t, 256> low{};
  const std::uint32_t mask = width == 32 ? UINT32_MAX : (1U << width) - 1;
  while (!values.empty()) {
    const std::size_t count = std::min(values.size(), low.size());
    for (std::size_t i = 0; i < count; ++i) low[i] = values[i] & mask;
    simd::pack(low.data(), count, width, out);
    out += simd::packed_bytes(count, width);
    values = values.subspan(count);
  }
}

[[noreturn]] void fail(const char* problem) {
  throw CorruptIndexError(std::string("packed numbers: ") + problem);
}

}  // namespace

void encode_patched(std::span<const std::uint32_t> values, ByteWriter& out, unsigned least_width) {
  const auto [width, exceptions] = best_width(values, least_width);
  out.u8(static_cast<std::uint8_t>(width | (exceptions > 0 ? kHasPatches : 0)));
  std::vector<std::uint8_t>& buffer = out.buffer();
  const std::size_t at = buffer.size();
  buffer.resize(at + simd::packed_bytes(values.size(), width));
  pack_low(values, width, buffer.data() + at);

  if (exceptions == 0) return;
  out.varint(exceptions);
  std::size_t next = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (static_cast<std::uint64_t>(values[i]) >> width == 0) continue;
    out.varint(i - next);
    out.varint(values[i] >> width);
    next = i + 1;
  }
}

PatchedNumbers::PatchedNumbers(ByteSpan bytes, std::uint64_t count)
    : bytes_(bytes), count_(count), in_({}, "exceptions of packed numbers") {
  if (bytes.empty()) fail("end before their header");
  width_ = bytes[0] & kPatchedWidthMask;
  has_exceptions_ = (bytes[0] & kHasPatches) != 0;
  if (width_ > simd::kMaxWidth) fail("have an impossible width");
  if (count > (std::uint64_t{1} << 40)) fail("are impossibly many");
  const std::size_t size = simd::packed_bytes(count, width_);
  if (size > bytes.size() - 1) fail("end too early");
  payload_ = bytes.subspan(1, size);
  exceptions_ = bytes.subspan(1 + size);
}

void PatchedNumbers::decode(std::uint64_t first, std::size_t count, std::uint32_t* out) {
  if (first > count_ || count > count_ - first) fail("are fewer than wanted");
  simd::unpack(payload_.data(), first, count, width_, out);
  if (has_exceptions_) patch(first, count, out);
}

void PatchedNumbers::patch(std::uint64_t first, std::size_t count, std::uint32_t* out) {
  if (!begun_ || first < next_) begin_exceptions();
  while (pending_ || read_exception()) {
    if (index_ >= first + count) return;
    if (index_ >= first) out[index_ - first] |= high_;
    pending_ = false;
    next_ = index_ + 1;
  }
}

void PatchedNumbers::begin_exceptions() {
  in_ = ByteReader(exceptions_, "exceptions of packed numbers");
  left_ = in_.varint();
  next_ = 0;
  begun_ = true;
  pending_ = false;
}

bool PatchedNumbers::read_exception() {
  if (left_ == 0) return false;
  --left_;
  index_ = next_ + in_.varint();
  const std::uint64_t high = in_.varint();
  if (high > UINT32_MAX || high << width_ > UINT32_MAX) in_.fail("has a number above 32 bits");
  if (index_ < next_) in_.fail("passes over more numbers than there can be");
  high_ = static_cast<std::uint32_t>(high << width_);
  return pending_ = true;
}

}  // namespace lodex::postings
