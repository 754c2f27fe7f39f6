// What a search found, for tests to compare.
#pragma once

#include <string>
#include <vector>

#include "lodex/search.h"

namespace lodex::test {

using Ids = std::vector<std::string>;

// In the order of the hits.
inline Ids ids(const Results& results) {
  Ids out;
  for (const Hit& hit : results) out.push_back(hit.id);
  return out;
}

}  // namespace lodex::test
