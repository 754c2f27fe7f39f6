#include "index/analysis_pipeline.h"

#include <algorithm>
#include <utility>

namespace lodex::index {
namespace {

// Of text: the tables that it needs fit the second-level cache, and few terms of a segment are
// looked up in it more than once for so many tokens.
constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
// What a chunk takes while it is inverted, for each byte of its documents.
constexpr std::size_t kExpansion = 8;

}  // namespace

// Where most of the terms of `text` lie: in it, or in the memory of the tokens.
std::string_view AnalysedChunk::readable_around_terms(std::string_view text) const {
  if (tokens_.tokens().empty()) return text;
  const std::string_view term = tokens_.tokens().front().term;
  const std::string_view block = tokens_.readable_around(term);
  return block.size() > term.size() ? block : text;
}

AnalysedChunk::UsedField& AnalysedChunk::used_field(std::size_t number) {
  const FieldSpec& spec = schema->fields()[number];
  UsedField& field = fields_[number];
  if (!field.known) {
    const bool is_text = spec.kind == FieldKind::kText;
    field = {inverted.field(spec),
             is_text ? schema->find_analyzer(schema->analyzer_of(spec)) : nullptr, true};
  }
  return field;
}

void AnalysedChunk::analyse(MappedDocument& document) {
  inverted.begin_document();
  for (const FieldValue& value : document.values) {
    const FieldSpec& spec = schema->fields()[value.field];
    const UsedField& field = used_field(value.field);
    if (spec.kind == FieldKind::kText) {
      tokens_.clear();
      field.analyzer->analyze(value.text, tokens_);
      inverted.add_text(field.number, tokens_.tokens(), readable_around_terms(value.text));
    } else if (spec.kind == FieldKind::kKeyword) {
      inverted.add_keyword(field.number, value.text);
    } else {
      inverted.add_number(field.number, value.number);
    }
  }
  for (const auto& [number, given] : document.given) {
    const UsedField& field = used_field(number);
    if (segment::is_inverted(schema->fields()[number].kind)) {
      inverted.add_terms(field.number, given.terms);
    }
    for (const std::int64_t value : given.numbers) inverted.add_number(field.number, value);
  }
  // Memory that was just used is soon used again.
  document.values = {};
  document.given = {};
  document.source = {};
  document.made.clear();
}

void AnalysedChunk::analyse_new() {
  fields_.resize(schema->fields().size());
  for (; analysed_ < documents.size(); ++analysed_) analyse(documents[analysed_]);
}

void AnalysedChunk::finish() {
  analyse_new();
  inverted.invert();
}

void AnalysedChunk::clear() {
  documents.clear();
  schema.reset();
  inverted.clear();
  bytes = analysed_ = 0;
  fields_.clear();
}

AnalysisPipeline::AnalysisPipeline(WorkerThreads& threads, std::size_t memory, Consume consume)
    : threads_(threads), consume_(std::move(consume)) {
  chunk_bytes_ = std::clamp<std::size_t>(memory / (4 * kExpansion), 1, kChunkBytes);
  const std::size_t within = memory / (chunk_bytes_ * kExpansion);
  most_jobs_ = threads.count() == 1
                   ? 0
                   : std::clamp<std::size_t>(within, 1, std::size_t{2} * threads.count()) - 1;
}

AnalysisPipeline::~AnalysisPipeline() { clear(); }

void AnalysisPipeline::add(MappedDocument document, std::shared_ptr<const Schema> schema) {
  if (open_ == nullptr) {
    if (spare_.empty()) spare_.push_back(std::make_unique<AnalysedChunk>());
    open_ = std::move(spare_.back());
    spare_.pop_back();
  }
  open_->bytes += document.bytes;
  open_->documents.push_back(std::move(document));
  open_->schema = std::move(schema);
  // Without other threads there is no reason to wait until its text has left the caches.
  if (threads_.count() == 1) open_->analyse_new();
  if (open_->bytes < chunk_bytes_ &&
      open_->documents.size() < segment::DocumentChunk::kMaxDocuments) {
    return;
  }
  close_chunk();
  while (!jobs_.empty() && (jobs_.size() > most_jobs_ || threads_.is_done(jobs_.front().task))) {
    consume_front();
  }
}

void AnalysisPipeline::close_chunk() {
  if (open_ == nullptr) return;
  Job job{std::move(open_), nullptr};
  job.task = threads_.start([chunk = job.chunk.get()] { chunk->finish(); });
  jobs_.push_back(std::move(job));
}

void AnalysisPipeline::consume_front() {
  Job& job = jobs_.front();
  threads_.finish(job.task);
  std::unique_ptr<AnalysedChunk> chunk = std::move(job.chunk);
  jobs_.pop_front();
  consume_(*chunk);
  chunk->clear();
  spare_.push_back(std::move(chunk));
}

void AnalysisPipeline::finish() {
  close_chunk();
  while (!jobs_.empty()) consume_front();
}

void AnalysisPipeline::clear() {
  open_.reset();
  for (const Job& job : jobs_) threads_.cancel(job.task);
  jobs_.clear();
}

}  // namespace lodex::index
