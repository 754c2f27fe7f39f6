// SPDX-License-Identifier: GPL-2.0-or-later
// Runs a translated query over a database: ranks or sorts, counts.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <vector>

#include "lodex/search.h"
#include "search/run.h"
#include "xapian/collection.h"
#include "xapian/translate.h"

namespace lodex::xapian {

struct Ranked {
  Xapian::docid number = 0;
  double score = 0;
  std::vector<search::SortValue> sort_values{};  // one for each sort key
  search::SortValue collapse_value{};            // where hits are collapsed
};

// Documents with the same keys are in the order of their numbers.
struct MatchResult {
  std::vector<Ranked> documents;  // the best first; those before the offset are left out
  std::uint64_t total = 0;
  bool total_is_exact = true;
  std::vector<Facet> facets;
  bool timed_out = false;
};

// Throws QueryError where a field cannot be sorted by, collapsed by or counted, or the cursor is
// none of this order; Xapian's errors.
[[nodiscard]] MatchResult find_matches(const TranslatedQuery& query, const SearchOptions& options,
                                       const Collection& collection,
                                       const Xapian::Database& database);

// The number of matches, exactly.
[[nodiscard]] std::uint64_t count_matches(const TranslatedQuery& query,
                                          const Xapian::Database& database);

// For SearchOptions::after.
[[nodiscard]] SearchAfter cursor_of(const Ranked& document);

}  // namespace lodex::xapian
