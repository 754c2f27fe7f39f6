// The documents of a segment that are deleted: a small file beside the segment's.
//
//   deletions := magic: 8 bytes "lodexdel", version: u32, document count: u32, deleted count: u32,
//                zeros: 4 bytes, bits: a bit a document (1: deleted) in whole 8 bytes,
//                checksum: u64 of all before
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"

namespace lodex::segment {

// A set of documents. A value; not thread-safe while it is changed.
class Deletions {
 public:
  Deletions() = default;
  explicit Deletions(std::uint32_t doc_count)
      : doc_count_(doc_count), words_(word_count(doc_count)) {}

  [[nodiscard]] bool contains(DocId doc) const { return (words_[doc / 64] >> (doc % 64) & 1) != 0; }
  // True where the document was not deleted before. Requires doc < doc_count().
  bool add(DocId doc);
  [[nodiscard]] std::uint32_t size() const { return count_; }
  [[nodiscard]] std::uint32_t doc_count() const { return doc_count_; }
  // Bit i of word w is document 64·w + i.
  [[nodiscard]] const std::vector<std::uint64_t>& words() const { return words_; }

  [[nodiscard]] std::vector<std::uint8_t> to_file() const;
  // Throws CorruptIndexError that names `path`.
  static Deletions from_file(ByteSpan bytes, std::uint32_t doc_count, const std::string& path);

 private:
  static std::size_t word_count(std::uint32_t docs) { return (std::size_t{docs} + 63) / 64; }

  std::uint32_t doc_count_ = 0;
  std::uint32_t count_ = 0;
  std::vector<std::uint64_t> words_;
};

}  // namespace lodex::segment
