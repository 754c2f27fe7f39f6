// Builds a new segment from chunks of documents.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/worker_threads.h"
#include "io/directory.h"
#include "lodex/document.h"
#include "lodex/schema.h"
#include "segment/document_chunk.h"
#include "segment/field_postings.h"
#include "segment/segment_writer.h"
#include "store/column.h"

namespace lodex::segment {

// Stored documents go to the file as they come, in their order but on any thread; postings are kept
// in memory until finish(). Bytes depend on the documents alone, not on how they were cut into
// chunks or on the threads. Not thread-safe.
class SegmentBuilder {
 public:
  // The threads have to outlive the builder.
  SegmentBuilder(std::unique_ptr<io::WritableFile> file, WorkerThreads& threads);

  // The id of the next document. Throws LimitError beyond kMaxDocuments.
  void add_id(std::string_view id);
  // The documents whose ids were added since the last call, inverted and as they are stored. Takes
  // what the chunk has.
  void add(DocumentChunk& chunk, std::vector<Document> stored);

  [[nodiscard]] DocId document_count() const { return writer_.document_count(); }
  // The last document added with this id.
  [[nodiscard]] std::optional<DocId> find(std::string_view id) const { return writer_.find(id); }
  // Bytes held, and what finish() will hold at its peak.
  [[nodiscard]] std::size_t memory() const;
  // Nothing more should be added, whatever the memory.
  [[nodiscard]] bool is_full() const;
  // Writes the segment. Nothing may be added afterwards.
  FileIdentity finish();

 private:
  struct FieldBuilder {
    FieldSpec spec;
    std::unique_ptr<FieldPostings> postings;      // text and keyword
    std::unique_ptr<store::ColumnWriter> column;  // other kinds
    std::uint64_t documents = 0;                  // with a number
    std::uint64_t numbers = 0;
  };
  FieldBuilder& field(const FieldSpec& spec);
  static void add_numbers(FieldBuilder& field, const DocumentChunk::Field& chunk, DocId base);
  void write_field(std::uint32_t number, FieldBuilder& field);
  void write_terms(std::uint32_t number, const FieldBuilder& field, store::ColumnWriter* ordinals);

  WorkerThreads& threads_;
  SegmentWriter writer_;
  std::vector<FieldBuilder> fields_;
  WorkSequence storing_;  // last, as it uses the writer
};

}  // namespace lodex::segment
