#include "postings/term_cursor.h"

#include <algorithm>
#include <numeric>

#include "lodex/error.h"
#include "postings/block_codec.h"
#include "postings/patched_packing.h"
#include "simd/bit_packing.h"

namespace lodex::postings {
namespace {

static_assert(PositionCursor<TermCursor> && BlockCursor<TermCursor>);

// A part of a section that a term may use: not the padding.
ByteSpan term_bytes(const CheckedBytes& section, std::uint64_t offset, std::uint64_t size) {
  if (section.size() < simd::kPadding || offset > section.size() - simd::kPadding ||
      size > section.size() - simd::kPadding - offset) {
    section.fail("a term's postings do not lie within their section");
  }
  return section.read(offset, size);
}

}  // namespace

TermCursor::TermCursor(const PostingSection& section, const TermInfo& info)
    : section_(section), info_(info) {
  if (info.doc_freq == 0) return;
  if (info.doc_freq > section.doc_count) {
    section.bytes.fail("a term is in more documents than there are");
  }
  list_ = info.list != nullptr ? ByteSpan(info.list, info.postings_size)
                               : term_bytes(section.bytes, info.offset, info.postings_size);
  if (info.doc_freq < kShortList) {
    decode_short_list();
    return;
  }
  entries_ = info.doc_freq > kBlockSize;
  block_count_ = (std::size_t{info.doc_freq} + kBlockSize - 1) / kBlockSize;
  if (entries_) {
    read_entries();
  } else {
    blocks_ = list_;
  }
  enter(0);
  doc_ = docs_[0];
}

void TermCursor::read_entries() {
  const std::uint8_t flags = list_.empty() ? 0 : list_[0];
  std::size_t begin = 1;
  std::size_t entry_bytes = 3 * sizeof(std::uint32_t) + kImpactBytes;
  if ((flags & kSizedBlocks) != 0) {
    if (list_.size() < begin + sizeof(std::uint32_t)) {
      section_.bytes.fail("a term has too few block entries");
    }
    block_count_ = load<std::uint32_t>(list_.data() + begin);
    begin += sizeof(std::uint32_t);
    ++entry_bytes;
  }
  const std::size_t blocks = block_count_;
  std::size_t size = begin + blocks * entry_bytes;
  if (blocks == 0 || size > list_.size()) {
    section_.bytes.fail("a term has too few block entries");
  }
  last_docs_ = list_.data() + begin;
  offsets_ = last_docs_ + blocks * sizeof(std::uint32_t);
  position_offsets_ = offsets_ + blocks * sizeof(std::uint32_t);
  impacts_ = position_offsets_ + blocks * sizeof(std::uint32_t);
  if ((flags & kSizedBlocks) != 0) sizes_ = impacts_ + blocks * kImpactBytes;
  if ((flags & kWindowImpacts) != 0) {
    const std::size_t windows = std::size_t{last_doc(blocks - 1)} / kWindowSize + 1;
    if (windows > (list_.size() - size) / kImpactBytes) {
      section_.bytes.fail("a term has too few impacts of windows");
    }
    windows_ = list_.subspan(size, windows * kImpactBytes);
    size += windows_.size();
  }
  if ((flags & kHasBest) != 0) {
    if (list_.size() - size < kBestDocumentsBytes) {
      section_.bytes.fail("a term has too few best documents");
    }
    best_ = list_.subspan(size, kBestDocumentsBytes);
    size += kBestDocumentsBytes;
  }
  blocks_ = list_.subspan(size);
}

void TermCursor::rewind() {
  looked_at_ = 0;
  marked_ = 0;
  if (info_.doc_freq == 0) return;
  doc_ = kEndDoc;
  if (entries_ && block_ != 0) {
    enter(0);
  } else {
    at_ = 0;
    positions_begun_ = false;
  }
  doc_ = docs_[0];
}

std::size_t TermCursor::size_of(std::size_t block) const {
  if (sizes_ != nullptr) return sizes_[block] + std::size_t{1};
  return std::min(kBlockSize, info_.doc_freq - block * kBlockSize);
}

void TermCursor::decode_short_list() {
  ByteReader in(list_, "short list of postings");
  std::uint64_t next = 0;
  block_count_ = 1;
  count_ = info_.doc_freq;
  for (std::size_t i = 0; i < count_; ++i) {
    const std::uint64_t code = in.varint();
    const std::uint64_t doc = next + (code >> 1);
    if (doc >= section_.doc_count) in.fail("has a document that the segment has not");
    docs_[i] = static_cast<DocId>(doc);
    freqs_[i] = (code & 1) != 0 ? 1 : in.varint32();
    next = doc + 1;
  }
  freqs_decoded_ = true;
  if (info_.list != nullptr) position_bytes_ = list_.subspan(in.position());
  std::fill_n(docs_.begin() + static_cast<std::ptrdiff_t>(count_), simd::kNear, kEndDoc);
  doc_ = docs_[0];
}

DocId TermCursor::previous_of(std::size_t block) const {
  if (block == 0) return kEndDoc;
  const DocId previous = last_doc(block - 1);
  if (previous >= section_.doc_count) {
    section_.bytes.fail("the block entries of a term are out of order");
  }
  return previous;
}

ByteSpan TermCursor::bytes_of(std::size_t block) const {
  if (!entries_) return blocks_;
  const std::size_t begin = load<std::uint32_t>(offsets_ + block * sizeof(std::uint32_t));
  const std::size_t end = block + 1 < block_count()
                              ? load<std::uint32_t>(offsets_ + (block + 1) * sizeof(std::uint32_t))
                              : blocks_.size();
  if (begin > end || end > blocks_.size()) {
    section_.bytes.fail("the block entries of a term are out of order");
  }
  return blocks_.subspan(begin, end - begin);
}

void TermCursor::enter(std::size_t block) {
  const DocId previous = previous_of(block);
  if (doc_ != kEndDoc && block > 0 && previous < doc_) {
    section_.bytes.fail("the block entries of a term are out of order");
  }
  const std::size_t count = size_of(block);
  const ByteSpan freqs =
      decode_block(bytes_of(block), count, previous, section_.doc_count, docs_.data());
  if (entries_ && docs_[count - 1] != last_doc(block)) {
    section_.bytes.fail("a block of postings does not end where its entry says");
  }
  frequencies_ = {freqs, count};
  block_ = block;
  count_ = count;
  at_ = 0;
  freqs_decoded_ = false;
  freqs_asked_ = 0;
  positions_begun_ = false;
  // So that seek() may look at some documents behind the last.
  std::fill_n(docs_.begin() + static_cast<std::ptrdiff_t>(count_), simd::kNear, kEndDoc);
}

void TermCursor::decode_freqs() {
  frequencies_.decode(freqs_.data());
  freqs_decoded_ = true;
}

void TermCursor::freqs_at(std::span<const std::uint32_t> places, std::uint32_t* out) {
  constexpr std::size_t kFew = 4;
  if (!freqs_decoded_ && places.size() < kFew) {
    for (const std::uint32_t place : places) *out++ = frequencies_.at(at_ + place);
    return;
  }
  if (!freqs_decoded_) decode_freqs();
  for (const std::uint32_t place : places) *out++ = freqs_[at_ + place];
}

// One by one as long as few are asked for.
std::uint32_t TermCursor::next_freq() {
  constexpr std::size_t kFew = 4;
  if (++freqs_asked_ < kFew) return frequencies_.at(at_);
  decode_freqs();
  return freqs_[at_];
}

DocId TermCursor::go_to_end() {
  at_ = count_;
  return doc_ = kEndDoc;
}

DocId TermCursor::next_block() {
  if (block_ + 1 >= block_count() || doc_ == kEndDoc) return go_to_end();
  enter(block_ + 1);
  return doc_ = docs_[0];
}

DocId TermCursor::seek_forward(DocId target) {
  if (last_doc(block_) < target || at_ >= count_) {
    const std::size_t block = doc_ == kEndDoc ? block_count() : find_block(block_ + 1, target);
    if (block >= block_count()) return go_to_end();
    enter(block);
  }
  at_ += simd::lower_bound(docs_.data() + at_, count_ - at_, target);
  return doc_ = docs_[at_];
}

DocId TermCursor::seek_in(std::size_t block, DocId target) {
  if (target <= doc_) return doc_;
  if (block >= block_count()) return go_to_end();
  if (block != block_ || at_ >= count_) enter(block);
  at_ += simd::lower_bound(docs_.data() + at_, count_ - at_, target);
  return doc_ = docs_[at_];
}

void TermCursor::prefetch(std::size_t block) const {
  if (!entries_ || block >= block_count()) return;
  const std::uint8_t* bytes =
      blocks_.data() +
      std::min<std::size_t>(load<std::uint32_t>(offsets_ + block * sizeof(std::uint32_t)),
                            blocks_.size());
  // Hardware goes on from there.
  __builtin_prefetch(bytes);
  __builtin_prefetch(bytes + 64);
  __builtin_prefetch(bytes + 128);
}

std::size_t TermCursor::find_block(std::size_t from, DocId target) const {
  // Galloping: most seeks go a few blocks ahead.
  const std::size_t blocks = block_count();
  std::size_t low = from;
  std::size_t step = 1;
  while (low < blocks && last_doc(std::min(low + step, blocks) - 1) < target) {
    low = std::min(low + step, blocks);
    step *= 2;
  }
  std::size_t high = std::min(low + step, blocks);
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (last_doc(middle) < target) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

void TermCursor::block_seek(DocId target) {
  if (looked_at_ < block_count() && last_doc(looked_at_) < target) {
    looked_at_ = entries_ ? find_block(looked_at_ + 1, target) : 1;
  }
}

DocId TermCursor::block_last() const {
  return looked_at_ < block_count() ? last_doc(looked_at_) : kEndDoc;
}

Impacts TermCursor::block_max() const {
  if (looked_at_ >= block_count()) return {};
  if (entries_) return Impacts::read(impacts_ + looked_at_ * kImpactBytes);
  // A list of one block has no entries; its documents are few enough not to need a tight bound.
  return Impacts::unbounded();
}

void TermCursor::mark(DocId begin, DocId end, std::uint64_t* words) {
  const std::size_t blocks = block_count();
  if (entries_ && marked_ < blocks && last_doc(marked_) < begin) {
    marked_ = find_block(marked_ + 1, begin);
  }
  for (; entries_ && marked_ < blocks; ++marked_) {
    const DocId previous = previous_of(marked_);
    if (previous != kEndDoc && previous >= end - 1) return;
    const ByteSpan bytes = bytes_of(marked_);
    if (!mark_bit_set(bytes, previous, begin, std::min(end, section_.doc_count), words)) {
      seek(std::max(begin, previous + 1));
      mark_decoded(begin, end, words);
    }
    if (last_doc(marked_) >= end - 1) return;
  }
  if (!entries_) {
    seek(begin);
    mark_decoded(begin, end, words);
  }
}

void TermCursor::mark_decoded(DocId begin, DocId end, std::uint64_t* words) {
  for (std::size_t i = at_; i < count_ && docs_[i] < end; ++i) {
    words[(docs_[i] - begin) / 64] |= std::uint64_t{1} << ((docs_[i] - begin) % 64);
  }
}

void TermCursor::positions(std::vector<std::uint32_t>& out) {
  if (!freqs_decoded_) decode_freqs();
  decode_positions(freqs_[at_], out);
  std::partial_sum(out.begin(), out.end(), out.begin());
}

// `wanted` numbers, the first of doc() and what follows.
void TermCursor::decode_positions(std::uint64_t wanted, std::vector<std::uint32_t>& out) {
  if (!positions_begun_) begin_positions();
  // The positions of the block's documents follow each other; those of documents passed are added
  // up as the cursor goes.
  const auto freqs = freqs_.begin();
  before_ = std::accumulate(freqs + static_cast<std::ptrdiff_t>(before_at_),
                            freqs + static_cast<std::ptrdiff_t>(at_), before_);
  before_at_ = at_;
  // Every position takes at least a bit, so that what a damaged frequency asks for stays bounded.
  if (before_ + wanted > position_bytes_.size() * 8) {
    section_.bytes.fail("a term has fewer positions than its frequencies say");
  }
  out.resize(wanted);
  if (info_.doc_freq < kShortList) {
    ByteReader in(position_bytes_, "short list of positions");
    for (std::uint64_t i = 0; i < before_; ++i) (void)in.varint();
    for (std::uint32_t& place : out) place = in.varint32();
  } else {
    block_positions_->decode(before_, wanted, out.data());
  }
}

void TermCursor::block_positions(std::vector<std::uint32_t>& out) {
  block_gaps(out);
  auto place = out.begin();
  for (const std::uint32_t freq : block_freqs()) {
    std::partial_sum(place, place + freq, place);
    place += freq;
  }
}

void TermCursor::block_gaps(std::vector<std::uint32_t>& out) {
  const std::span<const std::uint32_t> freqs = block_freqs();
  out.clear();
  if (freqs.empty()) return;
  decode_positions(std::accumulate(freqs.begin(), freqs.end(), std::uint64_t{0}), out);
}

ByteSpan TermCursor::position_bytes() const {
  return term_bytes(section_.bytes, info_.positions_offset(), info_.positions_size);
}

StoredBlock TermCursor::stored_block(std::size_t block) const {
  StoredBlock stored;
  stored.postings = bytes_of(block);
  stored.last_doc = last_doc(block);
  stored.size = size_of(block);
  stored.impacts = block_impacts().subspan(block * kImpactBytes, kImpactBytes);
  if (info_.positions_size == 0) return stored;
  const ByteSpan positions = position_bytes();
  const auto begin_of = [&](std::size_t b) -> std::size_t {
    return b == block_count() ? positions.size()
                              : load<std::uint32_t>(position_offsets_ + b * sizeof(std::uint32_t));
  };
  const std::size_t begin = begin_of(block);
  const std::size_t end = begin_of(block + 1);
  if (begin > end || end > positions.size()) {
    section_.bytes.fail("the block entries of a term are out of order");
  }
  stored.positions = positions.subspan(begin, end - begin);
  return stored;
}

void TermCursor::begin_positions() {
  if (info_.list == nullptr) {
    position_bytes_ = position_bytes();
  }
  if (info_.doc_freq >= kShortList) {
    const std::size_t begin =
        entries_ ? load<std::uint32_t>(position_offsets_ + block_ * sizeof(std::uint32_t)) : 0;
    if (begin > position_bytes_.size()) {
      section_.bytes.fail("a block's positions begin beyond their list");
    }
    position_bytes_ = position_bytes_.subspan(begin);
    const std::uint64_t total = std::accumulate(
        freqs_.begin(), freqs_.begin() + static_cast<std::ptrdiff_t>(count_), std::uint64_t{0});
    block_positions_.emplace(position_bytes_, total);
  }
  before_ = 0;
  before_at_ = 0;
  positions_begun_ = true;
}

}  // namespace lodex::postings
