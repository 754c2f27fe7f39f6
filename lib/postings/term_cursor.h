// The cursor over the postings of one term in one segment.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "postings/cursor.h"
#include "postings/posting_list.h"

namespace lodex::postings {

// Fulfils PositionCursor and BlockCursor (positions() only where the field has positions). Decodes
// a block when it is entered, its frequencies and positions when they are asked for. Throws
// CorruptIndexError where the bytes are not a posting list. Holds pointers into the segment, which
// has to outlive it. A kilobyte or two: keep it in place. Not thread-safe.
class TermCursor {
 public:
  // At kEndDoc.
  TermCursor() = default;
  TermCursor(const PostingSection& section, const TermInfo& info);

  [[nodiscard]] DocId doc() const { return doc_; }
  DocId next() {
    if (++at_ < count_) return doc_ = docs_[at_];
    return next_block();
  }
  DocId seek(DocId target) {
    if (target <= doc_) return doc_;
    return seek_forward(target);
  }
  [[nodiscard]] std::uint64_t cost() const { return info_.doc_freq; }
  [[nodiscard]] std::uint32_t freq() {
    if (!freqs_decoded_) decode_freqs();
    return freqs_[at_];
  }
  void positions(std::vector<std::uint32_t>& out);

  void block_seek(DocId target);
  [[nodiscard]] DocId block_last() const;
  [[nodiscard]] Impacts block_max() const;

 private:
  [[nodiscard]] std::size_t block_count() const;
  [[nodiscard]] std::size_t size_of(std::size_t block) const;
  [[nodiscard]] DocId last_doc(std::size_t block) const;
  // The first block at or after `from` whose last document is at least `target`.
  [[nodiscard]] std::size_t find_block(std::size_t from, DocId target) const;
  DocId next_block();
  DocId seek_forward(DocId target);
  DocId go_to_end();
  void enter(std::size_t block);
  void decode_short_list();
  void decode_freqs();

  PostingSection section_;
  TermInfo info_;
  bool entries_ = false;                     // the list has block entries: more than one block
  ByteSpan list_;                            // all bytes of the list
  const std::uint8_t* last_docs_ = nullptr;  // the arrays of the entries
  const std::uint8_t* offsets_ = nullptr;
  const std::uint8_t* position_offsets_ = nullptr;
  const std::uint8_t* impacts_ = nullptr;
  ByteSpan blocks_;

  DocId doc_ = kEndDoc;
  std::size_t at_ = 0;         // within the block
  std::size_t count_ = 0;      // of the block
  std::size_t block_ = 0;      // the block decoded
  std::size_t looked_at_ = 0;  // by block_seek
  bool freqs_decoded_ = false;
  ByteSpan freq_bytes_;
  std::array<DocId, kBlockSize + 16> docs_{};
  std::array<std::uint32_t, kBlockSize + 16> freqs_{};
};

}  // namespace lodex::postings
