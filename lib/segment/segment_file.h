// The frame of a segment's file: a header, sections, a directory with checksums, a trailer.
//
//   file      := header, section*, directory, trailer
//   header    := magic: 8 bytes "lodexseg", version: u32, zeros: 4 bytes
//   section   := its bytes, zeros to a multiple of 16
//   directory := section count: u32, chunk bytes: u32, entry*, checksum: u64*
//   entry     := kind: u32, field: u32, offset: u64, size: u64
//   trailer   := directory offset: u64, directory size: u64, checksum of directory: u64,
//                file size: u64, magic: 8 bytes "lodexend"
//
// The directory has a checksum for each 64 KiB of what lies before it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/checked_bytes.h"
#include "io/directory.h"

namespace lodex::segment {

inline constexpr std::uint32_t kFormatVersion = 1;

// What a section holds. The numbers are part of the format.
enum class SectionKind : std::uint32_t {
  kFields = 1,     // names, kinds and statistics of the fields
  kDocuments = 2,  // stored documents
  kDocumentsIndex = 3,
  kIds = 4,
  kIdsIndex = 5,
  kPostings = 6,  // from here on one for each field that has it
  kTerms = 7,
  kTermsIndex = 8,
  kLengths = 9,
  kColumn = 10,
  kPairRule = 11,  // from here on where a text field has lists of word pairs
  kPairPostings = 12,
  kPairs = 13,
  kPairsIndex = 14,
  kPlaces = 15,  // where documents of another order are in the sections 2 to 5
};

inline constexpr std::uint32_t kNoField = UINT32_MAX;

// What a manifest remembers of a file, to tell it from any other.
struct FileIdentity {
  std::uint64_t size = 0;
  std::uint64_t checksum = 0;  // of the directory, which has those of everything else
  bool operator==(const FileIdentity&) const = default;
};

// Writes such a file from beginning to end. Not thread-safe. Throws IoError.
class SegmentFileWriter {
 public:
  explicit SegmentFileWriter(std::unique_ptr<io::WritableFile> file);

  void begin_section(SectionKind kind, std::uint32_t field = kNoField);
  // Bytes of the section begun.
  void append(ByteSpan bytes);
  // What the buffer holds, which is empty afterwards.
  void append(ByteWriter& buffer);
  void end_section();
  // Writes directory and trailer, makes the file durable and closes it.
  FileIdentity finish();

 private:
  struct Entry {
    SectionKind kind;
    std::uint32_t field;
    std::uint64_t offset;
    std::uint64_t size;
  };
  void write(ByteSpan bytes);
  void close_chunk();

  std::unique_ptr<io::WritableFile> file_;
  std::uint64_t written_ = 0;
  std::vector<Entry> entries_;
  std::vector<std::uint8_t> chunk_;  // bytes since the last multiple of the chunk size
  std::vector<std::uint64_t> checksums_;
};

// Reads such a file. Opening checks the frame and the directory; sections are verified when they
// are touched. Immutable, thread-safe. Throws CorruptIndexError.
class SegmentFile {
 public:
  // `path` is for messages.
  SegmentFile(std::unique_ptr<io::ReadableFile> file, std::string path);

  // The section, empty where the file has none of this kind for the field.
  [[nodiscard]] CheckedBytes section(SectionKind kind, std::uint32_t field = kNoField) const;
  [[nodiscard]] bool has(SectionKind kind, std::uint32_t field = kNoField) const;
  [[nodiscard]] const FileIdentity& identity() const { return identity_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  // Compares every byte with its checksum.
  void verify() const { contents_->verify_all(); }
  // How many chunks were touched, and so compared, since the file was opened.
  [[nodiscard]] std::size_t verified_chunks() const { return contents_->verified_chunks(); }

 private:
  struct Entry {
    std::uint32_t kind;
    std::uint32_t field;
    std::uint64_t offset;
    std::uint64_t size;
  };
  [[nodiscard]] const Entry* find(SectionKind kind, std::uint32_t field) const;
  ByteSpan read_trailer(ByteSpan bytes);
  void read_directory(ByteSpan directory, std::uint64_t contents_size);

  std::unique_ptr<io::ReadableFile> file_;
  std::string path_;
  FileIdentity identity_;
  std::vector<Entry> entries_;
  std::unique_ptr<ChunkedChecksums> contents_;
};

}  // namespace lodex::segment
