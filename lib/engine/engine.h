// What an engine is: the one interface behind Index, Writer and Searcher. The native engine and the
// engine over Xapian implement it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/indexed_document.h"
#include "lodex/config.h"
#include "lodex/document.h"
#include "lodex/index.h"
#include "lodex/query.h"
#include "lodex/schema.h"
#include "lodex/search.h"

namespace lodex::engine {

// One search's answer: what its hits share. Immutable, thread-safe; keeps its snapshot alive.
class ResultSet {
 public:
  ResultSet() = default;
  ResultSet(const ResultSet&) = delete;
  ResultSet& operator=(const ResultSet&) = delete;
  virtual ~ResultSet() = default;

  // Of the hit at a position from 0, in the order of the results.
  [[nodiscard]] virtual Document document(std::size_t position) const = 0;
  // Of one field; of all searched text fields where `field` is empty.
  [[nodiscard]] virtual std::string snippet(std::size_t position, std::string_view field,
                                            const SnippetOptions& options) const = 0;
  // Of such a snippet.
  [[nodiscard]] virtual SnippetPlace place(std::size_t position, std::string_view field,
                                           const SnippetOptions& options) const = 0;
  [[nodiscard]] virtual SearchAfter cursor(std::size_t position) const = 0;
  [[nodiscard]] virtual Value collapse_value(std::size_t position) const = 0;
  [[nodiscard]] virtual Explanation explain(std::size_t position) const = 0;

 protected:
  // A hit of `results`, for engines to fill in.
  LODEX_API static Hit make_hit(std::shared_ptr<const ResultSet> results, std::size_t position);
};

// A snapshot; see lodex::Searcher for the contracts.
class EngineSearcher : public std::enable_shared_from_this<EngineSearcher> {
 public:
  EngineSearcher() = default;
  EngineSearcher(const EngineSearcher&) = delete;
  EngineSearcher& operator=(const EngineSearcher&) = delete;
  virtual ~EngineSearcher() = default;

  [[nodiscard]] virtual Results search(const Query& query, const SearchOptions& options) const = 0;
  [[nodiscard]] virtual std::uint64_t count(const Query& query) const = 0;
  [[nodiscard]] virtual std::optional<Explanation> explain(const Query& query, std::string_view id,
                                                           const SearchOptions& options) const = 0;
  [[nodiscard]] virtual std::optional<Document> get(std::string_view id) const = 0;
  virtual void for_each(const std::function<bool(const Document&)>& visit) const = 0;
  [[nodiscard]] virtual std::vector<TermStats> terms(std::string_view field,
                                                     std::string_view prefix,
                                                     std::size_t limit) const = 0;
  [[nodiscard]] virtual std::uint64_t document_count() const = 0;
  [[nodiscard]] virtual std::uint64_t generation() const = 0;
  [[nodiscard]] virtual const Schema& schema() const = 0;

  // Takes a document and the place behind it; says whether to go on.
  using IndexedVisitor = std::function<bool(index::IndexedDocument&&, std::uint64_t place)>;
  // Calls `visit` with the documents and the terms by which they are found, in the order of the
  // index, beginning at a place: 0, or one that was given to `visit`. Holds about `memory` bytes.
  virtual void for_each_indexed(std::uint64_t place, std::size_t memory,
                                const IndexedVisitor& visit) const = 0;
  // Where two searchers have the same, they have the same documents at the same places.
  [[nodiscard]] virtual std::string state_name() const = 0;
};

// See lodex::Writer.
class EngineWriter {
 public:
  EngineWriter() = default;
  EngineWriter(const EngineWriter&) = delete;
  EngineWriter& operator=(const EngineWriter&) = delete;
  virtual ~EngineWriter() = default;

  virtual void upsert(Document document) = 0;
  // The same of a document whose terms are given. Throws DocumentError where a field is not in the
  // schema, or not of a kind that has terms.
  virtual void upsert_indexed(index::IndexedDocument document) = 0;
  // Kept with the next commit, and by those behind it; an empty note removes it. See import.h.
  virtual void set_import_note(std::string note) = 0;
  virtual bool erase(std::string_view id) = 0;
  virtual CommitInfo commit() = 0;
  virtual void rollback() = 0;
  virtual CommitInfo merge(const MergeOptions& options) = 0;
};

// See lodex::Index. Thread-safe.
class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  [[nodiscard]] virtual std::unique_ptr<EngineWriter> writer(const WriterOptions& options) = 0;
  // Adds fields to the schema; see Index::open_or_create.
  virtual void extend_schema(const Schema& schema) = 0;
  [[nodiscard]] virtual std::shared_ptr<const EngineSearcher> searcher() const = 0;
  [[nodiscard]] virtual IndexStats stats() const = 0;
  // Of the last commit.
  [[nodiscard]] virtual std::string import_note() const = 0;
  [[nodiscard]] virtual CheckReport check() const = 0;
  [[nodiscard]] virtual const std::filesystem::path& path() const = 0;
};

}  // namespace lodex::engine
