// Explanation as text.
#include <cmath>
#include <cstdio>

#include "lodex/search.h"

namespace lodex {
namespace {

// Counts as they are, other numbers with six digits.
std::string text_of(double value) {
  constexpr double kLargestCount = 1e15;
  const bool is_count = value == std::floor(value) && std::abs(value) < kLargestCount;
  char text[32];
  std::snprintf(text, sizeof text, is_count ? "%.0f" : "%.6g", value);
  return text;
}

void write(const Explanation& node, std::size_t depth, std::string& out) {
  out.append(2 * depth, ' ');
  out += node.matches ? text_of(node.value) : "no match";
  out += "  " + node.description + '\n';
  for (const Explanation& part : node.details) write(part, depth + 1, out);
}

}  // namespace

std::string Explanation::to_string() const {
  std::string out;
  write(*this, 0, out);
  return out;
}

}  // namespace lodex
