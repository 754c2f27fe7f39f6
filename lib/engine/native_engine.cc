// The native engine: our own segments and ranking core.
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "engine/engine.h"
#include "engine/native_searcher.h"
#include "engine/registry.h"
#include "engine/schema_additions.h"
#include "index/index_files.h"
#include "index/index_writer.h"
#include "io/directory.h"
#include "lodex/error.h"

namespace lodex::engine {
namespace {

namespace fs = std::filesystem;

class NativeWriter final : public EngineWriter {
 public:
  NativeWriter(std::shared_ptr<index::IndexFiles> files, const WriterOptions& options)
      : writer_(std::move(files), options) {}
  void upsert(Document document) override { writer_.upsert(std::move(document)); }
  void upsert_indexed(index::IndexedDocument document) override {
    writer_.upsert(std::move(document));
  }
  void set_import_note(std::string note) override { writer_.set_import_note(std::move(note)); }
  bool erase(std::string_view id) override { return writer_.erase(id); }
  CommitInfo commit() override { return writer_.commit(); }
  void rollback() override { writer_.rollback(); }
  CommitInfo merge(const MergeOptions& options) override { return writer_.merge(options); }
  void extend_schema(const Schema& schema) { writer_.extend_schema(schema); }

 private:
  index::IndexWriter writer_;
};

IndexStats stats_of(const index::Snapshot& snapshot) {
  IndexStats stats;
  stats.engine = "native";
  stats.generation = snapshot.manifest.generation;
  stats.segments = snapshot.segments.size();
  stats.created_by = "lodex " + snapshot.manifest.lodex_version + ", Unicode " +
                     snapshot.manifest.unicode_version + ", ICU " + snapshot.manifest.icu_version;
  std::map<std::string, FieldStats> fields;
  for (const segment::LiveSegment& live : snapshot.segments) {
    stats.documents += live.live_count();
    stats.deleted += live.segment->doc_count() - live.live_count();
    stats.bytes += live.segment->identity().size;
    for (const segment::SegmentField& field : live.segment->fields()) {
      FieldStats& total = fields[field.info.name];
      total.documents += field.info.documents;
      total.terms += field.terms.size();
      total.tokens += field.info.tokens;
    }
  }
  for (const FieldSpec& spec : snapshot.manifest.schema.fields()) {
    FieldStats field = fields[spec.name];
    field.name = spec.name;
    field.kind = spec.kind;
    stats.fields.push_back(std::move(field));
  }
  return stats;
}

class NativeEngine final : public Engine {
 public:
  NativeEngine(std::unique_ptr<io::Directory> directory, fs::path path)
      : files_(std::make_shared<index::IndexFiles>(std::move(directory))), path_(std::move(path)) {
    // Fails here, not at the first search, where the index is damaged.
    last_ = std::make_shared<const NativeSearcher>(files_->open_snapshot());
  }

  [[nodiscard]] std::unique_ptr<EngineWriter> writer(const WriterOptions& options) override {
    auto writer = std::make_unique<NativeWriter>(files_, options);
    additions_.add_to(*writer);
    return writer;
  }

  void extend_schema(const Schema& schema) override {
    const auto snapshot = files_->open_snapshot();
    additions_.ask(snapshot->manifest.schema, schema);
  }

  [[nodiscard]] std::shared_ptr<const EngineSearcher> searcher() const override {
    auto snapshot = files_->open_snapshot();
    const std::lock_guard guard(mutex_);
    // Statistics of a snapshot are computed once.
    if (last_->snapshot() != snapshot) last_ = std::make_shared<const NativeSearcher>(snapshot);
    return last_;
  }

  [[nodiscard]] IndexStats stats() const override { return stats_of(*files_->open_snapshot()); }
  [[nodiscard]] std::string import_note() const override {
    return files_->open_snapshot()->manifest.import_note;
  }
  [[nodiscard]] CheckReport check() const override { return index::check_index(*files_); }
  [[nodiscard]] const fs::path& path() const override { return path_; }

 private:
  std::shared_ptr<index::IndexFiles> files_;
  fs::path path_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const NativeSearcher> last_;
  SchemaAdditions additions_;
};

bool is_native(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path / index::kManifestName, error);
}

bool is_native_leftover(std::string_view file) {
  return file == index::kLockName || file == index::kTemporaryManifestName;
}

std::shared_ptr<Engine> open_native(const std::vector<fs::path>& places,
                                    const OpenOptions& options) {
  const std::string text = places.front().string();
  if (places.size() > 1) {
    throw UsageError(text + ": only databases of the engine xapian are opened several at once");
  }
  if (!options.mapping.empty()) {
    throw UsageError(text +
                     ": has a schema of its own; a mapping is for other programs' databases");
  }
  return std::make_shared<NativeEngine>(io::open_directory(places.front()), places.front());
}

CheckReport check_native(const fs::path& path) {
  index::IndexFiles files(io::open_directory(path));
  return index::check_index(files);
}

std::shared_ptr<Engine> create_native(const fs::path& path, const Schema& schema) {
  auto directory = io::make_directory(path);
  index::create_index(*directory, schema);
  return std::make_shared<NativeEngine>(std::move(directory), path);
}

std::shared_ptr<Engine> native_in_memory(const Schema& schema) {
  auto directory = io::memory_directory();
  index::create_index(*directory, schema);
  return std::make_shared<NativeEngine>(std::move(directory), fs::path());
}

}  // namespace

EngineKind native_engine() {
  return {"native",      is_native,        is_native_leftover, open_native,
          create_native, native_in_memory, check_native};
}

}  // namespace lodex::engine
