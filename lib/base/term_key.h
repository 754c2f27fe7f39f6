// A term as two numbers, by which tables find it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "base/bytes.h"

namespace lodex {

// A short term itself, zeros behind it, with its size in the highest byte; of a longer one a hash,
// and its size with a bit that no short term has.
struct TermKey {
  static constexpr std::size_t kShortTerm = 15;  // bytes

  std::uint64_t low = 0;
  std::uint64_t high = 0;
  bool operator==(const TermKey&) const = default;

  // `readable` are bytes around the term, all of which may be read.
  [[nodiscard]] static TermKey of(std::string_view term, std::string_view readable = {}) {
    const std::less_equal<> before;
    if (term.size() > kShortTerm || !before(readable.data(), term.data()) ||
        !before(term.data() + sizeof(TermKey), readable.data() + readable.size())) {
      return within(term);
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(term.data());
    const Mask& mask = kMasks[term.size()];
    return {load<std::uint64_t>(bytes) & mask[0],
            (load<std::uint64_t>(bytes + 8) & mask[1]) | std::uint64_t{term.size()} << 56};
  }

  // Whether the key says all of the term, so that equal keys are equal terms.
  [[nodiscard]] bool is_whole() const { return (high & kLongTerm) == 0; }
  // Of the term.
  [[nodiscard]] std::size_t size() const { return is_whole() ? high >> 56 : high & ~kLongTerm; }
  // Of a whole key, in which it lies.
  [[nodiscard]] std::string_view term() const {
    return {reinterpret_cast<const char*>(this), size()};
  }
  // Spreads keys over a table: they differ in few bits.
  [[nodiscard]] std::size_t spread() const {
    // 2^64 divided by the golden ratio (Knuth, TAOCP vol. 3, 6.4), and another odd number.
    const std::uint64_t mixed =
        (low ^ high * 0xd1b54a32d192ed03) * std::uint64_t{0x9e3779b97f4a7c15};
    return static_cast<std::size_t>(mixed ^ mixed >> 32);
  }

 private:
  static constexpr std::uint64_t kLongTerm = std::uint64_t{1} << 63;
  using Mask = std::array<std::uint64_t, 2>;
  // Of a key's bytes those of a term, by its size.
  static constexpr std::array<Mask, kShortTerm + 1> kMasks = [] {
    std::array<Mask, kShortTerm + 1> masks{};
    for (std::size_t size = 1; size <= kShortTerm; ++size) {
      masks[size] = masks[size - 1];
      masks[size][(size - 1) / 8] |= std::uint64_t{0xff} << 8 * ((size - 1) % 8);
    }
    return masks;
  }();
  static TermKey within(std::string_view term);
};

}  // namespace lodex
