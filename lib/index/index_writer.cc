#include "index/index_writer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/checksum.h"
#include "index/schema_change.h"
#include "lodex/config.h"
#include "lodex/error.h"
#include "segment/segment_merger.h"

namespace lodex::index {
namespace {

// The bytes of a whole new file, made durable.
void write_file(io::Directory& directory, const std::string& name, ByteSpan bytes) {
  const auto file = directory.create(name);
  file->append(bytes);
  file->sync();
  file->close();
}

// Making an index takes a few writes; a writer may hold the lock of a finished one much longer.
constexpr std::chrono::milliseconds kCreationTimeout{5000};

// The part of the memory that is left to documents on their way to the builder.
constexpr std::size_t kChunksShare = 4;
// What a process takes whatever it indexes: buffers, tables of ICU, pieces of a segment that wait
// to be written.
constexpr std::size_t kOtherMemory = std::size_t{12} << 20;

std::size_t builder_memory(std::size_t memory) {
  const std::size_t most = memory - memory / kChunksShare;
  return most > 2 * kOtherMemory ? most - kOtherMemory : most / 2;
}

bool is_index_file(std::string_view name) {
  return name.starts_with("segment_") || name == kTemporaryManifestName;
}

}  // namespace

void create_index(io::Directory& directory, const Schema& schema) {
  // Whoever makes it holds the lock: of several at once the first makes it, the others find it.
  const auto lock = directory.lock(kLockName, kCreationTimeout);
  if (directory.exists(kManifestName)) {
    throw IoError(directory.path() + ": is an index already", directory.path());
  }
  for (const FieldSpec& field : schema.fields()) {
    if (field.kind == FieldKind::kText) require_analyzers(schema, field);
  }
  (void)schema.find_analyzer(schema.default_analyzer());
  Manifest manifest;
  manifest.schema = schema;
  manifest.lodex_version = version();
  manifest.unicode_version = unicode_version();
  manifest.icu_version = icu_version();
  write_manifest(directory, manifest);
}

IndexWriter::IndexWriter(std::shared_ptr<IndexFiles> files, const WriterOptions& options)
    : files_(std::move(files)),
      options_(options),
      lock_(files_->directory().lock(kLockName, options.lock_timeout)),
      threads_(options.threads) {
  load_last_commit();
  collect_garbage();
  pipeline_ = std::make_unique<AnalysisPipeline>(threads_, options_.memory / kChunksShare,
                                                 [this](AnalysedChunk& chunk) { consume(chunk); });
}

IndexWriter::~IndexWriter() {
  try {
    rollback();
  } catch (const std::exception&) {
    // What could not be removed now is removed by the next writer.
  }
}

void IndexWriter::load_last_commit() {
  const auto snapshot = files_->open_snapshot();
  manifest_ = snapshot->manifest;
  growing_schema_ = manifest_.schema;
  schema_ = std::make_shared<const Schema>(growing_schema_);
  segments_.clear();
  for (std::size_t i = 0; i < snapshot->segments.size(); ++i) {
    const segment::LiveSegment& live = snapshot->segments[i];
    Pending pending{manifest_.segments[i], live.segment, nullptr, false};
    if (live.deletions != nullptr) {
      pending.deletions = std::make_shared<segment::Deletions>(*live.deletions);
    }
    segments_.push_back(std::move(pending));
  }
  changed_ = false;
  upserted_ = deleted_ = 0;
}

void IndexWriter::collect_garbage() {
  std::set<std::string> live;
  for (const SegmentEntry& entry : manifest_.segments) {
    live.insert(entry.file);
    if (entry.deletions.has_value()) live.insert(entry.deletions->file);
  }
  for (const std::string& name : files_->directory().list()) {
    if (is_index_file(name) && !live.contains(name)) files_->directory().remove(name);
  }
}

void IndexWriter::extend_schema(const Schema& schema) {
  guard_.refuse_if_failed();
  Schema extended = extended_schema(*schema_, schema);
  if (extended == *schema_) return;
  growing_schema_ = std::move(extended);
  schema_ = std::make_shared<const Schema>(growing_schema_);
  changed_ = true;
}

void IndexWriter::upsert(Document document) {
  guard_.refuse_if_failed();
  MappedDocument mapped = map_document(std::move(document), growing_schema_);
  if (growing_schema_.fields().size() != schema_->fields().size()) {
    schema_ = std::make_shared<const Schema>(growing_schema_);
  }
  upsert(std::move(mapped));
}

void IndexWriter::upsert(IndexedDocument document) {
  guard_.refuse_if_failed();
  upsert(map_indexed(std::move(document), *schema_));
}

void IndexWriter::upsert(MappedDocument document) {
  guard_.run([&] {
    if (!sample_.wants(document, *schema_)) return pipeline_->add(std::move(document), schema_);
    sample_.add(std::move(document), *schema_);
    if (sample_.is_full()) release_sample();
  });
  ++upserted_;
}

void IndexWriter::release_sample() {
  if (sample_.empty()) return;
  growing_schema_ = sample_.with_languages(growing_schema_);
  schema_ = std::make_shared<const Schema>(growing_schema_);
  for (MappedDocument& document : sample_.take()) pipeline_->add(std::move(document), schema_);
}

void IndexWriter::finish_documents() {
  release_sample();
  pipeline_->finish();
}

void IndexWriter::open_builder() {
  builder_file_ = segment_file_name(manifest_.next_segment++);
  builder_ = std::make_unique<segment::SegmentBuilder>(files_->directory().create(builder_file_),
                                                       threads_);
  builder_deleted_.clear();
}

void IndexWriter::consume(AnalysedChunk& chunk) {
  if (builder_ == nullptr) open_builder();
  std::vector<Document> stored;
  stored.reserve(chunk.documents.size());
  for (MappedDocument& document : chunk.documents) {
    erase_everywhere(document.stored.id());
    builder_->add_id(document.stored.id());
    stored.push_back(std::move(document.stored));
  }
  builder_->add(chunk.inverted, std::move(stored));
  changed_ = true;
  if (builder_->is_full() || builder_->memory() >= builder_memory(options_.memory)) {
    flush_builder();
  }
}

void IndexWriter::flush_builder() {
  if (builder_ == nullptr) return;
  const auto builder = std::exchange(builder_, nullptr);
  const std::uint32_t doc_count = builder->document_count();
  Pending pending;
  pending.entry = {builder_file_, doc_count, builder->finish(), {}};
  pending.segment = files_->open_segment(builder_file_, pending.entry.identity);
  segments_.push_back(std::move(pending));
  for (DocId doc = 0; doc < builder_deleted_.size(); ++doc) {
    if (builder_deleted_[doc]) erase_in(segments_.back(), doc);
  }
  builder_deleted_.clear();
}

bool IndexWriter::erase_in(Pending& pending, DocId doc) {
  if (pending.deletions == nullptr) {
    pending.deletions = std::make_shared<segment::Deletions>(pending.entry.doc_count);
  }
  if (!pending.deletions->add(doc)) return false;
  pending.deletions_changed = true;
  changed_ = true;
  return true;
}

bool IndexWriter::erase_in_builder(std::string_view id) {
  const auto doc = builder_ == nullptr ? std::nullopt : builder_->find(id);
  if (!doc) return false;
  if (builder_deleted_.size() <= *doc) builder_deleted_.resize(*doc + std::size_t{1});
  if (builder_deleted_[*doc]) return false;
  builder_deleted_[*doc] = true;
  return true;
}

bool IndexWriter::erase_everywhere(std::string_view id) {
  if (erase_in_builder(id)) return true;
  for (auto pending = segments_.rbegin(); pending != segments_.rend(); ++pending) {
    const auto doc = pending->segment->find(id);
    if (doc && erase_in(*pending, *doc)) return true;
  }
  return false;
}

bool IndexWriter::erase(std::string_view id) {
  return guard_.run([&] {
    // Documents still on their way may have the id.
    finish_documents();
    const bool erased = erase_everywhere(id);
    if (erased) ++deleted_;
    return erased;
  });
}

void IndexWriter::set_import_note(std::string note) {
  guard_.refuse_if_failed();
  changed_ = changed_ || note != manifest_.import_note;
  manifest_.import_note = std::move(note);
}

std::vector<SegmentSize> IndexWriter::sizes() const {
  std::vector<SegmentSize> out;
  for (const Pending& pending : segments_) {
    out.push_back({pending.entry.doc_count, pending.live().live_count()});
  }
  return out;
}

void IndexWriter::merge_ranges(const std::vector<MergeRange>& ranges, bool reorder) {
  std::vector<Pending> merged;
  std::size_t next = 0;
  for (const MergeRange& range : ranges) {
    for (; next < range.begin; ++next) merged.push_back(std::move(segments_[next]));
    std::vector<segment::LiveSegment> sources;
    std::uint32_t live = 0;
    for (; next < range.end; ++next) {
      sources.push_back(segments_[next].live());
      live += sources.back().live_count();
    }
    changed_ = true;
    if (live == 0) continue;
    const std::string file = segment_file_name(manifest_.next_segment++);
    const auto identity = segment::merge_segments(sources, files_->directory().create(file),
                                                  {.reorder = reorder, .memory = options_.memory});
    Pending pending{
        {file, live, identity, {}}, files_->open_segment(file, identity), nullptr, false};
    merged.push_back(std::move(pending));
  }
  for (; next < segments_.size(); ++next) merged.push_back(std::move(segments_[next]));
  segments_ = std::move(merged);
}

void IndexWriter::write_deletions() {
  for (Pending& pending : segments_) {
    if (!pending.deletions_changed) continue;
    const std::string file = deletions_file_name(pending.entry.file, manifest_.generation + 1);
    const std::vector<std::uint8_t> bytes = pending.deletions->to_file();
    write_file(files_->directory(), file, bytes);
    pending.entry.deletions = DeletionsEntry{file, pending.deletions->size(), checksum(bytes)};
    pending.deletions_changed = false;
  }
}

CommitInfo IndexWriter::publish() {
  if (changed_) {
    write_deletions();
    Manifest next = manifest_;
    ++next.generation;
    next.schema = *schema_;
    next.segments.clear();
    for (const Pending& pending : segments_) next.segments.push_back(pending.entry);
    write_manifest(files_->directory(), next);
    manifest_ = std::move(next);
    collect_garbage();
    changed_ = false;
  }
  CommitInfo info{manifest_.generation, 0, upserted_, deleted_};
  for (const SegmentSize& size : sizes()) info.documents += size.live;
  upserted_ = deleted_ = 0;
  return info;
}

CommitInfo IndexWriter::commit() {
  return guard_.run([&] {
    finish_documents();
    flush_builder();
    if (options_.merge) {
      for (auto ranges = plan_merges(sizes()); !ranges.empty(); ranges = plan_merges(sizes())) {
        merge_ranges(ranges, false);
      }
    }
    return publish();
  });
}

CommitInfo IndexWriter::merge(const MergeOptions& options) {
  return guard_.run([&] {
    finish_documents();
    flush_builder();
    merge_ranges(plan_merges_to(sizes(), options.max_segments, options.reorder), options.reorder);
    return publish();
  });
}

void IndexWriter::rollback() {
  (void)sample_.take();
  if (pipeline_ != nullptr) pipeline_->clear();
  builder_.reset();
  builder_deleted_.clear();
  const bool has_files = changed_ || guard_.has_failed();
  load_last_commit();
  if (has_files) collect_garbage();
}

}  // namespace lodex::index
