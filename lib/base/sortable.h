// Reals as integers of the same order.
#pragma once

#include <bit>
#include <cstdint>

namespace lodex {

// Order-preserving both ways; -0.0 becomes 0.0. NaN has no place in an order: callers refuse it.
[[nodiscard]] inline std::int64_t sortable_real(double value) noexcept {
  const auto bits = std::bit_cast<std::int64_t>(value == 0 ? 0.0 : value);
  return bits < 0 ? bits ^ INT64_MAX : bits;
}

[[nodiscard]] inline double real_of_sortable(std::int64_t value) noexcept {
  return std::bit_cast<double>(value < 0 ? value ^ INT64_MAX : value);
}

}  // namespace lodex
