// One block of up to kBlockSize postings: documents and frequencies.
//
//   block   := kind: u8, documents, frequencies
//   kind    := 0-32: the width of packed gaps less one (0: consecutive documents, no bytes)
//              64:   a bit set; size: u8, then size + 1 bytes; bit i is document `previous` + 1 + i
//   frequencies := see block_frequencies.h
//
// `previous` is the last document of the block before, or kEndDoc (-1) in the first.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/ids.h"

namespace lodex::postings {

void encode_block(std::span<const DocId> docs, std::span<const std::uint32_t> freqs, DocId previous,
                  ByteWriter& out);

// Decodes `count` documents of the block at the beginning of `bytes` to `docs`, which has room for
// them, and returns the bytes of the frequencies that follow. Every document is larger than the one
// before and below `doc_count`, whatever the bytes. Throws CorruptIndexError. simd::kPadding bytes
// behind `bytes` have to be readable.
[[nodiscard]] ByteSpan decode_block(ByteSpan bytes, std::size_t count, DocId previous,
                                    std::uint32_t doc_count, DocId* docs);

// Where the block is a bit set: sets bit doc - begin of `words` for each of its documents in
// [begin, end), and returns true. Throws CorruptIndexError where the set does not lie within
// `bytes`.
bool mark_bit_set(ByteSpan bytes, DocId previous, DocId begin, DocId end, std::uint64_t* words);

}  // namespace lodex::postings
