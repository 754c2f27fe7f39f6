// SPDX-License-Identifier: GPL-2.0-or-later
// Makes Xapian write what it holds of a transaction's documents before their number does.
//
// Within a transaction Xapian keeps postings and positions of up to XAPIAN_FLUSH_THRESHOLD changes
// (10,000) in memory, then writes them to blocks that only the commit makes visible. It counts
// changes, not bytes, and offers no call: 10,000 books are many gigabytes. So where the memory is
// used up, a document is put and taken away again until the number is reached. With 700 documents
// of 50 KB the peak of the process was 73 MB for a memory of 64 MiB, and 241 MB for 1 GiB.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <optional>

namespace lodex::xapian {

// Of one transaction after the other of a local database. Not thread-safe.
class EarlyFlush {
 public:
  // `memory`: bytes for what Xapian holds, about.
  explicit EarlyFlush(std::size_t memory) : memory_(memory) {}

  // Adds the document to the database.
  void add(Xapian::WritableDatabase& database, const Xapian::Document& document);
  // Xapian holds nothing: a transaction begins.
  void restart();

 private:
  void flush(Xapian::WritableDatabase& database);

  std::size_t memory_;
  std::size_t held_ = 0;
  std::optional<Xapian::docid> free_;  // the number that was used for it
};

}  // namespace lodex::xapian
