// One immutable segment, open for reading.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "dictionary/term_dictionary.h"
#include "lodex/document.h"
#include "postings/posting_list.h"
#include "postings/term_cursor.h"
#include "segment/deletions.h"
#include "segment/field_info.h"
#include "segment/segment_file.h"
#include "segment/word_pairs.h"
#include "store/column.h"
#include "store/document_ids.h"
#include "store/field_lengths.h"
#include "store/packed_integers.h"
#include "store/stored_documents.h"

namespace lodex::segment {

// What a segment has for one field. Parts that the kind of the field does not have are empty.
struct SegmentField {
  FieldInfo info;
  dictionary::TermDictionary terms;
  postings::PostingSection postings;
  store::FieldLengths lengths;          // text
  WordPairs pairs;                      // text with positions
  std::optional<store::Column> column;  // numbers, and keywords that can be sorted or counted

  [[nodiscard]] postings::TermCursor cursor(const TermInfo& term) const { return {postings, term}; }
};

// Immutable, thread-safe. Methods throw CorruptIndexError where bytes they touch are damaged.
class Segment {
 public:
  // `path` is for messages.
  Segment(std::unique_ptr<io::ReadableFile> file, std::string path);

  [[nodiscard]] std::uint32_t doc_count() const { return doc_count_; }
  [[nodiscard]] const std::vector<SegmentField>& fields() const { return fields_; }
  // Null where the segment has no document with the field.
  [[nodiscard]] const SegmentField* field(std::string_view name) const;
  [[nodiscard]] std::string id(DocId doc) const { return ids_.id(place_of(doc)); }
  // Asks for the memory of an id that will be wanted soon.
  void prefetch_id(DocId doc) const { ids_.prefetch(place_of(doc)); }
  // The document with this id; the last one where there are several, of which a segment keeps the
  // earlier ones only as deleted.
  [[nodiscard]] std::optional<DocId> find(std::string_view id) const;
  [[nodiscard]] Document document(DocId doc) const;

  // Stored documents and ids lie in the order in which documents were added, whatever their numbers
  // (see merge_segments): for walks over all of them, which are slow in any other order. Places are
  // the numbers that documents have there.
  [[nodiscard]] const store::StoredDocuments& documents() const { return documents_; }
  [[nodiscard]] std::string id_at(DocId place) const { return ids_.id(place); }
  [[nodiscard]] DocId doc_at(DocId place) const { return number_in(docs_at_, place); }
  [[nodiscard]] DocId place_of(DocId doc) const { return number_in(places_, doc); }
  [[nodiscard]] const FileIdentity& identity() const { return file_.identity(); }
  [[nodiscard]] const std::string& path() const { return file_.path(); }

  // How many chunks of the file were read so far.
  [[nodiscard]] std::size_t verified_chunks() const { return file_.verified_chunks(); }
  // Reads every byte and every structure; throws at the first that is not sound.
  void verify() const;

 private:
  void read_field(std::uint32_t number, FieldInfo info);
  void read_places();
  void verify_documents() const;
  [[nodiscard]] DocId number_in(const store::PackedIntegers& numbers, DocId of) const;

  SegmentFile file_;
  std::uint32_t doc_count_ = 0;
  std::vector<SegmentField> fields_;
  store::DocumentIds ids_;
  store::StoredDocuments documents_;
  // Place by document, document by place; empty where they are the same.
  store::PackedIntegers places_;
  store::PackedIntegers docs_at_;
};

// A segment as one commit shows it: with the deletions of that commit.
struct LiveSegment {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const Deletions> deletions;  // null: none

  [[nodiscard]] bool is_deleted(DocId doc) const {
    return deletions != nullptr && deletions->contains(doc);
  }
  [[nodiscard]] std::uint32_t live_count() const {
    return segment->doc_count() - (deletions == nullptr ? 0 : deletions->size());
  }
};

}  // namespace lodex::segment
