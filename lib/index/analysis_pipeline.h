// Analyses documents, on several threads if asked, and hands them on in the order in which they
// came.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "index/document_mapper.h"
#include "lodex/analysis.h"
#include "lodex/schema.h"

namespace lodex::index {

// A document and the tokens of its text values.
struct AnalysedDocument {
  struct Text {
    std::size_t value = 0;  // in MappedDocument::values
    std::size_t begin = 0;  // in the buffer's tokens
    std::size_t end = 0;
  };
  MappedDocument document;
  // Fields of the schema at the time of add(): a copy, as the schema may grow.
  std::shared_ptr<const Schema> schema;
  TokenBuffer tokens;
  std::vector<Text> texts;
};

class AnalysisPipeline {
 public:
  using Consume = std::function<void(AnalysedDocument&)>;

  // `consume` is called on the thread that calls add() or finish(), in the order of the documents.
  AnalysisPipeline(unsigned threads, Consume consume);
  ~AnalysisPipeline();
  AnalysisPipeline(const AnalysisPipeline&) = delete;
  AnalysisPipeline& operator=(const AnalysisPipeline&) = delete;

  // Takes a document; documents that are ready are consumed on the way. What `consume` throws, or
  // an analyzer, is thrown here or by finish().
  void add(MappedDocument document, std::shared_ptr<const Schema> schema);
  // Waits for and consumes all documents.
  void finish();
  // Forgets the documents that were not consumed.
  void clear();

 private:
  struct Job {
    AnalysedDocument document;
    bool done = false;
    std::exception_ptr error;
  };
  void work(const std::stop_token& stop);
  void consume_front(std::unique_lock<std::mutex>& lock);
  std::unique_ptr<Job> new_job();

  Consume consume_;
  std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable_any work_ready_;
  std::condition_variable job_done_;
  std::deque<std::unique_ptr<Job>> jobs_;  // in the order of the documents
  std::size_t next_job_ = 0;               // the first of jobs_ that no thread has taken
  std::vector<std::unique_ptr<Job>> spare_;
  std::vector<std::jthread> threads_;  // last, so that they end first
};

}  // namespace lodex::index
