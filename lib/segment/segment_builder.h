// Builds a new segment from analysed documents.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "io/directory.h"
#include "lodex/analysis.h"
#include "lodex/document.h"
#include "lodex/schema.h"
#include "segment/field_inverter.h"
#include "segment/segment_writer.h"
#include "store/column.h"

namespace lodex::segment {

// Documents come one after the other: begin_document(), then its values field by field. Stored
// documents go to the file at once; postings are kept in memory until finish(). Not thread-safe.
class SegmentBuilder {
 public:
  explicit SegmentBuilder(std::unique_ptr<io::WritableFile> file);

  // The number of a field in this segment, which is new where none of that name was asked for yet.
  std::uint32_t field(const FieldSpec& spec);

  // Starts a document and stores it. Throws LimitError beyond kMaxDocuments.
  DocId begin_document(const Document& stored);
  // A value of a text field.
  void add_text(std::uint32_t field, std::span<const Token> tokens);
  // A value of a keyword field.
  void add_keyword(std::uint32_t field, std::string_view term);
  // A value of an integer, real, date or boolean field, as store::Column has it.
  void add_number(std::uint32_t field, std::int64_t value);

  [[nodiscard]] DocId document_count() const { return writer_.document_count(); }
  // The last document added with this id.
  [[nodiscard]] std::optional<DocId> find(std::string_view id) const { return writer_.find(id); }
  // Bytes held, and what finish() will hold at its peak.
  [[nodiscard]] std::size_t memory() const;
  // Writes the segment. Nothing may be added afterwards.
  FileIdentity finish();

 private:
  struct FieldBuilder {
    FieldSpec spec;
    std::unique_ptr<FieldInverter> inverter;  // text and keyword
    // Numbers of the current document are gathered, as a column takes a document at a time.
    std::unique_ptr<store::ColumnWriter> column;
    DocId pending_doc = 0;
    std::vector<std::int64_t> pending;
    std::uint64_t documents = 0;
  };
  static void flush_pending(FieldBuilder& field);
  void write_field(std::uint32_t number, FieldBuilder& field);
  void write_terms(std::uint32_t number, const FieldBuilder& field,
                   std::span<const std::uint32_t> lengths, store::ColumnWriter* ordinals);

  SegmentWriter writer_;
  std::vector<FieldBuilder> fields_;
};

}  // namespace lodex::segment
