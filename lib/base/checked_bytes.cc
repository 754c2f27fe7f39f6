#include "base/checked_bytes.h"

#include <algorithm>
#include <bit>

#include "base/checksum.h"
#include "lodex/error.h"

namespace lodex {
namespace {
constexpr std::size_t kChecksum = sizeof(std::uint64_t);
}

ChunkedChecksums::ChunkedChecksums(ByteSpan bytes, ByteSpan checksums, std::string path)
    : bytes_(bytes),
      checksums_(checksums),
      path_(std::move(path)),
      good_(std::make_unique<std::atomic<std::uint64_t>[]>(chunk_count(bytes.size()) / 64 + 1)) {
  if (checksums_.size() != chunk_count(bytes_.size()) * kChecksum) {
    throw CorruptIndexError(path_ + ": has " + std::to_string(checksums_.size()) +
                                " bytes of checksums for " +
                                std::to_string(chunk_count(bytes_.size())) + " chunks",
                            path_);
  }
}

void ChunkedChecksums::verify_chunk(std::size_t chunk) const {
  const std::size_t begin = chunk * kChunkBytes;
  const std::size_t size = std::min(kChunkBytes, bytes_.size() - begin);
  if (checksum(bytes_.subspan(begin, size)) !=
      load<std::uint64_t>(checksums_.data() + chunk * kChecksum)) {
    throw CorruptIndexError(path_ + ": bytes " + std::to_string(begin) + " to " +
                                std::to_string(begin + size) +
                                " do not match their checksum; the file is damaged",
                            path_, begin);
  }
  good_[chunk / 64].fetch_or(std::uint64_t{1} << (chunk % 64), std::memory_order_relaxed);
}

void ChunkedChecksums::verify_all() const {
  for (std::size_t chunk = 0; chunk < chunk_count(bytes_.size()); ++chunk) {
    verify_chunk(chunk);
  }
}

std::size_t ChunkedChecksums::verified_chunks() const {
  std::size_t sum = 0;
  for (std::size_t word = 0; word <= chunk_count(bytes_.size()) / 64; ++word) {
    sum += static_cast<std::size_t>(std::popcount(good_[word].load(std::memory_order_relaxed)));
  }
  return sum;
}

CheckedBytes::CheckedBytes(const ChunkedChecksums& file, std::uint64_t offset, std::uint64_t size)
    : file_(&file), offset_(offset) {
  const std::uint64_t whole = file.bytes().size();
  if (offset > whole || size > whole - offset) {
    throw CorruptIndexError(file.path() + ": a section of " + std::to_string(size) + " bytes at " +
                                std::to_string(offset) + " does not lie within the file's " +
                                std::to_string(whole),
                            file.path(), offset);
  }
  bytes_ = file.bytes().subspan(offset, size);
}

void CheckedBytes::fail(const std::string& problem) const {
  const std::string path = file_ != nullptr ? file_->path() : std::string("index");
  throw CorruptIndexError(path + ": " + problem, path);
}

void CheckedBytes::fail_range(std::uint64_t offset, std::uint64_t size) const {
  fail("bytes " + std::to_string(offset) + " to " + std::to_string(offset + size) +
       " were wanted of a section of " + std::to_string(bytes_.size()));
}

}  // namespace lodex
