// An index: a directory (or memory) that holds documents, its one writer and its snapshots.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/config.h"
#include "lodex/document.h"
#include "lodex/schema.h"
#include "lodex/search.h"

namespace lodex {

namespace engine {
class Engine;
class EngineWriter;
}  // namespace engine

struct IndexOptions {
  // "native", or "xapian" where that engine is installed. Empty: a new index is native, and one
  // that is there may be of any.
  std::string engine{};
};

struct OpenOptions {
  // For a Xapian database that another program made: what its prefixes mean and how its words were
  // made. The path of a mapping file, or the name of a ready one: "xapian", "omindex", "notmuch",
  // "mu", "recoll". Empty: the database says it itself, as those made by lodex and the listed ones
  // do.
  std::string mapping{};
};

struct WriterOptions {
  // Threads that index, the caller's among them. The result does not depend on their number.
  unsigned threads = 1;
  // Memory for documents and writing them, in bytes, for all threads; not pages of mapped files.
  std::size_t memory = std::size_t{512} << 20;
  // How long to wait for another writer before LockError.
  std::chrono::milliseconds lock_timeout{0};
  // Whether commits merge segments to keep their number small (logarithmic in the documents).
  bool merge = true;
};

struct MergeOptions {
  // How many segments may be left.
  std::size_t max_segments = 1;
  // Whether documents are reordered such that those with the same words stand together: searches
  // become faster and the index smaller. Every segment is then written anew. Scores stay what they
  // are; hits with equal scores come in the new order. Else documents keep the order in which they
  // were added.
  bool reorder = false;
};

struct CommitInfo {
  std::uint64_t generation = 0;  // of the commit just made
  std::uint64_t documents = 0;   // live documents now in the index
  std::uint64_t upserted = 0;    // since the last commit
  std::uint64_t deleted = 0;     // ids given to erase() that existed
};

// Changes an index. Nothing is visible to searchers before commit(); destroying the writer without
// one rolls back. At most one writer exists for an index, over all processes.
//
// Not thread-safe: one thread at a time. After an IoError in commit() the writer refuses further
// work with UsageError, and the index is as the last successful commit left it.
class LODEX_API Writer {
 public:
  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;
  ~Writer();

  // Adds a document, or replaces the one that has its id. The last of several with one id wins.
  // Throws DocumentError and leaves everything else as it was where the document is not valid;
  // LimitError where its id is longer than Limits::kMaxIdBytes.
  void upsert(Document document);
  // Removes the document with this id. True if there was one, added here or in the index.
  bool erase(std::string_view id);

  // Makes everything durable and visible, all or nothing.
  CommitInfo commit();
  // Forgets everything since the last commit.
  void rollback();
  // Commits, then merges segments; deleted documents lose their space.
  CommitInfo merge(const MergeOptions& options = {});

  explicit Writer(std::unique_ptr<engine::EngineWriter> engine);

 private:
  std::unique_ptr<engine::EngineWriter> engine_;
};

struct FieldStats {
  std::string name;
  FieldKind kind = FieldKind::kText;
  std::uint64_t documents = 0;  // that have the field; deleted ones count until they are merged
  std::uint64_t terms = 0;      // distinct ones, summed over the segments
  std::uint64_t tokens = 0;     // occurrences
};

struct IndexStats {
  std::string engine;
  std::uint64_t generation = 0;
  std::uint64_t documents = 0;
  std::uint64_t deleted = 0;  // documents whose space a merge will free
  std::uint64_t segments = 0;
  std::uint64_t bytes = 0;  // of the segments
  std::string created_by;   // versions of lodex, Unicode and ICU that wrote the index
  std::vector<FieldStats> fields;
};

struct CheckProblem {
  std::string path;
  std::string message;
};

struct CheckReport {
  std::vector<CheckProblem> problems;  // empty: everything is as it was written
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  [[nodiscard]] bool ok() const noexcept { return problems.empty(); }
};

struct ImportOptions {
  WriterOptions writer{};
  // For documents on their way from the source, in bytes, beside that of the writer.
  std::size_t memory = std::size_t{256} << 20;
  // A commit each so many documents. An import that was broken off goes on behind the last one.
  std::uint64_t commit_every = 100'000;
  // Called now and then: documents done, and how many there are. May throw, which breaks off.
  std::function<void(std::uint64_t done, std::uint64_t total)> on_progress{};
  // Called for each document that the index does not take, which is then passed over. Where it is
  // not set, the error of such a document breaks off.
  std::function<void(const std::string& problem)> on_problem{};
};

struct ImportReport {
  std::uint64_t documents = 0;  // that the source has
  std::uint64_t imported = 0;   // by this call
  std::uint64_t continued = 0;  // imported by calls before, which were broken off
  std::uint64_t skipped = 0;    // passed over, by all these calls
  std::uint64_t tokens = 0;     // occurrences of terms in text fields, by all these calls
  CommitInfo commit;
  // Counts of the index that are not what was read; empty: verified.
  std::vector<std::string> problems;
};

// A handle to an index; cheap to move, thread-safe.
class LODEX_API Index {
 public:
  // Opens an index: a directory, or what the engine xapian takes for one where it is installed, a
  // database in a single file, a stub file, or xapian+tcp://host:port. Throws IoError where there
  // is none at `path` (what is there instead is said), CorruptIndexError where it is damaged.
  static Index open(const std::filesystem::path& path, const OpenOptions& options = {});
  // Several at once, searched as one; only by the engine xapian, and not to be written to.
  static Index open(const std::vector<std::filesystem::path>& paths,
                    const OpenOptions& options = {});
  // Makes a new, empty index. Throws IoError where `path` exists and is not an empty directory.
  static Index create(const std::filesystem::path& path, const Schema& schema,
                      const IndexOptions& options = {});
  // Opens the index, or creates it. Throws SchemaError where the existing index has a field of the
  // same name that is treated differently; fields it does not have are added by the next commit.
  // Throws UsageError where it is not of the engine that is asked for.
  static Index open_or_create(const std::filesystem::path& path, const Schema& schema,
                              const IndexOptions& options = {});
  // A new index that lives in memory and dies with its last handle.
  static Index in_memory(const Schema& schema);

  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  ~Index();

  // Takes the writer's lock. Throws LockError, saying who holds it.
  [[nodiscard]] Writer writer(const WriterOptions& options = {});
  // A snapshot of the last commit, of this process or another.
  [[nodiscard]] Searcher searcher() const;

  // Adds all documents of another index, of any engine, with the terms by which they are found
  // there: nothing is analysed again, so that their text need not be stored. Documents with an id
  // that is here already are replaced. The schema gets the fields that it does not have; throws
  // SchemaError where it has one that is treated differently.
  //
  // Commits on the way. Where a call ends by an exception or the process dies, what was committed
  // stays, and the next call with the same source goes on behind it; once the source was changed,
  // it begins anew.
  ImportReport import_from(const Index& source, const ImportOptions& options = {});

  [[nodiscard]] Schema schema() const;
  [[nodiscard]] IndexStats stats() const;
  // Reads every byte and compares it with its checksum, and every structure with its invariants.
  [[nodiscard]] CheckReport check() const;
  // The same for an index that may be too damaged to be opened. Throws IoError where there is none.
  [[nodiscard]] static CheckReport check(const std::filesystem::path& path);
  // The first one where several are open; empty for an index in memory.
  [[nodiscard]] const std::filesystem::path& path() const noexcept;

 private:
  explicit Index(std::shared_ptr<engine::Engine> engine);
  std::shared_ptr<engine::Engine> engine_;
};

}  // namespace lodex
