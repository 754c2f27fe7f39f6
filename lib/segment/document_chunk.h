// Documents inverted apart from the segment that they will be part of.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "lodex/analysis.h"
#include "lodex/schema.h"
#include "segment/field_inverter.h"

namespace lodex::segment {

// Documents come one after the other: begin_document(), then its values field by field. What comes
// of them depends on nothing else, so that chunks can be made on several threads. Not thread-safe.
class DocumentChunk {
 public:
  static constexpr std::size_t kMaxDocuments = kMaxRunDocuments;

  // The number of a field in this chunk, which is new where none of that name was asked for yet.
  std::uint32_t field(const FieldSpec& spec);
  // At most kMaxDocuments.
  void begin_document() { ++doc_count_; }
  // A value of a text field; see FieldInverter::add_value.
  void add_text(std::uint32_t field, std::span<const Token> tokens, std::string_view readable);
  // A value of a keyword field.
  void add_keyword(std::uint32_t field, std::string_view term);
  // A value of a text or keyword field whose terms are known; see FieldInverter::add_terms.
  void add_terms(std::uint32_t field, const GivenTerms& given);
  // A value of an integer, real, date or boolean field, as store::Column has it.
  void add_number(std::uint32_t field, std::int64_t value);
  // Ends the chunk.
  void invert();
  // Forgets everything but memory.
  void clear();

  [[nodiscard]] std::uint32_t document_count() const { return doc_count_; }

 private:
  friend class SegmentBuilder;
  struct Field {
    FieldSpec spec;
    std::unique_ptr<FieldInverter> inverter;              // text and keyword
    std::vector<std::pair<DocId, std::int64_t>> numbers;  // other kinds, by rising document
  };

  std::uint32_t doc_count_ = 0;
  std::vector<Field> fields_;
  std::vector<std::unique_ptr<FieldInverter>> spare_;
};

[[nodiscard]] bool is_inverted(FieldKind kind);
[[nodiscard]] Contents contents_of(const FieldSpec& field);

}  // namespace lodex::segment
