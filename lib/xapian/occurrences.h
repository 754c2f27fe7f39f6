// SPDX-License-Identifier: GPL-2.0-or-later
// Where something stands in one field of a local database: a term, any of several, a phrase.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lodex/query.h"

namespace lodex::xapian {

// What is looked for; the same for all databases that are searched together.
struct Sought {
  std::vector<std::string> terms;      // of the database
  std::vector<std::uint32_t> offsets;  // of a phrase, where each stands relative to the first
  std::optional<PhraseOptions> phrase{};
  bool is_keyword = false;  // each term occurs once where it occurs
};

// How many documents there may be.
struct Amount {
  Xapian::doccount least = 0;
  Xapian::doccount about = 0;
  Xapian::doccount most = 0;
};

// A walk over its documents, by rising number, that begins before the first. Not thread-safe.
class OccurrenceWalk {
 public:
  static constexpr Xapian::docid kEnd = UINT32_MAX;

  OccurrenceWalk() = default;
  OccurrenceWalk(const OccurrenceWalk&) = delete;
  OccurrenceWalk& operator=(const OccurrenceWalk&) = delete;
  virtual ~OccurrenceWalk() = default;

  // The document it stands on; 0 at the beginning, kEnd behind the last.
  [[nodiscard]] Xapian::docid doc() const { return doc_; }
  virtual void next() = 0;
  // To the first document from `target` on; stays where it is there or behind.
  virtual void skip_to(Xapian::docid target) = 0;
  // Of doc(), at least 1.
  [[nodiscard]] virtual std::uint32_t freq() = 0;
  [[nodiscard]] virtual Amount amount() const = 0;
  // No document has a higher freq().
  [[nodiscard]] virtual std::uint32_t highest_freq() const = 0;

 protected:
  Xapian::docid doc_ = 0;
};

// One database, not several. It has to live as long.
[[nodiscard]] std::unique_ptr<OccurrenceWalk> walk_over(const Sought& sought,
                                                        const Xapian::Database& database);

}  // namespace lodex::xapian
