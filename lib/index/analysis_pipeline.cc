#include "index/analysis_pipeline.h"

#include <map>
#include <utility>

namespace lodex::index {
namespace {

void analyse(AnalysedDocument& out) {
  // Looking an analyzer up by name takes a walk over a map of strings; the schema's few names are
  // remembered by each thread.
  thread_local std::map<std::string, std::shared_ptr<const Analyzer>> analyzers;
  out.tokens.clear();
  out.texts.clear();
  const std::vector<FieldValue>& values = out.document.values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const FieldSpec& spec = out.schema->fields()[values[i].field];
    if (spec.kind != FieldKind::kText) continue;
    std::shared_ptr<const Analyzer>& analyzer = analyzers[out.schema->analyzer_of(spec)];
    if (analyzer == nullptr) analyzer = find_analyzer(out.schema->analyzer_of(spec));
    const std::size_t begin = out.tokens.tokens().size();
    analyzer->analyze(values[i].text, out.tokens);
    out.texts.push_back({i, begin, out.tokens.tokens().size()});
  }
}

constexpr std::size_t kWaitingPerThread = 64;

}  // namespace

AnalysisPipeline::AnalysisPipeline(unsigned threads, Consume consume)
    : consume_(std::move(consume)), most_waiting_(kWaitingPerThread * threads) {
  // One thread: documents are analysed where they are added.
  if (threads < 2) return;
  for (unsigned i = 0; i < threads; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
}

AnalysisPipeline::~AnalysisPipeline() {
  for (std::jthread& thread : threads_) thread.request_stop();
  work_ready_.notify_all();
}

std::unique_ptr<AnalysisPipeline::Job> AnalysisPipeline::new_job() {
  if (spare_.empty()) return std::make_unique<Job>();
  auto job = std::move(spare_.back());
  spare_.pop_back();
  job->done = false;
  job->error = nullptr;
  return job;
}

void AnalysisPipeline::add(MappedDocument document, std::shared_ptr<const Schema> schema) {
  std::unique_lock lock(mutex_);
  auto job = new_job();
  job->document.document = std::move(document);
  job->document.schema = std::move(schema);
  if (threads_.empty()) {
    analyse(job->document);
    consume_(job->document);
    spare_.push_back(std::move(job));
    return;
  }
  jobs_.push_back(std::move(job));
  work_ready_.notify_one();
  while (!jobs_.empty() && (jobs_.size() >= most_waiting_ || jobs_.front()->done)) {
    consume_front(lock);
  }
}

void AnalysisPipeline::consume_front(std::unique_lock<std::mutex>& lock) {
  job_done_.wait(lock, [this] { return jobs_.front()->done; });
  auto job = std::move(jobs_.front());
  jobs_.pop_front();
  --next_job_;
  if (job->error) std::rethrow_exception(job->error);
  lock.unlock();
  consume_(job->document);
  lock.lock();
  spare_.push_back(std::move(job));
}

void AnalysisPipeline::finish() {
  std::unique_lock lock(mutex_);
  while (!jobs_.empty()) consume_front(lock);
}

void AnalysisPipeline::clear() {
  std::unique_lock lock(mutex_);
  while (!jobs_.empty()) {
    job_done_.wait(lock, [this] { return jobs_.front()->done; });
    jobs_.pop_front();
    --next_job_;
  }
}

void AnalysisPipeline::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (work_ready_.wait(lock, stop, [this] { return next_job_ < jobs_.size(); })) {
    Job& job = *jobs_[next_job_++];
    lock.unlock();
    std::exception_ptr error;
    try {
      analyse(job.document);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    job.error = error;
    job.done = true;
    job_done_.notify_one();
  }
}

}  // namespace lodex::index
