// The cursor over the postings of one term in one segment.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "postings/block_frequencies.h"
#include "postings/cursor.h"
#include "postings/patched_packing.h"
#include "postings/posting_list.h"
#include "simd/bit_packing.h"
#include "simd/near.h"

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
    // Most seeks go a few documents ahead.
    if (at_ < count_) {
      const std::size_t near = simd::lower_bound_near(docs_.data() + at_, target);
      if (near < simd::kNear && at_ + near < count_) {
        at_ += near;
        return doc_ = docs_[at_];
      }
    }
    return seek_forward(target);
  }
  [[nodiscard]] std::uint64_t cost() const { return info_.doc_freq; }
  [[nodiscard]] std::uint32_t freq() { return freqs_decoded_ ? freqs_[at_] : next_freq(); }
  void positions(std::vector<std::uint32_t>& out);
  // Those of all documents from doc() to the end of its block, one document's after the other's.
  void block_positions(std::vector<std::uint32_t>& out);
  // The same as differences, the first position of each document as it is.
  void block_gaps(std::vector<std::uint32_t>& out);

  // The documents from doc() to the end of its block, and how often the term occurs in each. Valid
  // until the cursor moves.
  [[nodiscard]] std::span<const DocId> block_docs() const {
    return {docs_.data() + at_, count_ - at_};
  }
  // Those below `end` only.
  [[nodiscard]] std::span<const DocId> block_docs(DocId end) const {
    const std::span<const DocId> docs = block_docs();
    if (docs.empty() || docs.back() < end) return docs;
    return docs.first(simd::lower_bound(docs.data(), docs.size(), end));
  }
  [[nodiscard]] std::span<const std::uint32_t> block_freqs() {
    if (!freqs_decoded_ && at_ < count_) decode_freqs();
    return {freqs_.data() + at_, count_ - at_};
  }
  // The same as next() `count` times; at most to the end of the block.
  DocId skip(std::size_t count) {
    at_ += count;
    if (at_ < count_) return doc_ = docs_[at_];
    return next_block();
  }

  // All documents of the block that the cursor is in, and how often the term occurs in each;
  // where() is the place of doc() among them. A cursor at its end is still in the last block it was
  // in.
  [[nodiscard]] std::span<const DocId> whole_block() const { return {docs_.data(), count_}; }
  [[nodiscard]] std::span<const std::uint32_t> whole_block_freqs() {
    if (!freqs_decoded_ && count_ > 0) decode_freqs();
    return {freqs_.data(), count_};
  }
  [[nodiscard]] std::size_t where() const { return at_; }
  // The frequencies of some documents of the block, by their places behind doc().
  void freqs_at(std::span<const std::uint32_t> places, std::uint32_t* out);
  [[nodiscard]] std::size_t block() const { return block_; }
  // Back to the first document, as at birth; block_seek() and mark() begin anew as well.
  void rewind();

  void block_seek(DocId target);
  [[nodiscard]] DocId block_last() const;
  [[nodiscard]] Impacts block_max() const;

  // Sets bit doc - begin of `words` for every document in [begin, end), where begin is a multiple
  // of
  // 64. For walks that do nothing else: begins never fall, and doc() is of no use afterwards. A bit
  // set is taken as it is stored, without its documents.
  void mark(DocId begin, DocId end, std::uint64_t* words);

  // Blocks by their number, for whoever looks at bounds ahead of the documents.
  [[nodiscard]] std::size_t block_count() const { return block_count_; }
  // The last document of a block, kEndDoc behind the last block.
  [[nodiscard]] DocId last_of_block(std::size_t block) const {
    return block < block_count() ? last_doc(block) : kEndDoc;
  }
  // The first block at or after `from` whose last document is at least `target`; block_count()
  // where there is none. Gallops: near ones are found fast.
  [[nodiscard]] std::size_t find_block(std::size_t from, DocId target) const;
  // The same as seek(target), where block number `block`, which is not behind the one that the
  // cursor is in, is known to be that of `target`.
  DocId seek_in(std::size_t block, DocId target);
  // Asks for the memory of a block that will be entered soon.
  void prefetch(std::size_t block) const;
  // A block as it is stored, to become one of another list.
  [[nodiscard]] StoredBlock stored_block(std::size_t block) const;
  [[nodiscard]] std::uint64_t total_freq() const { return info_.total_freq; }
  // The impacts, as Impacts::write() has them, of all blocks. Empty where the list is one block.
  [[nodiscard]] ByteSpan block_impacts() const {
    return entries_ ? ByteSpan(impacts_, block_count() * kImpactBytes) : ByteSpan();
  }
  // Those of all windows up to that of the last document. Empty where the list is not dense.
  [[nodiscard]] ByteSpan window_impacts() const { return windows_; }
  // As BestDocuments has them. Empty where the list is not long.
  [[nodiscard]] ByteSpan best_documents() const { return best_; }

 private:
  void read_entries();
  [[nodiscard]] std::size_t size_of(std::size_t block) const;
  [[nodiscard]] DocId last_doc(std::size_t block) const {
    if (!entries_) return info_.doc_freq == 0 ? kEndDoc : docs_[count_ - 1];
    return load<DocId>(last_docs_ + block * sizeof(DocId));
  }
  [[nodiscard]] DocId previous_of(std::size_t block) const;
  [[nodiscard]] ByteSpan bytes_of(std::size_t block) const;
  void mark_decoded(DocId begin, DocId end, std::uint64_t* words);
  DocId next_block();
  DocId seek_forward(DocId target);
  DocId go_to_end();
  void enter(std::size_t block);
  void decode_short_list();
  void decode_freqs();
  std::uint32_t next_freq();
  [[nodiscard]] ByteSpan position_bytes() const;
  void begin_positions();
  void decode_positions(std::uint64_t wanted, std::vector<std::uint32_t>& out);

  PostingSection section_;
  TermInfo info_;
  std::size_t block_count_ = 0;
  bool entries_ = false;                     // the list has block entries: more than one block
  ByteSpan list_;                            // all bytes of the list
  const std::uint8_t* last_docs_ = nullptr;  // the arrays of the entries
  const std::uint8_t* offsets_ = nullptr;
  const std::uint8_t* position_offsets_ = nullptr;
  const std::uint8_t* impacts_ = nullptr;
  const std::uint8_t* sizes_ = nullptr;  // null where all blocks but the last are full
  ByteSpan windows_;
  ByteSpan best_;
  ByteSpan blocks_;

  DocId doc_ = kEndDoc;
  std::size_t at_ = 0;         // within the block
  std::size_t count_ = 0;      // of the block
  std::size_t block_ = 0;      // the block decoded
  std::size_t looked_at_ = 0;  // by block_seek
  std::size_t marked_ = 0;     // the first block that mark() may still need
  bool freqs_decoded_ = false;
  std::size_t freqs_asked_ = 0;  // one by one
  BlockFrequencies frequencies_;
  // Positions of the block, once they are asked for, and how many of them belong to the documents
  // before `before_at_`.
  bool positions_begun_ = false;
  ByteSpan position_bytes_;
  std::optional<PatchedNumbers> block_positions_;
  std::uint64_t before_ = 0;
  std::size_t before_at_ = 0;
  alignas(64) std::array<DocId, kBlockSize + 16> docs_{};
  alignas(64) std::array<std::uint32_t, kBlockSize + 16> freqs_{};
};

}  // namespace lodex::postings
