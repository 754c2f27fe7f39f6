// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/writer.h"

#include <chrono>
#include <exception>
#include <thread>
#include <utility>

#include "base/checksum.h"
#include "index/schema_change.h"
#include "lodex/error.h"
#include "xapian/collection.h"
#include "xapian/errors.h"

namespace lodex::xapian {
namespace {

// Enough for the tasks to be worth it.
constexpr std::size_t kBatchBytes = std::size_t{256} << 10;
constexpr std::size_t kBatchDocuments = 512;
constexpr std::chrono::milliseconds kLockPause{20};

// The tokens of each field of which the length has a slot.
std::map<std::string, std::uint64_t> tokens_of(const Layout& layout,
                                               const Xapian::Database& database) {
  if (auto noted = noted_tokens(database)) return std::move(*noted);
  const Collection collection(layout, database, false);
  std::map<std::string, std::uint64_t> out;
  for (const LayoutField& field : layout.fields()) {
    if (field.length_slot) out[field.name] = collection.field(field, database).tokens;
  }
  return out;
}

std::uint64_t generation_of(const Xapian::Database& database) {
  try {
    return database.get_revision();
  } catch (const Xapian::InvalidOperationError&) {
    return 0;  // a server does not tell
  } catch (const Xapian::UnimplementedError&) {
    return 0;
  }
}

}  // namespace

void prepare_database(Xapian::WritableDatabase& database, const Schema& schema,
                      std::string_view place) {
  for (const FieldSpec& field : schema.fields()) {
    if (field.kind == FieldKind::kText) index::require_analyzers(schema, field);
  }
  (void)schema.find_analyzer(schema.default_analyzer());
  translating_errors(place, [&] {
    Layout(schema).save(database);
    database.commit();
  });
}

DatabaseWriter::DatabaseWriter(std::string place, Open open, const WriterOptions& options,
                               bool is_remote)
    : place_(std::move(place)), open_(std::move(open)), threads_(options.threads) {
  if (is_remote) {
    waiting_.emplace(options.memory);
  } else {
    // Half of it is for what is estimated too low, and for documents on their way.
    early_flush_.emplace(options.memory / 2);
  }
  translating_errors(place_, [&] {
    open_database(options.lock_timeout);
    if (!Layout::is_in(database_)) {
      throw UsageError(place_ +
                       ": another program made this database, so lodex does not write to it");
    }
    load();
    database_.begin_transaction();
  });
}

DatabaseWriter::~DatabaseWriter() {
  for (const Batch& batch : batches_) threads_.cancel(batch.task);
  try {
    database_.cancel_transaction();
    database_.close();
  } catch (const Xapian::Error&) {
    // Nothing was committed, whatever it was.
  }
}

void DatabaseWriter::open_database(std::chrono::milliseconds timeout) {
  const auto end = std::chrono::steady_clock::now() + timeout;
  while (true) {
    try {
      database_ = open_();
      return;
    } catch (const Xapian::DatabaseLockError&) {
      if (std::chrono::steady_clock::now() >= end) throw;
    }
    std::this_thread::sleep_for(kLockPause);
  }
}

void DatabaseWriter::load() {
  layout_ = std::make_shared<const Layout>(Layout::load(database_));
  growing_schema_ = layout_->schema();
  tokens_ = tokens_of(*layout_, database_);
  builders_.clear();
  ids_.reset();
  if (database_.get_doccount() == 0) ids_.emplace();
  import_note_.reset();
  changed_ = layout_changed_ = false;
  upserted_ = deleted_ = 0;
  if (early_flush_) early_flush_->restart();
}

template <class Work>
auto DatabaseWriter::guarded(Work work) {
  return guard_.run([&] { return translating_errors(place_, work); });
}

void DatabaseWriter::take_schema() {
  Layout extended = *layout_;
  extended.extend(growing_schema_);
  layout_ = std::make_shared<const Layout>(std::move(extended));
  builders_.clear();
  layout_changed_ = changed_ = true;
}

void DatabaseWriter::extend_schema(const Schema& schema) {
  guard_.refuse_if_failed();
  Schema extended = index::extended_schema(growing_schema_, schema);
  if (extended == growing_schema_) return;
  growing_schema_ = std::move(extended);
  take_schema();
}

void DatabaseWriter::upsert(Document document) {
  guard_.refuse_if_failed();
  add_mapped(index::map_document(std::move(document), growing_schema_));
}

void DatabaseWriter::upsert_indexed(index::IndexedDocument document) {
  guard_.refuse_if_failed();
  add_mapped(index::map_indexed(std::move(document), growing_schema_));
}

void DatabaseWriter::add_mapped(index::MappedDocument mapped) {
  if (waiting_) waiting_->require_room(mapped);
  guarded([&] {
    if (growing_schema_.fields().size() != layout_->fields().size()) {
      close_batch();
      take_schema();
    }
    if (!sample_.wants(mapped, growing_schema_)) return add(std::move(mapped));
    sample_.add(std::move(mapped), growing_schema_);
    if (sample_.is_full()) release_sample();
  });
  ++upserted_;
}

void DatabaseWriter::release_sample() {
  if (sample_.empty()) return;
  growing_schema_ = sample_.with_languages(growing_schema_);
  take_schema();
  for (index::MappedDocument& document : sample_.take()) add(std::move(document));
}

std::unique_ptr<DocumentBuilder> DatabaseWriter::take_builder() {
  while (!builders_.empty()) {
    std::unique_ptr<DocumentBuilder> builder = std::move(builders_.back());
    builders_.pop_back();
    if (builder->layout() == layout_) return builder;
  }
  return std::make_unique<DocumentBuilder>(layout_);
}

void DatabaseWriter::add(index::MappedDocument document) {
  if (waiting_) {
    waiting_->add(std::move(document));
  } else {
    build(std::move(document));
  }
}

void DatabaseWriter::build(index::MappedDocument document) {
  if (threads_.count() == 1) {
    auto builder = take_builder();
    put(builder->build(document));
    builders_.push_back(std::move(builder));
    return;
  }
  open_batch_.bytes += document.bytes;
  open_batch_.documents.push_back(std::move(document));
  if (open_batch_.bytes < kBatchBytes && open_batch_.documents.size() < kBatchDocuments) return;
  close_batch();
  while (!batches_.empty() && (batches_.size() > std::size_t{2} * threads_.count() ||
                               threads_.is_done(batches_.front().task))) {
    take_front();
  }
}

void DatabaseWriter::close_batch() {
  if (open_batch_.documents.empty()) return;
  Batch& batch = batches_.emplace_back(std::exchange(open_batch_, {}));
  batch.builder = take_builder();
  batch.task = threads_.start([&batch] {
    for (const index::MappedDocument& document : batch.documents) {
      batch.built.push_back(batch.builder->build(document));
    }
  });
}

void DatabaseWriter::take_front() {
  threads_.finish(batches_.front().task);
  Batch batch = std::move(batches_.front());
  batches_.pop_front();
  for (const BuiltDocument& built : batch.built) put(built);
  builders_.push_back(std::move(batch.builder));
}

void DatabaseWriter::finish_built() {
  close_batch();
  while (!batches_.empty()) take_front();
}

void DatabaseWriter::finish_documents() {
  release_sample();
  if (waiting_) {
    for (WaitingChanges::Change& change : waiting_->take()) {
      if (auto* document = std::get_if<index::MappedDocument>(&change)) {
        build(std::move(*document));
      } else {
        finish_built();
        erase_by_id(std::get<std::string>(change));
      }
    }
  }
  finish_built();
}

void DatabaseWriter::put(const BuiltDocument& built) {
  if (!ids_.has_value() || !ids_->insert(hash_of(built.id)).second) erase_by_id(built.id);
  if (early_flush_) {
    early_flush_->add(database_, built.document);
  } else {
    database_.add_document(built.document);
  }
  for (const auto& [number, length] : built.lengths) {
    tokens_[layout_->fields()[number].name] += length;
  }
  changed_ = true;
}

bool DatabaseWriter::erase_by_id(std::string_view id) {
  const std::string term = layout_->id_term(id);
  const Xapian::PostingIterator end = database_.postlist_end(term);
  std::vector<Xapian::docid> found;
  for (Xapian::PostingIterator it = database_.postlist_begin(term); it != end; ++it) {
    found.push_back(*it);
  }
  for (const Xapian::docid number : found) {
    const Xapian::Document document = database_.get_document(number);
    for (const LayoutField& field : layout_->fields()) {
      if (!field.length_slot) continue;
      const std::string length = document.get_value(*field.length_slot);
      if (!length.empty()) tokens_[field.name] -= decode_length(length);
    }
    database_.delete_document(number);
  }
  if (!found.empty()) changed_ = true;
  return !found.empty();
}

bool DatabaseWriter::erase(std::string_view id) {
  return guarded([&] {
    if (!waiting_) finish_documents();  // one still on its way may have the id
    const bool erased = waiting_ ? erase_waiting(id) : erase_by_id(id);
    if (erased) ++deleted_;
    return erased;
  });
}

bool DatabaseWriter::erase_waiting(std::string_view id) {
  release_sample();
  const std::optional<bool> waits = waiting_->has(id);
  const bool is_there = waits ? *waits : database_.term_exists(layout_->id_term(id));
  if (is_there) waiting_->erase(std::string(id));
  return is_there;
}

void DatabaseWriter::set_import_note(std::string note) {
  guard_.refuse_if_failed();
  import_note_ = std::move(note);
  changed_ = true;
}

CommitInfo DatabaseWriter::commit() {
  return guarded([&] {
    finish_documents();
    if (changed_) {
      if (layout_changed_) layout_->save(database_);
      if (import_note_) database_.set_metadata(kImportKey, *import_note_);
      import_note_.reset();
      database_.set_metadata(kStatisticsKey, note_of(tokens_, database_));
      database_.commit_transaction();
      database_.begin_transaction();
      if (early_flush_) early_flush_->restart();
      changed_ = layout_changed_ = false;
    }
    const CommitInfo info{generation_of(database_), database_.get_doccount(), upserted_, deleted_};
    upserted_ = deleted_ = 0;
    return info;
  });
}

CommitInfo DatabaseWriter::merge(const MergeOptions&) { return commit(); }

void DatabaseWriter::rollback() {
  (void)sample_.take();
  open_batch_ = {};
  for (const Batch& batch : batches_) threads_.cancel(batch.task);
  batches_.clear();
  if (waiting_) (void)waiting_->take();
  if (guard_.has_failed()) return;
  guarded([&] {
    database_.cancel_transaction();
    load();
    database_.begin_transaction();
  });
}

}  // namespace lodex::xapian
