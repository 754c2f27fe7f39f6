// The beginning of a term as a number.
#pragma once

#include <cstdint>
#include <string_view>

namespace lodex {

// The first eight bytes of a term, the first one highest, zeros behind a shorter term: it compares
// as the terms do, but for terms that have it in common.
inline std::uint64_t prefix_of(std::string_view term) noexcept {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < sizeof prefix; ++i) {
    prefix = prefix << 8 | (i < term.size() ? static_cast<std::uint8_t>(term[i]) : 0U);
  }
  return prefix;
}

}  // namespace lodex
