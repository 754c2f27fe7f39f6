#include "postings/patched_packing.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <vector>

#include "lodex/error.h"
#include "simd/bit_packing.h"

namespace lodex::postings {
namespace {

constexpr std::uint8_t kHasExceptions = 0x80;
constexpr std::uint8_t kWidthMask = 0x3f;

unsigned varint_bytes(unsigned bits) { return std::max(1U, (bits + 6) / 7); }

// The width with the smallest encoding, counting each exception's index as one byte.
unsigned best_width(std::span<const std::uint32_t> values, unsigned least_width) {
  std::array<std::size_t, 33> with_bits{};
  for (const std::uint32_t value : values)
    ++with_bits[static_cast<unsigned>(std::bit_width(value))];
  unsigned best = least_width;
  std::size_t least = SIZE_MAX;
  for (unsigned width = least_width; width <= simd::kMaxWidth; ++width) {
    std::size_t exceptions = 0;
    std::size_t bytes = simd::packed_bytes(values.size(), width);
    for (unsigned bits = width + 1; bits <= 32; ++bits) {
      exceptions += with_bits[bits];
      bytes += with_bits[bits] * (1 + varint_bytes(bits - width));
    }
    bytes += exceptions > 0 ? 1 : 0;
    if (bytes < least) {
      least = bytes;
      best = width;
    }
  }
  return best;
}

[[noreturn]] void fail(const char* problem) {
  throw CorruptIndexError(std::string("packed numbers: ") + problem);
}

}  // namespace

void encode_patched(std::span<const std::uint32_t> values, ByteWriter& out, unsigned least_width) {
  const unsigned width = best_width(values, least_width);
  const auto fits = [&](std::uint32_t value) {
    return static_cast<unsigned>(std::bit_width(value)) <= width;
  };
  const auto exceptions =
      static_cast<std::size_t>(std::count_if(values.begin(), values.end(), std::not_fn(fits)));
  out.u8(static_cast<std::uint8_t>(width | (exceptions > 0 ? kHasExceptions : 0)));

  std::vector<std::uint32_t> low(values.begin(), values.end());
  const std::uint32_t mask = width == 32 ? UINT32_MAX : (1U << width) - 1;
  for (std::uint32_t& value : low) value &= mask;
  std::vector<std::uint8_t>& buffer = out.buffer();
  const std::size_t at = buffer.size();
  buffer.resize(at + simd::packed_bytes(values.size(), width));
  simd::pack(low.data(), low.size(), width, buffer.data() + at);

  if (exceptions == 0) return;
  out.varint(exceptions);
  std::size_t next = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (fits(values[i])) continue;
    out.varint(i - next);
    out.varint(values[i] >> width);
    next = i + 1;
  }
}

PatchedNumbers::PatchedNumbers(ByteSpan bytes, std::uint64_t count)
    : bytes_(bytes), count_(count), in_({}, "exceptions of packed numbers") {
  if (bytes.empty()) fail("end before their header");
  width_ = bytes[0] & kWidthMask;
  has_exceptions_ = (bytes[0] & kHasExceptions) != 0;
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
