// Cuts documents into chunks, analyses and inverts these, on several threads if asked, and hands
// them on in the order in which they came.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "base/worker_threads.h"
#include "index/document_mapper.h"
#include "lodex/analysis.h"
#include "lodex/schema.h"
#include "segment/document_chunk.h"

namespace lodex::index {

struct AnalysedChunk {
  std::vector<MappedDocument> documents;
  // Has the fields of all of them.
  std::shared_ptr<const Schema> schema;
  segment::DocumentChunk inverted;
  std::size_t bytes = 0;  // of the documents

  // Analyses the documents that were added since the last call.
  void analyse_new();
  // Analyses all and inverts them.
  void finish();
  void clear();

 private:
  // What is known of a field of the schema once a document has it.
  struct UsedField {
    std::uint32_t number = 0;                  // in `inverted`
    std::shared_ptr<const Analyzer> analyzer;  // of text
    bool known = false;
  };
  void analyse(MappedDocument& document);
  UsedField& used_field(std::size_t number);
  [[nodiscard]] std::string_view readable_around_terms(std::string_view text) const;

  std::size_t analysed_ = 0;
  std::vector<UsedField> fields_;
  TokenBuffer tokens_;
};

// Where a chunk ends depends on the documents, the memory, and the calls of finish(); not on the
// threads.
class AnalysisPipeline {
 public:
  using Consume = std::function<void(AnalysedChunk&)>;

  // `consume` is called on the thread that calls add() or finish(), in the order of the documents.
  // `memory` is about what chunks on their way may take. The threads have to outlive the pipeline.
  AnalysisPipeline(WorkerThreads& threads, std::size_t memory, Consume consume);
  ~AnalysisPipeline();
  AnalysisPipeline(const AnalysisPipeline&) = delete;
  AnalysisPipeline& operator=(const AnalysisPipeline&) = delete;

  // Takes a document; chunks that are ready are consumed on the way. What `consume` throws, or an
  // analyzer, is thrown here or by finish(). The schema has the fields of this document and of all
  // before.
  void add(MappedDocument document, std::shared_ptr<const Schema> schema);
  // Waits for and consumes all documents.
  void finish();
  // Forgets the documents that were not consumed.
  void clear();

 private:
  struct Job {
    std::unique_ptr<AnalysedChunk> chunk;
    WorkerThreads::Handle task;
  };
  void close_chunk();
  void consume_front();

  WorkerThreads& threads_;
  Consume consume_;
  std::size_t chunk_bytes_;
  std::size_t most_jobs_;
  std::unique_ptr<AnalysedChunk> open_;  // null or with documents
  std::deque<Job> jobs_;                 // in the order of the documents
  std::vector<std::unique_ptr<AnalysedChunk>> spare_;
};

}  // namespace lodex::index
