#include "base/term_key.h"

#include "base/checksum.h"

namespace lodex {
namespace {

// The bytes of a term of fewer than eight as a number, without reading others.
std::uint64_t bytes_of(std::string_view term) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(term.data());
  const std::size_t last = term.size() - 1;
  if (term.size() >= 4) {
    // Two loads that overlap where the size is below 8: the bytes in both are the same.
    return load<std::uint32_t>(bytes) | std::uint64_t{load<std::uint32_t>(bytes + last - 3)}
                                            << (8 * (last - 3));
  }
  if (term.empty()) return 0;
  // Likewise with single bytes: the first, the middle one, the last.
  const std::size_t middle = term.size() / 2;
  return std::uint64_t{bytes[0]} | std::uint64_t{bytes[middle]} << (8 * middle) |
         std::uint64_t{bytes[last]} << (8 * last);
}

}  // namespace

// The key of a term of which only its own bytes may be read.
TermKey TermKey::within(std::string_view term) {
  if (term.size() > kShortTerm) return {hash_of(term), kLongTerm | term.size()};
  const std::uint64_t size = std::uint64_t{term.size()} << 56;
  if (term.size() < 8) return {bytes_of(term), size};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(term.data());
  if (term.size() == 8) return {load<std::uint64_t>(bytes), size};
  // The last eight bytes, less those that are in the first ones.
  const auto last = load<std::uint64_t>(bytes + term.size() - 8);
  return {load<std::uint64_t>(bytes), last >> 8 * (16 - term.size()) | size};
}

}  // namespace lodex
