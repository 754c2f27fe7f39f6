// SPDX-License-Identifier: GPL-2.0-or-later
// Random schemas, documents and queries in which everything occurs that either engine treats in a
// way of its own: capitals, colons, long terms, several values, none, extreme numbers.
#pragma once

#include <string>
#include <vector>

#include "lodex/document.h"
#include "lodex/query.h"
#include "lodex/schema.h"
#include "support/random_text.h"

namespace lodex::test {

// One step in the life of an index.
struct Change {
  enum class Kind { kUpsert, kErase, kCommit };
  Kind kind = Kind::kUpsert;
  Document document{};  // kUpsert
  std::string id{};     // kErase
};

class RandomCollection {
 public:
  // About so many documents; fewer where some are replaced and erased.
  RandomCollection(Random& random, std::size_t documents);

  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] const std::vector<Change>& changes() const { return changes_; }
  [[nodiscard]] Query query(Random& random, unsigned depth) const;
  // Those that documents can be sorted and collapsed by.
  [[nodiscard]] std::vector<std::string> fields_with_values() const;

 private:
  [[nodiscard]] Document document(Random& random, const std::string& id) const;
  [[nodiscard]] std::string word(Random& random) const;
  [[nodiscard]] std::string text(Random& random) const;
  [[nodiscard]] Value value(Random& random, FieldKind kind) const;
  [[nodiscard]] std::string field(Random& random, std::initializer_list<FieldKind> kinds) const;
  [[nodiscard]] Query leaf(Random& random, const std::string& field) const;
  [[nodiscard]] Query phrase(Random& random, const std::string& field) const;
  [[nodiscard]] Query pattern(Random& random, const std::string& field) const;
  [[nodiscard]] Query restriction(Random& random) const;

  Schema schema_;
  std::size_t vocabulary_;
  std::size_t longest_;  // words of a text
  std::size_t documents_;
  std::vector<Change> changes_;
};

}  // namespace lodex::test
