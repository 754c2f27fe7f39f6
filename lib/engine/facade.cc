// Index, Writer, Searcher, Hit: the public handles, which hand everything on to an engine.
#include <system_error>
#include <utility>
#include <vector>

#include "engine/engine.h"
#include "engine/import.h"
#include "engine/registry.h"
#include "lodex/error.h"
#include "lodex/index.h"
#include "lodex/search.h"
#include "query/parser.h"

namespace lodex {
namespace {

namespace fs = std::filesystem;

// Whether an index can be made here: nothing is there, or an empty folder, or what is left where
// somebody began to make one, or is about to.
bool has_room_for_index(const fs::path& path, const engine::EngineKind& kind) {
  std::error_code error;
  if (!fs::exists(path, error)) return true;
  if (!fs::is_directory(path, error)) return false;
  for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
    if (!kind.is_leftover(entry.path().filename().string())) return false;
  }
  return true;
}

engine::EngineKind engine_of_new(const IndexOptions& options) {
  return engine::engine_named(options.engine.empty() ? "native" : options.engine);
}

}  // namespace

Index::Index(std::shared_ptr<engine::Engine> engine) : engine_(std::move(engine)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

Index Index::open(const fs::path& path, const OpenOptions& options) {
  return open(std::vector<fs::path>{path}, options);
}

Index Index::open(const std::vector<fs::path>& paths, const OpenOptions& options) {
  if (paths.empty()) throw UsageError("there is no path of an index to open");
  const engine::EngineKind kind = engine::engine_at(paths.front());
  for (const fs::path& path : paths) {
    if (engine::engine_at(path).name == kind.name) continue;
    throw UsageError(path.string() + ": is not of the engine " + kind.name + " as " +
                     paths.front().string() + " is, so they are not searched together");
  }
  return Index(kind.open(paths, options));
}

CheckReport Index::check(const fs::path& path) { return engine::engine_at(path).check(path); }

Index Index::create(const fs::path& path, const Schema& schema, const IndexOptions& options) {
  const engine::EngineKind kind = engine_of_new(options);
  const std::string text = path.string();
  if (engine::has_index(path)) throw IoError(text + ": is an index already", text);
  if (!has_room_for_index(path, kind)) {
    throw IoError(text + ": is not empty, so no index is made here", text);
  }
  return Index(kind.create(path, schema));
}

Index Index::open_or_create(const fs::path& path, const Schema& schema,
                            const IndexOptions& options) {
  if (!engine::has_index(path) && has_room_for_index(path, engine_of_new(options))) {
    try {
      return create(path, schema, options);
    } catch (const IoError&) {
      if (!engine::has_index(path)) throw;  // else another was faster
    }
  }
  const std::string found = engine::engine_at(path).name;
  if (!options.engine.empty() && found != options.engine) {
    throw UsageError(path.string() + ": is an index of the engine " + found + ", not " +
                     options.engine);
  }
  Index index = open(path);
  index.engine_->extend_schema(schema);
  return index;
}

Index Index::in_memory(const Schema& schema) { return Index(engine_of_new({}).in_memory(schema)); }

Writer Index::writer(const WriterOptions& options) { return Writer(engine_->writer(options)); }
Searcher Index::searcher() const { return Searcher(engine_->searcher()); }
ImportReport Index::import_from(const Index& source, const ImportOptions& options) {
  std::error_code error;
  if (engine_ == source.engine_ || fs::equivalent(path(), source.path(), error)) {
    throw UsageError("an index cannot be imported into itself");
  }
  return engine::import_documents(*source.engine_->searcher(), *engine_, options);
}
Schema Index::schema() const { return engine_->searcher()->schema(); }
IndexStats Index::stats() const { return engine_->stats(); }
CheckReport Index::check() const { return engine_->check(); }
const fs::path& Index::path() const noexcept { return engine_->path(); }

Writer::Writer(std::unique_ptr<engine::EngineWriter> engine) : engine_(std::move(engine)) {}
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;
Writer::~Writer() = default;

void Writer::upsert(Document document) { engine_->upsert(std::move(document)); }
bool Writer::erase(std::string_view id) { return engine_->erase(id); }
CommitInfo Writer::commit() { return engine_->commit(); }
void Writer::rollback() { engine_->rollback(); }
CommitInfo Writer::merge(const MergeOptions& options) { return engine_->merge(options); }

Searcher::Searcher(std::shared_ptr<const engine::EngineSearcher> engine)
    : engine_(std::move(engine)) {}

Results Searcher::search(const Query& query, const SearchOptions& options) const {
  const auto begin = std::chrono::steady_clock::now();
  Results results = engine_->search(query, options);
  results.notes.insert(results.notes.begin(), query.notes().begin(), query.notes().end());
  if (options.collapse) results.collapsed_by = options.collapse->field;
  results.took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  return results;
}

Results Searcher::search(std::string_view text, const SearchOptions& options) const {
  return search(parse(text), options);
}

std::uint64_t Searcher::count(const Query& query) const { return engine_->count(query); }
std::uint64_t Searcher::count(std::string_view text) const { return count(parse(text)); }

Query Searcher::parse(std::string_view text, const ParseOptions& options) const {
  return query::parse(text, engine_->schema(), options);
}

std::optional<Explanation> Searcher::explain(const Query& query, std::string_view id,
                                             const SearchOptions& options) const {
  return engine_->explain(query, id, options);
}
std::optional<Explanation> Searcher::explain(std::string_view text, std::string_view id,
                                             const SearchOptions& options) const {
  return explain(parse(text), id, options);
}

std::optional<Document> Searcher::get(std::string_view id) const { return engine_->get(id); }
void Searcher::for_each(const std::function<bool(const Document&)>& visit) const {
  engine_->for_each(visit);
}
std::vector<TermStats> Searcher::terms(std::string_view field, std::string_view prefix,
                                       std::size_t limit) const {
  return engine_->terms(field, prefix, limit);
}
std::uint64_t Searcher::document_count() const noexcept { return engine_->document_count(); }
std::uint64_t Searcher::generation() const noexcept { return engine_->generation(); }
const Schema& Searcher::schema() const noexcept { return engine_->schema(); }

Document Hit::document() const { return results_->document(position_); }
std::string Hit::snippet(std::string_view field, SnippetOptions options) const {
  return results_->snippet(position_, field, options);
}
std::string Hit::snippet(SnippetOptions options) const {
  return results_->snippet(position_, {}, options);
}
SnippetPlace Hit::place(std::string_view field, SnippetOptions options) const {
  return results_->place(position_, field, options);
}
SnippetPlace Hit::place(SnippetOptions options) const {
  return results_->place(position_, {}, options);
}
Explanation Hit::explain() const { return results_->explain(position_); }
SearchAfter Hit::cursor() const { return results_->cursor(position_); }
Value Hit::collapse_value() const { return results_->collapse_value(position_); }

Hit engine::ResultSet::make_hit(std::shared_ptr<const ResultSet> results, std::size_t position) {
  Hit hit;
  hit.results_ = std::move(results);
  hit.position_ = position;
  return hit;
}

}  // namespace lodex
