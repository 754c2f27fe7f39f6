#include "segment/segment_file.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/checksum.h"
#include "lodex/error.h"

namespace lodex::segment {
namespace {

constexpr std::string_view kMagic = "lodexseg";
constexpr std::string_view kEndMagic = "lodexend";
constexpr std::size_t kHeaderBytes = 16;
constexpr std::size_t kTrailerBytes = 40;
constexpr std::size_t kEntryBytes = 24;
constexpr std::size_t kAlignment = 16;
constexpr std::size_t kChunkBytes = ChunkedChecksums::kChunkBytes;

}  // namespace

SegmentFileWriter::SegmentFileWriter(std::unique_ptr<io::WritableFile> file)
    : file_(std::move(file)) {
  chunk_.reserve(kChunkBytes);
  ByteWriter header;
  header.bytes(as_bytes(kMagic));
  header.number(kFormatVersion);
  header.number<std::uint32_t>(0);
  write(header.view());
}

void SegmentFileWriter::write(ByteSpan bytes) {
  written_ += bytes.size();
  while (!bytes.empty()) {
    const std::size_t size = std::min(bytes.size(), kChunkBytes - chunk_.size());
    chunk_.insert(chunk_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    bytes = bytes.subspan(size);
    if (chunk_.size() == kChunkBytes) close_chunk();
  }
}

void SegmentFileWriter::close_chunk() {
  if (chunk_.empty()) return;
  checksums_.push_back(checksum(chunk_));
  file_->append(chunk_);
  chunk_.clear();
}

void SegmentFileWriter::begin_section(SectionKind kind, std::uint32_t field) {
  entries_.push_back({kind, field, written_, 0});
}

void SegmentFileWriter::append(ByteSpan bytes) {
  assert(!entries_.empty());
  entries_.back().size += bytes.size();
  write(bytes);
}

void SegmentFileWriter::append(ByteWriter& buffer) {
  append(buffer.view());
  buffer.clear();
}

void SegmentFileWriter::end_section() {
  static constexpr std::uint8_t kZeros[kAlignment] = {};
  write({kZeros, (kAlignment - written_ % kAlignment) % kAlignment});
}

FileIdentity SegmentFileWriter::finish() {
  close_chunk();
  ByteWriter directory;
  directory.number(static_cast<std::uint32_t>(entries_.size()));
  directory.number(static_cast<std::uint32_t>(kChunkBytes));
  for (const Entry& entry : entries_) {
    directory.number(static_cast<std::uint32_t>(entry.kind));
    directory.number(entry.field);
    directory.number(entry.offset);
    directory.number(entry.size);
  }
  for (const std::uint64_t sum : checksums_) directory.number(sum);

  FileIdentity identity;
  identity.size = written_ + directory.size() + kTrailerBytes;
  identity.checksum = checksum(directory.view());
  ByteWriter trailer;
  trailer.number(written_);
  trailer.number<std::uint64_t>(directory.size());
  trailer.number(identity.checksum);
  trailer.number(identity.size);
  trailer.bytes(as_bytes(kEndMagic));
  file_->append(directory.view());
  file_->append(trailer.view());
  file_->sync();
  file_->close();
  return identity;
}

SegmentFile::SegmentFile(std::unique_ptr<io::ReadableFile> file, std::string path)
    : file_(std::move(file)), path_(std::move(path)) {
  const ByteSpan bytes = file_->bytes();
  const ByteSpan directory = read_trailer(bytes);
  read_directory(directory, static_cast<std::uint64_t>(directory.data() - bytes.data()));
}

ByteSpan SegmentFile::read_trailer(ByteSpan bytes) {
  const auto fail = [this](const std::string& problem) {
    throw CorruptIndexError(path_ + ": " + problem, path_);
  };
  if (bytes.size() < kHeaderBytes + kTrailerBytes) {
    fail("is no segment: has only " + std::to_string(bytes.size()) + " bytes");
  }
  if (as_text(bytes.first(kMagic.size())) != kMagic)
    fail("is no segment: its magic number is wrong");
  const auto version = load<std::uint32_t>(bytes.data() + kMagic.size());
  if (version > kFormatVersion) {
    fail("was written by a newer lodex: format version " + std::to_string(version) +
         ", this lodex reads up to " + std::to_string(kFormatVersion));
  }
  if (version == 0) fail("has format version 0, which never was");
  const std::uint8_t* trailer = bytes.data() + bytes.size() - kTrailerBytes;
  const auto offset = load<std::uint64_t>(trailer);
  const auto size = load<std::uint64_t>(trailer + 8);
  identity_.checksum = load<std::uint64_t>(trailer + 16);
  identity_.size = load<std::uint64_t>(trailer + 24);
  const std::uint64_t room = bytes.size() - kTrailerBytes;
  if (as_text({trailer + 32, kEndMagic.size()}) != kEndMagic || identity_.size != bytes.size() ||
      offset < kHeaderBytes || offset > room || size != room - offset) {
    fail("does not end as a segment does; it is truncated or damaged");
  }
  const ByteSpan directory = bytes.subspan(offset, size);
  if (checksum(directory) != identity_.checksum) fail("its directory does not match its checksum");
  return directory;
}

void SegmentFile::read_directory(ByteSpan directory, std::uint64_t contents_size) {
  ByteReader in(directory, "directory of a segment");
  const auto sections = in.number<std::uint32_t>();
  if (in.number<std::uint32_t>() != kChunkBytes) in.fail("has an unknown size of chunks");
  if (std::uint64_t{sections} * kEntryBytes > in.remaining()) in.fail("has too few entries");
  entries_.resize(sections);
  for (Entry& entry : entries_) {
    entry.kind = in.number<std::uint32_t>();
    entry.field = in.number<std::uint32_t>();
    entry.offset = in.number<std::uint64_t>();
    entry.size = in.number<std::uint64_t>();
  }
  // They stay where they are: there are many, and few of them are wanted soon.
  const ByteSpan checksums = in.bytes(in.remaining());
  contents_ =
      std::make_unique<ChunkedChecksums>(file_->bytes().first(contents_size), checksums, path_);
}

const SegmentFile::Entry* SegmentFile::find(SectionKind kind, std::uint32_t field) const {
  const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) {
    return entry.kind == static_cast<std::uint32_t>(kind) && entry.field == field;
  });
  return found == entries_.end() ? nullptr : &*found;
}

bool SegmentFile::has(SectionKind kind, std::uint32_t field) const {
  return find(kind, field) != nullptr;
}

CheckedBytes SegmentFile::section(SectionKind kind, std::uint32_t field) const {
  const Entry* entry = find(kind, field);
  if (entry == nullptr) return {};
  return {*contents_, entry->offset, entry->size};
}

}  // namespace lodex::segment
