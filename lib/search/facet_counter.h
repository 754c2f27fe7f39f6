// Counts the values of fields over the matching documents.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lodex/config.h"
#include "lodex/schema.h"
#include "lodex/search.h"
#include "search/window.h"
#include "segment/segment.h"

namespace lodex::search {

// The values that are in most documents, equal ones by themselves; no more than `limit`.
LODEX_API void keep_most_frequent(Facet& facet, std::size_t limit);

class FacetCounter {
 public:
  // Throws QueryError where a field has no facets.
  FacetCounter(const std::vector<std::string>& fields, const Schema& schema, std::size_t limit);

  [[nodiscard]] bool any() const { return !fields_.empty(); }
  void begin_segment(const segment::Segment& segment);
  void add(const Window& window, const Matches& matches);
  void end_segment();
  [[nodiscard]] std::vector<Facet> finish() const;

 private:
  struct Field {
    std::string name;
    bool is_boolean = false;
    std::map<std::string, std::uint64_t> totals;
    // Of the segment being counted; null where it has none of the field.
    const segment::SegmentField* part = nullptr;
    std::vector<std::uint64_t> counts;  // by the numbers of the column
  };
  std::vector<Field> fields_;
  std::size_t limit_;
};

}  // namespace lodex::search
