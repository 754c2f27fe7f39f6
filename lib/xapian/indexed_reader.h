// SPDX-License-Identifier: GPL-2.0-or-later
// From a database back to documents with their terms.
//
// A list of positions is found by its term, then by its document, so that reading document by
// document would look each of them up at another place. Terms are walked over instead, as few times
// as memory allows: their postings go to the logs of stretches of documents, and each of these
// becomes documents when the walk is over.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "engine/engine.h"
#include "xapian/layout.h"

namespace lodex::xapian {

// Where positions are read from, term after term, and documents within a term rising.
class PositionSource {
 public:
  PositionSource() = default;
  PositionSource(const PositionSource&) = delete;
  PositionSource& operator=(const PositionSource&) = delete;
  virtual ~PositionSource() = default;
  // Those of a term in the document at which `posting` stands, rising, from 1; often none.
  virtual void read(const std::string& term, const Xapian::PostingIterator& posting,
                    std::vector<std::uint32_t>& out) = 0;
};

// Not thread-safe. Throws Xapian's errors; DatabaseModifiedError where a writer has overtaken it.
class IndexedReader {
 public:
  // What is stored of a document, with its id.
  using ReadStored = std::function<Document(Xapian::docid)>;
  using Visitor = engine::EngineSearcher::IndexedVisitor;

  // Database and layout have to live as long. `directory` is where the database lies, if it is one
  // and in a directory; positions are then read faster.
  IndexedReader(const Xapian::Database& database, const Layout& layout, ReadStored read_stored,
                const std::string& directory = {});
  ~IndexedReader();
  IndexedReader(const IndexedReader&) = delete;
  IndexedReader& operator=(const IndexedReader&) = delete;

  // See EngineSearcher::for_each_indexed(); a place is the number of a document less 1.
  void for_each(std::uint64_t place, std::size_t memory, const Visitor& visit);

 private:
  // Documents that become IndexedDocuments at once.
  static constexpr Xapian::docid kStretch = 8192;
  struct Log;
  struct Stretch;

  void read_terms(Xapian::docid begin, Xapian::docid end);
  void read_term(const LayoutField& field, std::size_t number, std::string_view own,
                 const std::string& term);
  // False where `visit` ended it.
  bool visit_stretch(std::size_t number, const Visitor& visit);
  void read_log(const Log& log, Stretch& out) const;
  void read_values(const LayoutField& field, Stretch& out) const;
  void read_lengths(const LayoutField& field, Stretch& out) const;
  [[nodiscard]] Xapian::docid documents_within(std::size_t memory) const;

  const Xapian::Database& database_;
  const Layout& layout_;
  ReadStored read_stored_;
  std::unique_ptr<PositionSource> position_source_;
  // Of the walk under way: documents [begin_, end_).
  Xapian::docid begin_ = 1;
  Xapian::docid end_ = 1;
  std::vector<Log> logs_;
  // Terms of fields, one behind the other, and where each of them ends.
  std::string terms_;
  std::vector<std::size_t> term_ends_;
  std::vector<std::uint32_t> positions_;
};

}  // namespace lodex::xapian
