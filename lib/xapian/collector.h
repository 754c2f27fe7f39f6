// SPDX-License-Identifier: GPL-2.0-or-later
// Sees every match of a search: keeps those that come first in an order, counts values.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "lodex/search.h"
#include "search/collapsing_top.h"
#include "xapian/layout.h"
#include "xapian/match.h"

namespace lodex::xapian {

// The order of a search. Documents without a value come last, in either direction; of several
// values the one that comes first counts.
class DocumentOrder {
 public:
  // Throws QueryError where a field cannot be sorted by.
  DocumentOrder(const std::vector<SortKey>& keys, const Layout& layout);

  [[nodiscard]] std::vector<search::SortValue> sort_values(const Xapian::Document& document,
                                                           double score) const;
  [[nodiscard]] bool operator()(const Ranked& a, const Ranked& b) const;

 private:
  struct Key {
    const LayoutField* field = nullptr;  // null: the score
    bool descending = false;
  };
  std::vector<Key> keys_;
};

// The field that hits are collapsed by. Documents with the same bytes have the same value.
class CollapseField {
 public:
  // Throws QueryError where there is no collapsing by the field.
  CollapseField(const Collapse& collapse, const Layout& layout);

  [[nodiscard]] std::size_t per_value() const { return per_value_; }
  // Nothing where the documents of the database have no values.
  [[nodiscard]] std::optional<Xapian::valueno> slot() const { return field_->value_slot; }
  // Whether all documents with a value have it in the slot: an empty keyword cannot be there.
  [[nodiscard]] bool is_in_slot(const Xapian::Database& database) const;
  // The bytes of the value that counts.
  [[nodiscard]] std::optional<std::string> bytes(const Xapian::Document& document) const;
  [[nodiscard]] search::SortValue value(const std::string& bytes) const;

 private:
  const LayoutField* field_;
  std::size_t per_value_;
};

// Counts the values of one field over documents.
class ValueCounter {
 public:
  // Throws QueryError where the field has no facets.
  ValueCounter(const std::string& name, const Layout& layout);

  void add(const Xapian::Document& document);
  // A value slot's bytes, or those of a values slot, of so many documents.
  void add_value(const std::string& bytes, std::uint64_t documents);
  void add_values(const std::string& bytes, std::uint64_t documents);
  [[nodiscard]] const LayoutField& field() const { return *field_; }
  // By falling count, then by value.
  [[nodiscard]] Facet finish(std::size_t limit) const;

 private:
  const LayoutField* field_;
  std::unordered_map<std::string, std::uint64_t> counts_;
};

class Collector final : public Xapian::MatchSpy {
 public:
  // Xapian shows documents by their numbers in their own database; `whole_number` tells those in
  // all of them.
  using WholeNumber = std::function<Xapian::docid(Xapian::docid)>;

  Collector(const SearchOptions& options, const Layout& layout, std::size_t limit,
            std::optional<Ranked> after, WholeNumber whole_number);

  void operator()(const Xapian::Document& document, double score) override;
  // What was asked for, the best first.
  [[nodiscard]] MatchResult finish();

 private:
  void keep(Ranked ranked);

  DocumentOrder order_;
  std::size_t limit_;
  std::optional<Ranked> after_;
  std::size_t facet_limit_;
  std::vector<ValueCounter> counters_;
  std::vector<Ranked> heap_;  // the last in front
  std::optional<CollapseField> collapse_;
  // In place of the heap where hits are collapsed.
  std::optional<search::CollapsingTop<Ranked, std::string, DocumentOrder>> collapsing_;
  WholeNumber whole_number_;
  std::uint64_t total_ = 0;
};

}  // namespace lodex::xapian
