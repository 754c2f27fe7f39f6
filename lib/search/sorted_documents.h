// The first k documents in the order of fields.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lodex/schema.h"
#include "lodex/search.h"
#include "search/collapsing_top.h"
#include "search/column_values.h"
#include "search/run.h"
#include "search/window.h"
#include "segment/segment.h"

namespace lodex::search {

// Within a segment documents are compared by the numbers of columns; only the best of each segment
// have their keywords looked up, to be compared with those of other segments. Documents without a
// value come last, in either direction; equal ones are in the order of the index. Of several values
// the one that comes first counts. Where documents are collapsed, so is each segment by itself and
// then what is left of all.
class SortedDocuments {
 public:
  // Throws QueryError where a field cannot be sorted or collapsed by.
  SortedDocuments(const RunOptions& options, const Schema& schema);

  void begin_segment(const segment::Segment& segment, std::uint32_t base);
  void add(const Window& window, const Matches& matches, const Scores& scores);
  void end_segment();
  [[nodiscard]] std::vector<RankedDocument> finish() &&;

 private:
  struct Key {
    std::optional<ColumnValues> values;  // nothing: the score
    bool descending = false;
  };
  // Compares as the documents do: the lower comes first.
  struct LocalKey {
    bool is_missing = true;
    std::int64_t value = 0;
    auto operator<=>(const LocalKey&) const = default;
  };
  struct Entry {
    std::vector<LocalKey> keys;
    ranking::Score score;
    DocId doc;
    auto operator<=>(const Entry& other) const {
      const auto order = keys <=> other.keys;
      return order != 0 ? order : doc <=> other.doc;
    }
    bool operator==(const Entry& other) const { return (*this <=> other) == 0; }
  };
  struct Collapsing {
    ColumnValues values;
    std::size_t per_value;
    CollapsingTop<Entry, std::int64_t, std::less<>> top;  // of the segment
  };

  [[nodiscard]] LocalKey local_key(const Key& key, DocId doc, ranking::Score score) const;
  [[nodiscard]] LocalKey local_after(const Key& key, const SortValue& value) const;
  [[nodiscard]] bool is_behind_after(const Entry& entry) const;
  [[nodiscard]] SortValue value_of(const Key& key, LocalKey local) const;
  [[nodiscard]] bool comes_before(const RankedDocument& a, const RankedDocument& b) const;
  void collapse(const Entry& entry);
  void take(const Entry& entry, SortValue collapse_value);
  // Of best_, which is in order.
  void collapse_best();

  std::vector<Key> keys_;
  std::size_t k_;
  std::optional<After> after_;
  std::optional<Collapsing> collapsing_;
  std::vector<RankedDocument> best_;  // of the segments so far

  std::uint32_t base_ = 0;
  std::vector<Entry> heap_;            // the last in front; empty where documents are collapsed
  std::vector<LocalKey> local_after_;  // keys of after_ in this segment
  std::int64_t local_after_doc_ = 0;   // negative: in a segment before
};

}  // namespace lodex::search
