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
#include "postings/impacts.h"

namespace lodex::postings {

// Documents in a block.
inline constexpr std::size_t kBlockSize = 256;
// Lists with fewer documents are a plain sequence of varints.
inline constexpr std::uint32_t kShortList = 8;

// The section "postings" of one field: the bytes of all its terms, then simd::kPadding zeros, which
// belong to none.
struct PostingSection {
  CheckedBytes bytes;
  std::uint32_t doc_count = 0;  // of the segment: every document is below
};

// Encodes one term after another, each from its postings in rising order.
class PostingListWriter {
 public:
  // Appends to a buffer that the caller owns and may empty between terms; `with_positions` is the
  // field's choice for all its terms.
  PostingListWriter(ByteWriter& out, bool with_positions);

  // One document; `length` is its length in the field, for the impacts. `places` are `freq` rising
  // positions; ignored where the field has none.
  void add(DocId doc, std::uint32_t freq, std::uint32_t length,
           std::span<const std::uint32_t> places);
  // Many documents. `gaps` are the differences of the positions, the first of each document as it
  // is.
  void append(std::span<const DocId> docs, std::span<const std::uint32_t> freqs,
              std::span<const std::uint32_t> lengths, std::span<const std::uint32_t> gaps);
  // Bytes of finished terms.
  [[nodiscard]] std::uint64_t written() const { return written_; }
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
  };

  void write_block();
  void write_short_list();
  void write_entries();
  void clear();

  ByteWriter& out_;
  bool with_positions_;
  std::uint64_t written_ = 0;

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
  ByteWriter blocks_;
  ByteWriter positions_;
};

}  // namespace lodex::postings
