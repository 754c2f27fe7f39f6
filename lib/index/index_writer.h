// The one writer of an index.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/worker_threads.h"
#include "index/analysis_pipeline.h"
#include "index/failure_guard.h"
#include "index/index_files.h"
#include "index/language_sample.h"
#include "index/merge_policy.h"
#include "lodex/document.h"
#include "lodex/index.h"
#include "segment/segment_builder.h"

namespace lodex::index {

// Documents go through the analysis to a segment builder, which becomes a segment when its memory
// is used up or at a commit. Deletions and new segments are known to this object alone until a
// commit names them in the manifest. See lodex::Writer for the contract.
class IndexWriter {
 public:
  // Takes the lock. Throws LockError.
  IndexWriter(std::shared_ptr<IndexFiles> files, const WriterOptions& options);
  ~IndexWriter();
  IndexWriter(const IndexWriter&) = delete;
  IndexWriter& operator=(const IndexWriter&) = delete;

  // Adds the fields that the schema of the index does not have; throws SchemaError where one is
  // treated differently. Takes effect with the next commit.
  void extend_schema(const Schema& schema);
  void upsert(Document document);
  // The same of a document whose terms are given, of which all fields are in the schema.
  void upsert(IndexedDocument document);
  bool erase(std::string_view id);
  // See engine::EngineWriter.
  void set_import_note(std::string note);
  CommitInfo commit();
  void rollback();
  CommitInfo merge(const MergeOptions& options);

 private:
  // A segment that the next commit will show, with deletions that only this writer knows.
  struct Pending {
    SegmentEntry entry;
    std::shared_ptr<const segment::Segment> segment;
    std::shared_ptr<segment::Deletions> deletions;  // null: none
    bool deletions_changed = false;

    [[nodiscard]] segment::LiveSegment live() const { return {segment, deletions}; }
  };

  void upsert(MappedDocument document);
  // Hands on the documents that were held back for the languages of their fields.
  void release_sample();
  // Waits for all documents to be analysed and consumed.
  void finish_documents();
  void load_last_commit();
  void collect_garbage();
  void consume(AnalysedChunk& chunk);
  void open_builder();
  void flush_builder();
  bool erase_everywhere(std::string_view id);
  bool erase_in_builder(std::string_view id);
  bool erase_in(Pending& pending, DocId doc);
  void write_deletions();
  void merge_ranges(const std::vector<MergeRange>& ranges, bool reorder);
  [[nodiscard]] std::vector<SegmentSize> sizes() const;
  CommitInfo publish();

  std::shared_ptr<IndexFiles> files_;
  WriterOptions options_;
  std::unique_ptr<io::Lock> lock_;
  Manifest manifest_;                     // of the last commit, with a schema that may have grown
  std::shared_ptr<const Schema> schema_;  // what documents are analysed by
  Schema growing_schema_;                 // equal to it but while a document is mapped
  bool changed_ = false;
  std::vector<Pending> segments_;
  WorkerThreads threads_;
  std::unique_ptr<segment::SegmentBuilder> builder_;
  std::string builder_file_;
  std::vector<bool>
      builder_deleted_;  // by document; shorter than the builder where the rest is live
  std::uint64_t upserted_ = 0;
  std::uint64_t deleted_ = 0;
  FailureGuard guard_;
  LanguageSample sample_;
  std::unique_ptr<AnalysisPipeline> pipeline_;
};

// Makes an empty index in the directory. Throws IoError where it has files of one.
void create_index(io::Directory& directory, const Schema& schema);

// Every problem that is found; see Index::check.
[[nodiscard]] CheckReport check_index(IndexFiles& files);

}  // namespace lodex::index
