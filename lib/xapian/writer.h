// SPDX-License-Identifier: GPL-2.0-or-later
// Changes a database that lodex made, or makes one.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/worker_threads.h"
#include "engine/engine.h"
#include "index/document_mapper.h"
#include "index/failure_guard.h"
#include "index/language_sample.h"
#include "xapian/document_builder.h"
#include "xapian/early_flush.h"
#include "xapian/layout.h"
#include "xapian/waiting_changes.h"

namespace lodex::xapian {

// Makes the metadata of a new, empty database durable: from then on lodex knows it as its own.
// Throws SchemaError where an analyzer is unknown; Xapian's errors as those of lodex.
void prepare_database(Xapian::WritableDatabase& database, const Schema& schema,
                      std::string_view place);

// Everything since the last commit is in one transaction of Xapian, so that nobody sees a part of
// it. A server has none, so changes for it wait in memory; of a commit of very many changes it may
// show a part, as it flushes by their number (XAPIAN_FLUSH_THRESHOLD). A document that replaces
// another gets a new number: equal scores are in the order in which documents were added.
class DatabaseWriter final : public engine::EngineWriter {
 public:
  // Opens the database for writing, and so takes its lock.
  using Open = std::function<Xapian::WritableDatabase()>;

  // `place` is for messages. Throws LockError, IoError; UsageError where another program made the
  // database, or it is on a server that only reads.
  DatabaseWriter(std::string place, Open open, const WriterOptions& options,
                 bool is_remote = false);
  ~DatabaseWriter() override;

  // Adds fields, with the next commit; see Index::open_or_create.
  void extend_schema(const Schema& schema);
  void upsert(Document document) override;
  void upsert_indexed(index::IndexedDocument document) override;
  void set_import_note(std::string note) override;
  bool erase(std::string_view id) override;
  CommitInfo commit() override;
  void rollback() override;
  // A commit: the trees of a database have no segments, and what is deleted leaves free blocks.
  CommitInfo merge(const MergeOptions& options) override;

 private:
  // Documents on their way, and what becomes of them.
  struct Batch {
    std::vector<index::MappedDocument> documents;
    std::size_t bytes = 0;
    std::unique_ptr<DocumentBuilder> builder;
    std::vector<BuiltDocument> built;
    WorkerThreads::Handle task;
  };

  // FailureGuard::run(), with Xapian's errors as those of lodex.
  template <class Work>
  auto guarded(Work work);
  void open_database(std::chrono::milliseconds timeout);
  void load();
  void take_schema();
  void add_mapped(index::MappedDocument document);
  void add(index::MappedDocument document);
  void build(index::MappedDocument document);
  void close_batch();
  void take_front();
  void release_sample();
  void finish_built();
  void finish_documents();
  void put(const BuiltDocument& built);
  bool erase_by_id(std::string_view id);
  bool erase_waiting(std::string_view id);
  [[nodiscard]] std::unique_ptr<DocumentBuilder> take_builder();

  std::string place_;
  Open open_;
  WorkerThreads threads_;
  Xapian::WritableDatabase database_;
  std::shared_ptr<const Layout> layout_;
  Schema growing_schema_;  // equal to that of the layout but while a document is mapped
  std::map<std::string, std::uint64_t> tokens_;  // by field
  index::LanguageSample sample_;
  std::optional<WaitingChanges> waiting_;  // for a server
  std::optional<EarlyFlush> early_flush_;  // for a local database
  Batch open_batch_;
  std::deque<Batch> batches_;  // in the order of the documents
  std::vector<std::unique_ptr<DocumentBuilder>> builders_;
  // Hashes of all ids that there may be; nothing where the database had documents before.
  std::optional<std::unordered_set<std::uint64_t>> ids_;
  std::optional<std::string> import_note_;  // for the next commit
  bool layout_changed_ = false;
  bool changed_ = false;
  std::uint64_t upserted_ = 0;
  std::uint64_t deleted_ = 0;
  index::FailureGuard guard_;
};

}  // namespace lodex::xapian
