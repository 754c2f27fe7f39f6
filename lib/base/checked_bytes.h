// Bytes of a file that are compared with their checksums when they are first touched.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"

namespace lodex {

// A mapped file cut into chunks, each with a checksum. Remembers which chunks were found good, so
// that touching them again costs a bit test. Thread-safe. The bytes have to outlive it.
class ChunkedChecksums {
 public:
  static constexpr std::size_t kChunkBytes = 64 * 1024;
  static constexpr std::size_t chunk_count(std::uint64_t bytes) {
    return static_cast<std::size_t>((bytes + kChunkBytes - 1) / kChunkBytes);
  }

  // `checksums` are eight bytes for each chunk of `bytes`, which have to outlive this as well;
  // `path` is for messages.
  ChunkedChecksums(ByteSpan bytes, ByteSpan checksums, std::string path);

  [[nodiscard]] ByteSpan bytes() const { return bytes_; }
  [[nodiscard]] const std::string& path() const { return path_; }

  // Throws CorruptIndexError where a chunk that overlaps [begin, end) is not as it was written.
  // Requires begin <= end <= bytes().size().
  void verify(std::uint64_t begin, std::uint64_t end) const {
    if (begin == end) return;
    const std::size_t last = (end - 1) / kChunkBytes;
    for (std::size_t chunk = begin / kChunkBytes; chunk <= last; ++chunk) {
      const std::uint64_t word = good_[chunk / 64].load(std::memory_order_relaxed);
      if ((word >> (chunk % 64) & 1) == 0) verify_chunk(chunk);
    }
  }
  // Compares every chunk, also those already found good: the disk may have changed its mind.
  void verify_all() const;
  // How many chunks were found good so far.
  [[nodiscard]] std::size_t verified_chunks() const;

 private:
  void verify_chunk(std::size_t chunk) const;

  ByteSpan bytes_;
  ByteSpan checksums_;
  std::string path_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> good_;  // a bit a chunk
};

// A part of such a file: what a reader of one section holds. Cheap to copy.
class CheckedBytes {
 public:
  CheckedBytes() = default;
  // Throws CorruptIndexError where the part is not inside the file.
  CheckedBytes(const ChunkedChecksums& file, std::uint64_t offset, std::uint64_t size);
  // Bytes that need no check: built in memory, or in tests.
  explicit CheckedBytes(ByteSpan trusted) : bytes_(trusted) {}

  [[nodiscard]] std::uint64_t size() const { return bytes_.size(); }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }

  // The bytes [offset, offset + size), verified. Throws CorruptIndexError where they are outside
  // the section or damaged. The span lives as long as the file.
  [[nodiscard]] ByteSpan read(std::uint64_t offset, std::uint64_t size) const {
    if (offset > bytes_.size() || size > bytes_.size() - offset) fail_range(offset, size);
    if (file_ != nullptr) file_->verify(offset_ + offset, offset_ + offset + size);
    return bytes_.subspan(offset, size);
  }
  // From `offset` to the end of the section.
  [[nodiscard]] ByteSpan read_from(std::uint64_t offset) const {
    if (offset > bytes_.size()) fail_range(offset, 0);
    return read(offset, bytes_.size() - offset);
  }
  // Asks for bytes that are read soon; some of them where the section has not so many.
  void prefetch(std::uint64_t offset, std::uint64_t size) const {
    constexpr std::uint64_t kLine = 64;
    const std::uint64_t end = std::min<std::uint64_t>(offset + size, bytes_.size());
    for (; offset < end; offset += kLine) __builtin_prefetch(bytes_.data() + offset);
  }
  [[nodiscard]] ByteSpan read_all() const { return read(0, bytes_.size()); }
  // The number at element `index` of an array of T that starts at `base`.
  template <class T>
  [[nodiscard]] T element(std::uint64_t base, std::uint64_t index) const {
    return load<T>(read(base + index * sizeof(T), sizeof(T)).data());
  }

  // Throws CorruptIndexError that names the file: for readers that find an invariant broken.
  [[noreturn]] void fail(const std::string& problem) const;

 private:
  [[noreturn]] void fail_range(std::uint64_t offset, std::uint64_t size) const;

  const ChunkedChecksums* file_ = nullptr;
  std::uint64_t offset_ = 0;
  ByteSpan bytes_;
};

}  // namespace lodex
