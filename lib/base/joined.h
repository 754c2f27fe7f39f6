// Lists of names, for messages.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace lodex {

// "a, b, c". What `name` makes of each item has to be a string or a view of one.
template <class Items, class Name = std::identity>
[[nodiscard]] std::string joined(const Items& items, Name name = {}) {
  std::string out;
  for (const auto& item : items) {
    if (!out.empty()) out += ", ";
    out += std::string_view(std::invoke(name, item));
  }
  return out;
}

}  // namespace lodex
