// The manifest: which files are the index, as of one commit.
//
//   manifest := magic: 8 bytes "lodexman", version: u32, zeros: 4 bytes, size: u64, checksum: u64,
//               text: `size` bytes of JSON
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "io/directory.h"
#include "lodex/schema.h"
#include "segment/segment_file.h"

namespace lodex::index {

inline constexpr char kManifestName[] = "manifest";
inline constexpr char kTemporaryManifestName[] = "manifest.tmp";
inline constexpr char kLockName[] = "writer.lock";

struct DeletionsEntry {
  std::string file;
  std::uint32_t count = 0;
  std::uint64_t checksum = 0;
};

struct SegmentEntry {
  std::string file;
  std::uint32_t doc_count = 0;
  segment::FileIdentity identity;
  std::optional<DeletionsEntry> deletions;
};

struct Manifest {
  std::uint64_t generation = 0;    // of the commit
  std::uint64_t next_segment = 1;  // number of the next new segment
  Schema schema;
  std::string lodex_version;    // that made the index
  std::string unicode_version;  // that cut and folds its text
  std::string icu_version;
  std::vector<SegmentEntry> segments;  // in the order of their documents
  std::string import_note;             // of an import that is not finished; else empty

  [[nodiscard]] std::vector<std::uint8_t> to_file() const;
  // Throws CorruptIndexError that names `path`.
  static Manifest from_file(ByteSpan bytes, const std::string& path);
};

[[nodiscard]] Manifest read_manifest(const io::Directory& directory);
// Writes it beside the old one, makes it durable, puts it in its place and makes that durable. All
// files that it names have to be durable.
void write_manifest(io::Directory& directory, const Manifest& manifest);

[[nodiscard]] std::string segment_file_name(std::uint64_t number);
[[nodiscard]] std::string deletions_file_name(const std::string& segment_file,
                                              std::uint64_t generation);

}  // namespace lodex::index
