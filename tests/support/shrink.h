// A failing case made small: lists lose what the failure does not need, queries lose parts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "lodex/query.h"

namespace lodex::test {

// A part of the list for which `fails` still holds, but for none that lacks one more item.
template <class Item>
std::vector<Item> shrink_list(std::vector<Item> list,
                              const std::function<bool(const std::vector<Item>&)>& fails) {
  for (std::size_t size = std::max<std::size_t>(1, list.size() / 2); size > 0;) {
    bool smaller = false;
    for (std::size_t begin = 0; begin < list.size();) {
      const auto first = list.begin() + static_cast<std::ptrdiff_t>(begin);
      const auto last =
          list.begin() + static_cast<std::ptrdiff_t>(std::min(list.size(), begin + size));
      std::vector<Item> rest(list.begin(), first);
      rest.insert(rest.end(), last, list.end());
      if (fails(rest)) {
        list = std::move(rest);
        smaller = true;
      } else {
        begin += size;
      }
    }
    if (!smaller || size > list.size()) size /= 2;
  }
  return list;
}

// Queries that are simpler than this one by one step: a part of it, or without one of its parts.
[[nodiscard]] std::vector<Query> simpler_queries(const Query& query);

// A query for which `fails` still holds, but for none that is simpler by one step.
[[nodiscard]] Query shrink_query(Query query, const std::function<bool(const Query&)>& fails);

}  // namespace lodex::test
