// SPDX-License-Identifier: GPL-2.0-or-later
// Changes that wait in memory for the commit, as a server cannot take back what it was sent: it
// makes it durable when the connection ends, and whenever it has got many changes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "index/document_mapper.h"

namespace lodex::xapian {

// Not thread-safe.
class WaitingChanges {
 public:
  // A document, or the id of one that goes.
  using Change = std::variant<index::MappedDocument, std::string>;

  explicit WaitingChanges(std::size_t memory) : memory_(memory) {}

  // Throws LimitError where there is no more memory for it; nothing has changed then.
  void require_room(const index::MappedDocument& document) const;
  void add(index::MappedDocument document);
  void erase(std::string id);
  // Whether there will be such a document; nothing where no change tells.
  [[nodiscard]] std::optional<bool> has(std::string_view id) const;

  // All of them, in their order; none wait then.
  [[nodiscard]] std::vector<Change> take();

 private:
  std::size_t memory_;
  std::size_t bytes_ = 0;
  std::vector<Change> changes_;
  std::unordered_map<std::string, bool> ids_;
};

}  // namespace lodex::xapian
