// SPDX-License-Identifier: GPL-2.0-or-later
// The same documents in two engines, and what these say of the same question.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lodex/lodex.h"
#include "xapian/collection.h"
#include "xapian/random_collection.h"

namespace lodex::test {

struct Question {
  Query query;
  Bm25 model{};
  std::optional<Query> filter{};
};

// What an engine says, or the QueryError that it throws.
struct Answer {
  std::vector<std::pair<std::string, double>> hits;  // ids and scores
  std::uint64_t total = 0;
  std::string error;
};

// Makes the changes, then commits.
void apply(const std::vector<Change>& changes, auto& writer) {
  for (const Change& change : changes) {
    switch (change.kind) {
      case Change::Kind::kUpsert:
        writer.upsert(change.document);
        break;
      case Change::Kind::kErase:
        writer.erase(change.id);
        break;
      case Change::Kind::kCommit:
        writer.commit();
        break;
    }
  }
  writer.commit();
}

// All hits, by the public API.
Answer ask(const Searcher& searcher, const Question& question);
// All hits, by Xapian::Enquire with the translated query.
Answer ask(const xapian::Collection& collection, const Xapian::Database& database,
           const Question& question);

// A new database with the documents. Not made durable, which takes long.
void make_database(const std::filesystem::path& place, const Schema& schema,
                   const std::vector<Change>& changes);

// What the second says otherwise than the first; "" where they agree. Scores may differ by 1e-5,
// of the largest where that is above 1. What is found is compared alone if not `scores`.
std::string difference(const Answer& expected, const Answer& found, bool scores = true);

// The case as text.
std::string describe(const Schema& schema, const std::vector<Change>& changes);

}  // namespace lodex::test
