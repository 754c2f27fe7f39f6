#include "segment/deletions.h"

#include <bit>

#include "base/checksum.h"
#include "lodex/error.h"

namespace lodex::segment {
namespace {
constexpr std::string_view kDeletionsMagic = "lodexdel";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kDeletionsHeaderBytes = 24;
}  // namespace

bool Deletions::add(DocId doc) {
  if (contains(doc)) return false;
  words_[doc / 64] |= std::uint64_t{1} << (doc % 64);
  ++count_;
  return true;
}

std::vector<std::uint8_t> Deletions::to_file() const {
  ByteWriter out;
  out.bytes(as_bytes(kDeletionsMagic));
  out.number(kVersion);
  out.number(doc_count_);
  out.number(count_);
  out.number<std::uint32_t>(0);
  for (const std::uint64_t word : words_) out.number(word);
  out.number(checksum(out.view()));
  return std::move(out.buffer());
}

Deletions Deletions::from_file(ByteSpan bytes, std::uint32_t doc_count, const std::string& path) {
  const auto fail = [&](const char* problem) {
    throw CorruptIndexError(path + ": " + problem, path);
  };
  Deletions out(doc_count);
  const std::size_t size = kDeletionsHeaderBytes + (out.words_.size() + 1) * sizeof(std::uint64_t);
  if (bytes.size() != size) fail("has not the size of the deletions of its segment");
  if (as_text(bytes.first(kDeletionsMagic.size())) != kDeletionsMagic)
    fail("is no file of deletions");
  if (load<std::uint64_t>(bytes.data() + size - 8) != checksum(bytes.first(size - 8))) {
    fail("does not match its checksum");
  }
  if (load<std::uint32_t>(bytes.data() + 8) != kVersion) fail("has an unknown format version");
  if (load<std::uint32_t>(bytes.data() + 12) != doc_count) fail("belongs to another segment");
  for (std::size_t w = 0; w < out.words_.size(); ++w) {
    out.words_[w] = load<std::uint64_t>(bytes.data() + kDeletionsHeaderBytes + w * 8);
    out.count_ += static_cast<std::uint32_t>(std::popcount(out.words_[w]));
  }
  const bool beyond = doc_count % 64 != 0 && out.words_.back() >> (doc_count % 64) != 0;
  if (beyond || out.count_ != load<std::uint32_t>(bytes.data() + 16)) {
    fail("has deletions of documents that there are not");
  }
  return out;
}

}  // namespace lodex::segment
