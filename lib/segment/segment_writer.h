// Writes the sections of a segment, in the order in which they lie in the file: first the
// documents, then one field after the other. Used by the builder of new segments and by the merger.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "dictionary/term_dictionary.h"
#include "lodex/document.h"
#include "postings/posting_list.h"
#include "segment/field_info.h"
#include "segment/field_postings.h"
#include "segment/pair_finder.h"
#include "segment/segment_file.h"
#include "store/column.h"
#include "store/document_ids.h"
#include "store/stored_documents.h"

namespace lodex::segment {

class SegmentWriter;

// Writes postings and dictionary of one field, term by term in byte order; where the field has
// positions, its word pairs as well.
class FieldTermsWriter {
 public:
  // `lengths` are those of the field, one a document, for the impacts; empty where the field has
  // none (keywords). They have to outlive the writer.
  FieldTermsWriter(SegmentWriter& segment, std::uint32_t field, bool positions,
                   std::span<const std::uint32_t> lengths);

  void add(DocId doc, std::uint32_t freq, std::span<const std::uint32_t> positions);
  // Many documents; see PostingListWriter.
  void append(std::span<const DocId> docs, std::span<const std::uint32_t> freqs,
              std::span<const std::uint32_t> gaps);
  void append_list(postings::TermCursor& list, DocId shift) {
    lists_.append_list(list, shift, lengths_);
  }
  // Ends the term whose postings were added since the last end_term(); there is at least one.
  void end_term(std::string_view term);
  // Whole terms that are encoded already; no other term is begun.
  void add_encoded(const EncodedTerms& terms);
  void finish();

 private:
  void write_pairs();
  [[nodiscard]] std::uint32_t length_of(DocId doc) const {
    return lengths_.empty() ? 1 : lengths_[doc];
  }

  SegmentWriter& segment_;
  std::uint32_t field_;
  bool positions_;
  std::span<const std::uint32_t> lengths_;
  ByteWriter postings_;
  postings::PostingListWriter lists_;
  dictionary::TermDictionaryWriter terms_;
  FrequentWords frequent_;
  std::vector<std::uint32_t> block_lengths_;
};

// Not thread-safe. Throws IoError.
class SegmentWriter {
 public:
  explicit SegmentWriter(std::unique_ptr<io::WritableFile> file);

  // The next document; its id is document.id().
  void add_document(const Document& document);
  // The same for one that another segment has, whose names have these numbers here.
  void add_document(std::string_view id, ByteSpan stored, std::span<const std::uint32_t> names);
  // All that another segment has, but for their ids, which add_id() takes. False, and nothing done,
  // where they have to be added one by one.
  bool copy_documents(const store::StoredDocuments& stored, std::span<const std::uint32_t> names);
  [[nodiscard]] std::vector<std::uint32_t> numbers_of(std::span<const std::string> names) {
    return documents_.numbers_of(names);
  }
  // The first in two parts, which may be on two threads: between them nothing but ids and documents
  // is added, and both have the same order.
  void add_id(std::string_view id);
  void store_document(const Document& document);
  [[nodiscard]] DocId document_count() const { return doc_count_; }
  // The last document added with this id.
  [[nodiscard]] std::optional<DocId> find(std::string_view id) const { return ids_.find(id); }
  [[nodiscard]] std::size_t ids_memory() const { return ids_.memory(); }
  // After the last document, before the first field.
  void end_documents();
  // Numbers the documents, which were added in the order of their places, anew: the document at
  // each place. Directly after end_documents().
  void write_places(std::span<const DocId> docs);

  // One number a document (store::kMissing: has not the field).
  void write_lengths(std::uint32_t field, std::span<const std::uint32_t> lengths);
  void write_column(std::uint32_t field, store::ColumnWriter& column);
  // Writes what describes the fields, makes the file durable and closes it.
  FileIdentity finish(std::vector<FieldInfo> fields);

 private:
  friend class FieldTermsWriter;
  void write_section(SectionKind kind, std::uint32_t field, ByteWriter& bytes);
  void flush_documents();

  SegmentFileWriter file_;
  store::StoredDocumentsWriter documents_;
  store::DocumentIdsWriter ids_;
  DocId doc_count_ = 0;
};

}  // namespace lodex::segment
