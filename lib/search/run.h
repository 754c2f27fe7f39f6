// Runs a plan over all segments: ranks or sorts, and counts.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "lodex/schema.h"
#include "lodex/search.h"
#include "search/collection.h"
#include "search/plan.h"
#include "search/sort_value.h"

namespace lodex::search {

// The place behind which hits are wanted: that of a document.
struct After {
  GlobalDocId doc{};
  ranking::Score score = 0;
  std::vector<SortValue> sort_values{};  // one for each sort key
};

struct RankedDocument {
  struct Values {
    std::vector<SortValue> sort;  // one for each sort key
    SortValue collapse{};
  };

  GlobalDocId doc{};
  ranking::Score score = 0;
  std::unique_ptr<Values> values{};  // where documents are sorted by fields or collapsed

  [[nodiscard]] After place() const {
    return {doc, score, values == nullptr ? std::vector<SortValue>() : values->sort};
  }
};

struct RunOptions {
  std::size_t limit = 10;  // with the offset
  std::optional<After> after;
  std::vector<SortKey> sort;
  std::optional<Collapse> collapse;
  std::vector<std::string> facets;
  std::size_t facet_limit = 10;
  bool exact_total = false;
  bool exhaustive = false;
  std::optional<std::chrono::steady_clock::time_point> deadline;
  std::function<bool()> cancelled;
};

struct Outcome {
  std::vector<RankedDocument> documents;  // the best first
  std::uint64_t total = 0;
  bool total_is_exact = true;
  std::vector<Facet> facets;
  bool timed_out = false;
};

// Throws QueryError where a field cannot be sorted by, collapsed by or counted.
[[nodiscard]] Outcome run(const Plan& plan, const Collection& collection, const Schema& schema,
                          const RunOptions& options);

}  // namespace lodex::search
