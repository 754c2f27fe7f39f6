#include "postings/block_codec.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#include "lodex/error.h"
#include "postings/block_frequencies.h"
#include "simd/bit_packing.h"

namespace lodex::postings {
namespace {

constexpr std::uint8_t kBitSet = 64;
constexpr std::size_t kMaxBitSetBytes = 256;

[[noreturn]] void fail_block(const char* problem) {
  throw CorruptIndexError(std::string("block of postings: ") + problem);
}

void encode_bit_set(std::span<const DocId> docs, DocId first, std::size_t bytes, ByteWriter& out) {
  out.u8(kBitSet);
  out.u8(static_cast<std::uint8_t>(bytes - 1));
  std::vector<std::uint8_t>& buffer = out.buffer();
  const std::size_t at = buffer.size();
  buffer.resize(at + bytes);
  for (const DocId doc : docs) {
    buffer[at + (doc - first) / 8] |= static_cast<std::uint8_t>(1U << ((doc - first) % 8));
  }
}

void encode_gaps(std::span<const DocId> docs, DocId first, ByteWriter& out) {
  std::vector<std::uint32_t> gaps(docs.size());
  DocId next = first;
  std::uint32_t all = 0;
  for (std::size_t i = 0; i < docs.size(); ++i) {
    gaps[i] = docs[i] - next;
    all |= gaps[i];
    next = docs[i] + 1;
  }
  const auto width = static_cast<unsigned>(std::bit_width(all));
  out.u8(static_cast<std::uint8_t>(width));
  std::vector<std::uint8_t>& buffer = out.buffer();
  const std::size_t at = buffer.size();
  buffer.resize(at + simd::packed_bytes(gaps.size(), width));
  simd::pack(gaps.data(), gaps.size(), width, buffer.data() + at);
}

// Packed gaps add up modulo 2^32. The documents rise strictly where the sum cannot have wrapped:
// with at most 2^23 a gap and 256 gaps it can wrap at most once, which shows at the ends.
bool rises(const DocId* docs, std::size_t count, DocId previous, unsigned width) {
  if (previous != kEndDoc && docs[0] <= previous) return false;
  if (width <= 23) return docs[count - 1] >= docs[0];
  return std::adjacent_find(docs, docs + count, std::greater_equal<>()) == docs + count;
}

}  // namespace

void encode_block(std::span<const DocId> docs, std::span<const std::uint32_t> freqs, DocId previous,
                  ByteWriter& out) {
  const DocId first = previous + 1;
  const std::size_t bits = docs.back() - first + std::size_t{1};
  std::uint32_t largest_gap = docs[0] - first;
  for (std::size_t i = 1; i < docs.size(); ++i) {
    largest_gap = std::max(largest_gap, docs[i] - docs[i - 1] - 1);
  }
  const std::size_t packed =
      simd::packed_bytes(docs.size(), static_cast<unsigned>(std::bit_width(largest_gap)));
  const std::size_t bit_set = (bits + 7) / 8;
  if (bit_set <= kMaxBitSetBytes && bit_set < packed) {
    encode_bit_set(docs, first, bit_set, out);
  } else {
    encode_gaps(docs, first, out);
  }
  encode_frequencies(freqs, out);
}

ByteSpan decode_block(ByteSpan bytes, std::size_t count, DocId previous, std::uint32_t doc_count,
                      DocId* docs) {
  if (bytes.empty()) fail_block("is empty");
  const std::uint8_t kind = bytes[0];
  std::size_t used = 1;
  if (kind == kBitSet) {
    if (bytes.size() < 2) fail_block("ends before its bit set");
    const std::size_t size = std::size_t{bytes[1]} + 1;
    used = 2 + size;
    if (used > bytes.size()) fail_block("ends within its bit set");
    const std::uint64_t end = std::uint64_t{previous == kEndDoc ? 0 : previous + 1} + size * 8;
    if (end > UINT32_MAX) fail_block("has documents beyond all documents");
    if (simd::unpack_bits(bytes.data() + 2, size, previous + 1, count, docs) != count) {
      fail_block("has too few documents");
    }
  } else {
    if (kind > simd::kMaxWidth) fail_block("is of an unknown kind");
    const std::size_t size = simd::packed_bytes(count, kind);
    used = 1 + size;
    if (used > bytes.size()) fail_block("ends within its documents");
    simd::unpack_rising(bytes.data() + 1, count, kind, previous, docs);
    if (!rises(docs, count, previous, kind)) fail_block("has documents out of order");
  }
  if (docs[count - 1] >= doc_count) fail_block("has a document that the segment has not");
  return bytes.subspan(used);
}

bool mark_bit_set(ByteSpan bytes, DocId previous, DocId begin, DocId end, std::uint64_t* words) {
  if (bytes.size() < 2 || bytes[0] != kBitSet) return false;
  const std::size_t size = std::size_t{bytes[1]} + 1;
  if (2 + size > bytes.size()) fail_block("ends within its bit set");
  std::uint64_t doc = static_cast<DocId>(previous + 1);  // of the lowest bit
  for (std::size_t at = 0; at < size && doc < end; at += 8, doc += 64) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, bytes.data() + 2 + at, std::min<std::size_t>(8, size - at));
    if (end - doc < 64) bits &= (std::uint64_t{1} << (end - doc)) - 1;
    if (doc < begin) {
      if (begin - doc < 64) words[0] |= bits >> (begin - doc);
      continue;
    }
    const std::uint64_t place = doc - begin;
    words[place / 64] |= bits << (place % 64);
    // What this shifts out lies before the end, so that there is a word for it.
    const std::uint64_t rest = place % 64 == 0 ? 0 : bits >> (64 - place % 64);
    if (rest != 0) words[place / 64 + 1] |= rest;
  }
  return true;
}

}  // namespace lodex::postings
