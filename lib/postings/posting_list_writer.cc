#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

#include "lodex/error.h"
#include "postings/block_codec.h"
#include "postings/impacts.h"
#include "postings/patched_packing.h"
#include "postings/posting_list.h"
#include "postings/term_cursor.h"
#include "simd/bit_packing.h"

namespace lodex::postings {
namespace {

// The documents of a block by their numbers in another list, and their lengths.
struct MovedBlock {
  std::vector<DocId> docs;
  std::vector<std::uint32_t> lengths;

  // See PostingListWriter::append_list().
  void take(const TermCursor& list, DocId shift, std::span<const std::uint32_t> all_lengths) {
    docs.clear();
    lengths.clear();
    for (const DocId doc : list.block_docs()) {
      docs.push_back(doc + shift);
      lengths.push_back(all_lengths.empty() ? 1 : all_lengths[doc + shift]);
    }
  }
};

}  // namespace

PostingListWriter::PostingListWriter(ByteWriter& out, bool with_positions, double average_length)
    : out_(out),
      with_positions_(with_positions),
      average_length_(std::max(1.0, average_length)),
      best_(average_length_) {}

void PostingListWriter::add(DocId doc, std::uint32_t freq, std::uint32_t length,
                            std::span<const std::uint32_t> places) {
  if (docs_.size() == kBlockSize) write_block();
  if (dense_) add_to_window(doc, freq, length);
  docs_.push_back(doc);
  freqs_.push_back(freq);
  lengths_.push_back(length);
  if (with_positions_) {
    std::uint32_t before = 0;
    for (const std::uint32_t place : places) {
      places_.push_back(place - before);
      before = place;
    }
  }
  ++doc_freq_;
  total_freq_ += freq;
}

void PostingListWriter::append(std::span<const DocId> docs, std::span<const std::uint32_t> freqs,
                               std::span<const std::uint32_t> lengths,
                               std::span<const std::uint32_t> gaps) {
  while (!docs.empty()) {
    if (docs_.size() == kBlockSize) write_block();
    const std::size_t count = std::min(docs.size(), kBlockSize - docs_.size());
    const std::uint64_t total = std::accumulate(
        freqs.begin(), freqs.begin() + static_cast<std::ptrdiff_t>(count), std::uint64_t{0});
    const auto take = [count](std::span<const std::uint32_t>& from,
                              std::vector<std::uint32_t>& to) {
      to.insert(to.end(), from.begin(), from.begin() + static_cast<std::ptrdiff_t>(count));
      from = from.subspan(count);
    };
    this->count(docs.first(count), freqs, lengths);
    take(docs, docs_);
    take(freqs, freqs_);
    take(lengths, lengths_);
    if (with_positions_) {
      places_.insert(places_.end(), gaps.begin(),
                     gaps.begin() + static_cast<std::ptrdiff_t>(total));
      gaps = gaps.subspan(total);
    }
    total_freq_ += total;
  }
}

void PostingListWriter::count(std::span<const DocId> docs, std::span<const std::uint32_t> freqs,
                              std::span<const std::uint32_t> lengths) {
  for (std::size_t i = 0; i < docs.size(); ++i, ++doc_freq_) {
    if (dense_) add_to_window(docs[i], freqs[i], lengths[i]);
  }
}

void PostingListWriter::append_list(TermCursor& list, DocId shift,
                                    std::span<const std::uint32_t> lengths) {
  write_block();
  // The list knows its best documents, those of its first block among them.
  best_known_ = !list.best_documents().empty();
  if (best_known_) best_.add_stored(list.best_documents());
  const std::uint64_t total_freq = total_freq_ + list.total_freq();
  MovedBlock moved;
  // The gap before the first document is another one here.
  moved.take(list, shift, lengths);
  std::vector<std::uint32_t> gaps;
  if (with_positions_) list.block_gaps(gaps);
  append(moved.docs, list.block_freqs(), moved.lengths, gaps);
  write_block();
  for (std::size_t b = 1; b < list.block_count(); ++b) {
    const StoredBlock block = list.stored_block(b);
    if (dense_ || !best_known_) {
      list.seek_in(b, list.last_of_block(b - 1) + 1);
      moved.take(list, shift, lengths);
      if (!best_known_) {
        best_.add_block(list.block_freqs(), moved.lengths, Impacts::read(block.impacts.data()));
      }
      count(moved.docs, list.block_freqs(), moved.lengths);
    } else {
      doc_freq_ += static_cast<std::uint32_t>(block.size);
    }
    copy_block(block, shift);
  }
  best_known_ = false;
  total_freq_ = total_freq;
}

void PostingListWriter::copy_block(const StoredBlock& block, DocId shift) {
  Entry entry = begin_entry(block.last_doc + shift, block.size);
  std::ranges::copy(block.impacts, entry.impacts);
  entries_.push_back(entry);
  blocks_.bytes(block.postings);
  positions_.bytes(block.positions);
  last_doc_ = entry.last_doc;
}

PostingListWriter::Entry PostingListWriter::begin_entry(DocId last_doc,
                                                        std::size_t documents) const {
  Entry entry{};
  entry.last_doc = last_doc;
  if (blocks_.size() > UINT32_MAX || positions_.size() > UINT32_MAX) {
    throw LimitError("the postings of one term take more than 4 GiB in one segment");
  }
  entry.offset = static_cast<std::uint32_t>(blocks_.size());
  entry.positions_offset = static_cast<std::uint32_t>(positions_.size());
  entry.size = static_cast<std::uint8_t>(documents - 1);
  return entry;
}

void PostingListWriter::write_block(bool only) {
  if (docs_.empty()) return;
  Entry entry = begin_entry(docs_.back(), docs_.size());
  const Impacts impacts = Impacts::of(freqs_, lengths_, average_length_);
  impacts.write(entry.impacts);
  if (!best_known_ && !only) best_.add_block(freqs_, lengths_, impacts);
  entries_.push_back(entry);
  encode_block(docs_, freqs_, last_doc_, blocks_);
  if (with_positions_) encode_patched(places_, positions_, 1);
  last_doc_ = docs_.back();
  docs_.clear();
  freqs_.clear();
  lengths_.clear();
  places_.clear();
}

void PostingListWriter::add_to_window(DocId doc, std::uint32_t freq, std::uint32_t length) {
  if (doc / kWindowSize > windows_.size() / kImpactBytes) close_windows(doc / kWindowSize);
  if (!dense_) return;
  window_freqs_.push_back(freq);
  window_lengths_.push_back(length);
}

void PostingListWriter::close_windows(DocId window) {
  dense_ = doc_freq_ >= std::uint64_t{window} * kDenseWindow;
  while (dense_ && windows_.size() < window * kImpactBytes) {
    std::uint8_t impacts[kImpactBytes];
    Impacts::of(window_freqs_, window_lengths_, average_length_).write(impacts);
    windows_.bytes(impacts);
    window_freqs_.clear();
    window_lengths_.clear();
  }
}

void PostingListWriter::write_short_list() {
  DocId next = 0;
  for (std::size_t i = 0; i < docs_.size(); ++i) {
    const std::uint64_t gap = docs_[i] - next;
    blocks_.varint(gap << 1 | (freqs_[i] == 1 ? 1 : 0));
    if (freqs_[i] != 1) blocks_.varint(freqs_[i]);
    next = docs_[i] + 1;
  }
  for (const std::uint32_t gap : places_) positions_.varint(gap);
}

void PostingListWriter::write_entries() {
  if (doc_freq_ <= kBlockSize) return;
  if (dense_) close_windows(last_doc_ / kWindowSize + 1);
  const bool full = std::all_of(entries_.begin(), entries_.end() - 1,
                                [](const Entry& entry) { return entry.size == kBlockSize - 1; });
  const bool has_best = doc_freq_ >= kBestDocumentsList;
  out_.u8((dense_ ? kWindowImpacts : 0) | (full ? 0 : kSizedBlocks) | (has_best ? kHasBest : 0));
  if (!full) out_.number(static_cast<std::uint32_t>(entries_.size()));
  for (const Entry& entry : entries_) out_.number(entry.last_doc);
  for (const Entry& entry : entries_) out_.number(entry.offset);
  for (const Entry& entry : entries_) out_.number(entry.positions_offset);
  for (const Entry& entry : entries_) out_.bytes(entry.impacts);
  if (!full) {
    for (const Entry& entry : entries_) out_.u8(entry.size);
  }
  if (dense_) out_.bytes(windows_.view());
  if (has_best) best_.write(out_);
}

TermInfo PostingListWriter::finish() {
  const std::size_t begin = out_.size();
  if (doc_freq_ < kShortList) {
    write_short_list();
  } else {
    write_block(entries_.empty());
    write_entries();
  }
  out_.bytes(blocks_.view());
  TermInfo info;
  info.doc_freq = doc_freq_;
  info.total_freq = total_freq_;
  info.offset = written_;
  info.postings_size = out_.size() - begin;
  info.positions_size = positions_.size();
  out_.bytes(positions_.view());
  written_ += out_.size() - begin;
  clear();
  return info;
}

void PostingListWriter::finish_section() { out_.buffer().resize(out_.size() + simd::kPadding); }

void PostingListWriter::clear() {
  docs_.clear();
  freqs_.clear();
  lengths_.clear();
  places_.clear();
  entries_.clear();
  dense_ = true;
  window_freqs_.clear();
  window_lengths_.clear();
  windows_.clear();
  best_.clear();
  blocks_.clear();
  positions_.clear();
  doc_freq_ = 0;
  total_freq_ = 0;
  last_doc_ = kEndDoc;
}

}  // namespace lodex::postings
