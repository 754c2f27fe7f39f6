// Patterns of a query expanded to the terms of a collection.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dictionary/term_matcher.h"
#include "query/node.h"
#include "search/collection.h"

namespace lodex::search {

struct Expanded {
  // At most Limits::kMaxExpansions, those in most documents (equal ones by byte order); in byte
  // order.
  std::vector<std::string> terms;
  std::uint64_t doc_freq = 0;  // the sum of theirs
  std::uint64_t matching = 0;  // how many terms matched
};

// Throw QueryError where a regular expression is not valid.
[[nodiscard]] LODEX_API std::unique_ptr<dictionary::TermMatcher> matcher_of(
    const query::Expansion& expansion);
[[nodiscard]] Expanded expand(const Collection& collection, const query::Expansion& expansion);

}  // namespace lodex::search
