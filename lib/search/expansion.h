// Patterns of a query expanded to the terms of a collection.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
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

// The terms to take of those that matched, which are in byte order, with the documents that each is
// in.
[[nodiscard]] LODEX_API Expanded
most_frequent(std::vector<std::pair<std::string, std::uint64_t>> found);
// That terms were left out; nothing where none were.
[[nodiscard]] LODEX_API std::optional<QueryNote> note_of(const Expanded& expanded,
                                                         const query::Expansion& expansion);

// Throw QueryError where a regular expression is not valid.
[[nodiscard]] LODEX_API std::unique_ptr<dictionary::TermMatcher> matcher_of(
    const query::Expansion& expansion);
[[nodiscard]] Expanded expand(const Collection& collection, const query::Expansion& expansion);

}  // namespace lodex::search
