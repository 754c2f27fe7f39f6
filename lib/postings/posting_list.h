// The postings of one term: the documents that have it, how often, and where. docs/format.md has
// the byte grammar.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/checked_bytes.h"
#include "base/ids.h"
#include "base/term_info.h"
#include "postings/best_documents.h"
#include "postings/impacts.h"
#include "simd/bit_packing.h"

namespace lodex::postings {

// Documents in a block.
inline constexpr std::size_t kBlockSize = 256;
// Lists with fewer documents are a plain sequence of varints.
inline constexpr std::uint32_t kShortList = 8;
// Bytes behind the last list of a section.
inline constexpr std::size_t kSectionPadding = simd::kPadding;
// Documents in a window: a stretch that begins at a multiple of this. Dense lists have impacts for
// windows too, the second level of bounds: windows of several lists are the same documents, so that
// their bounds add up.
inline constexpr DocId kWindowSize = 4096;
// A list has them as long as it has this many documents a window, on average from its beginning.
inline constexpr std::uint32_t kDenseWindow = 512;

// Flags of a list with block entries.
inline constexpr std::uint8_t kWindowImpacts = 1;  // it has impacts of windows
inline constexpr std::uint8_t kSizedBlocks = 2;    // other blocks than the last are not full
inline constexpr std::uint8_t kHasBest = 4;        // it has its best documents

// A block of a list of several, as it is stored.
struct StoredBlock {
  ByteSpan postings;
  ByteSpan positions;
  ByteSpan impacts;
  DocId last_doc = 0;
  std::size_t size = 0;  // documents
};

class TermCursor;

// The section "postings" of one field: the bytes of all its terms, then kSectionPadding zeros,
// which belong to none.
struct PostingSection {
  CheckedBytes bytes;
  std::uint32_t doc_count = 0;  // of the segment: every document is below
};

// Encodes one term after another, each from its postings in rising order.
class PostingListWriter {
 public:
  // Appends to a buffer that the caller owns and may empty between terms; `with_positions` is the
  // field's choice for all its terms, `average_length` that of its documents, which only helps to
  // choose the pairs of impacts.
  PostingListWriter(ByteWriter& out, bool with_positions, double average_length = 1);

  // One document; `length` is its length in the field, for the impacts. `places` are `freq` rising
  // positions; ignored where the field has none.
  void add(DocId doc, std::uint32_t freq, std::uint32_t length,
           std::span<const std::uint32_t> places);
  // Many documents. `gaps` are the differences of the positions, the first of each document as it
  // is.
  void append(std::span<const DocId> docs, std::span<const std::uint32_t> freqs,
              std::span<const std::uint32_t> lengths, std::span<const std::uint32_t> gaps);
  // All documents of a list, which has several blocks and is at its first document, each `shift`
  // further on. `lengths` are those of all documents there are, by their new numbers; none where
  // each is 1. Blocks are copied as they are but for the first, so that a block may be left that is
  // not full.
  void append_list(TermCursor& list, DocId shift, std::span<const std::uint32_t> lengths);
  // Ends the term. The offset of the result counts from the first byte that this writer ever wrote.
  [[nodiscard]] TermInfo finish();
  // Ends the section: the padding that readers need.
  void finish_section();

 private:
  struct Entry {
    DocId last_doc;
    std::uint32_t offset;
    std::uint32_t positions_offset;
    std::uint8_t impacts[kImpactBytes];
    std::uint8_t size;  // documents less one
  };

  // Ends the block being filled, if there is one; `only`: the list has no other, and no best
  // documents.
  void write_block(bool only = false);
  // What does not depend on whether a block is made or copied.
  Entry begin_entry(DocId last_doc, std::size_t documents) const;
  void copy_block(const StoredBlock& block, DocId shift);
  // Adds documents to their number and, for as long as the list is dense, to their windows.
  void count(std::span<const DocId> docs, std::span<const std::uint32_t> freqs,
             std::span<const std::uint32_t> lengths);
  void write_short_list();
  void add_to_window(DocId doc, std::uint32_t freq, std::uint32_t length);
  // Puts the impacts of the window being filled, and of empty ones behind it, up to `window`.
  void close_windows(DocId window);
  void write_entries();
  void clear();

  ByteWriter& out_;
  bool with_positions_;
  double average_length_;
  std::uint64_t written_ = 0;  // bytes of finished terms

  // The block being filled.
  std::vector<DocId> docs_;
  std::vector<std::uint32_t> freqs_;
  std::vector<std::uint32_t> lengths_;
  std::vector<std::uint32_t> places_;  // gaps: the first of a document as it is
  // The term so far.
  std::uint32_t doc_freq_ = 0;
  std::uint64_t total_freq_ = 0;
  DocId last_doc_ = kEndDoc;  // of the block before
  std::vector<Entry> entries_;
  // The window being filled, and the impacts of those before; for as long as the list is dense.
  bool dense_ = true;
  std::vector<std::uint32_t> window_freqs_;
  std::vector<std::uint32_t> window_lengths_;
  ByteWriter windows_;
  BestDocuments best_;
  bool best_known_ = false;  // of what is being added
  ByteWriter blocks_;
  ByteWriter positions_;
};

}  // namespace lodex::postings
