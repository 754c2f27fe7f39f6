// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/waiting_changes.h"

#include <algorithm>
#include <utility>

#include "lodex/error.h"

namespace lodex::xapian {

void WaitingChanges::require_room(const index::MappedDocument& document) const {
  if (changes_.empty() || document.bytes <= memory_ - std::min(bytes_, memory_)) return;
  throw LimitError("changes for a server wait in memory until they are committed, and " +
                   std::to_string(changes_.size()) + " of them take the " +
                   std::to_string(memory_ >> 20) +
                   " MiB of the writer: commit more often, or give it more memory");
}

void WaitingChanges::add(index::MappedDocument document) {
  bytes_ += document.bytes;
  ids_[std::string(document.stored.id())] = true;
  changes_.emplace_back(std::move(document));
}

void WaitingChanges::erase(std::string id) {
  bytes_ += id.size();
  ids_[id] = false;
  changes_.emplace_back(std::move(id));
}

std::optional<bool> WaitingChanges::has(std::string_view id) const {
  const auto found = ids_.find(std::string(id));
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<WaitingChanges::Change> WaitingChanges::take() {
  bytes_ = 0;
  ids_.clear();
  return std::exchange(changes_, {});
}

}  // namespace lodex::xapian
