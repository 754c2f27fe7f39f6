// SPDX-License-Identifier: GPL-2.0-or-later
// Leaves of query trees looked up in a database: which terms, how many documents have them.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

#include "lodex/query.h"
#include "query/node.h"
#include "xapian/collection.h"
#include "xapian/occurrences.h"
#include "xapian/translate.h"

namespace lodex::xapian {

// A word, a phrase or a pattern of one field.
struct Leaf {
  const LayoutField* field = nullptr;
  Sought sought;
  double idf = 0;
  bool occurs = false;  // false: in no document
  Target target;        // without its weight
};

// The field, which can be searched. Throws QueryError.
[[nodiscard]] const LayoutField& indexed_field(const Layout& layout, const std::string& name);

class LeafReader {
 public:
  LeafReader(const Collection& collection, const Xapian::Database& database,
             std::vector<QueryNote>& notes)
      : collection_(collection),
        database_(database),
        notes_(notes),
        is_single_(database.size() == 1 && !collection.is_remote()) {}

  // Throw QueryError where the field has no such thing.
  [[nodiscard]] Leaf read(const query::Term& term) const;
  [[nodiscard]] Leaf read(const query::Phrase& phrase) const;
  // Notes where there are more terms than a pattern may stand for.
  [[nodiscard]] Leaf read(const query::Expansion& expansion) const;
  // Of one of these.
  [[nodiscard]] Leaf read(const query::Node& node) const;

 private:
  [[nodiscard]] Leaf start(const std::string& field) const;
  [[nodiscard]] double idf(std::uint64_t doc_freq) const;
  // Adds a term; says how many documents have it.
  std::uint64_t add(Leaf& leaf, const std::string& term, std::uint32_t position) const;

  const Collection& collection_;
  const Xapian::Database& database_;
  std::vector<QueryNote>& notes_;
  bool is_single_;  // what is counted in it holds where it is searched
};

}  // namespace lodex::xapian
