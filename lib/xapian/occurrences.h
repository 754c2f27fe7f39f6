// SPDX-License-Identifier: GPL-2.0-or-later
// Where something stands in one field of a local database: a term, any of several, a phrase.
#pragma once

#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lodex/query.h"

namespace lodex::xapian {

// Of one term.
struct TermCounts {
  Xapian::doccount documents = 0;
  std::uint32_t highest_freq = 1;  // in a document
};

// What is looked for; the same for all databases that are searched together.
struct Sought {
  std::vector<std::string> terms;      // of the database
  std::vector<std::uint32_t> offsets;  // of a phrase, where each stands relative to the first
  // Of each term in the one database that is searched; empty: they are looked up when it is. A
  // look-up takes as long as a hundred postings, so each is made once for a query.
  std::vector<TermCounts> counts;
  std::optional<PhraseOptions> phrase{};
  bool is_keyword = false;  // each term occurs once where it occurs
};

// How many documents there may be.
struct Amount {
  Xapian::doccount least = 0;
  Xapian::doccount about = 0;
  Xapian::doccount most = 0;
};

// How often a document can have a phrase at most, from how often it has each of its terms. In
// order, each place takes one of every term; in any order a term may stand in several places, which
// all begin elsewhere.
class PhraseBound {
 public:
  void add(std::uint32_t freq) {
    least_ = std::min(least_, freq);
    sum_ += freq;
  }
  [[nodiscard]] std::uint32_t of(const PhraseOptions& options) const {
    return static_cast<std::uint32_t>(options.ordered ? least_
                                                      : std::min<std::uint64_t>(sum_, UINT32_MAX));
  }

 private:
  std::uint32_t least_ = UINT32_MAX;
  std::uint64_t sum_ = 0;
};

// A walk over its documents, by rising number, that begins before the first. It stands on documents
// that may have it, too, until matches() is asked. Not thread-safe.
class OccurrenceWalk {
 public:
  static constexpr Xapian::docid kEnd = UINT32_MAX;

  OccurrenceWalk() = default;
  OccurrenceWalk(const OccurrenceWalk&) = delete;
  OccurrenceWalk& operator=(const OccurrenceWalk&) = delete;
  virtual ~OccurrenceWalk() = default;

  // The document it stands on; 0 at the beginning, kEnd behind the last.
  [[nodiscard]] Xapian::docid doc() const { return doc_; }
  // To the first document from `target` on that may have it; stays where it is there or behind.
  virtual void skip_to(Xapian::docid target) = 0;
  // Whether doc() has it. What this takes is spared where a bound of freq() tells enough.
  [[nodiscard]] virtual bool matches() { return true; }
  // Of doc(); 0 where it does not match, of which matches() was asked before.
  [[nodiscard]] virtual std::uint32_t freq() = 0;
  // Not below freq(), for doc(), without matches().
  [[nodiscard]] virtual std::uint32_t freq_bound() { return freq(); }
  [[nodiscard]] virtual Amount amount() const = 0;
  // No document has a higher freq().
  [[nodiscard]] virtual std::uint32_t highest_freq() const = 0;

 protected:
  Xapian::docid doc_ = 0;
};

// One term in one database, not several.
[[nodiscard]] TermCounts counts_of(const std::string& term, bool is_keyword,
                                   const Xapian::Database& database);
// One database, not several. It has to live as long.
[[nodiscard]] std::unique_ptr<OccurrenceWalk> walk_over(const Sought& sought,
                                                        const Xapian::Database& database);

}  // namespace lodex::xapian
