#include "store/packed_integers.h"

#include <algorithm>
#include <bit>

namespace lodex::store {
namespace {

constexpr std::size_t kPackedHeader = 24;
constexpr std::size_t kTail = 8;
constexpr unsigned kMaxPackedWidth =
    56;  // a value that begins in any bit of a byte lies in 8 bytes

std::uint64_t payload_bytes(std::uint64_t count, unsigned width) { return (count * width + 7) / 8; }

}  // namespace

void write_packed_integers(std::span<const std::int64_t> values, ByteWriter& out) {
  std::int64_t minimum = 0;
  unsigned width = 0;
  if (!values.empty()) {
    const auto [low, high] = std::ranges::minmax(values);
    minimum = low;
    const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    width = static_cast<unsigned>(std::bit_width(range));
    if (width > kMaxPackedWidth) width = 64;
  }
  out.number<std::uint64_t>(values.size());
  out.number(minimum);
  out.number<std::uint64_t>(width);
  std::vector<std::uint8_t>& buffer = out.buffer();
  const std::size_t begin = buffer.size();
  buffer.resize(begin + payload_bytes(values.size(), width) + kTail);
  std::uint64_t bit = 0;
  for (const std::int64_t value : values) {
    const std::uint64_t bits =
        static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(minimum);
    std::uint8_t* at = buffer.data() + begin + bit / 8;
    const std::uint64_t word = load<std::uint64_t>(at) | bits << (bit % 8);
    std::memcpy(at, &word, sizeof word);
    bit += width;
  }
}

PackedIntegers::PackedIntegers(CheckedBytes section, std::uint64_t offset) : section_(section) {
  const ByteSpan header = section_.read(offset, kPackedHeader);
  count_ = load<std::uint64_t>(header.data());
  minimum_ = load<std::int64_t>(header.data() + 8);
  const auto width = load<std::uint64_t>(header.data() + 16);
  const bool known = width <= kMaxPackedWidth || width == 64;
  if (!known || count_ > (std::uint64_t{1} << 48)) {
    section_.fail("an array of packed integers has an impossible width or length");
  }
  width_ = static_cast<unsigned>(width);
  mask_ = width_ == 64 ? UINT64_MAX : (std::uint64_t{1} << width_) - 1;
  payload_ = offset + kPackedHeader;
  end_ = payload_ + payload_bytes(count_, width_) + kTail;
  if (end_ > section_.size()) section_.fail("an array of packed integers is cut short");
}

}  // namespace lodex::store
