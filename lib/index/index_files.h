// The files of one index, opened: segments are opened once and shared by all snapshots that show
// them.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "index/manifest.h"
#include "io/directory.h"
#include "segment/segment.h"

namespace lodex::index {

// One commit: its manifest and its segments.
struct Snapshot {
  Manifest manifest;
  std::vector<segment::LiveSegment> segments;
};

// Thread-safe.
class IndexFiles {
 public:
  explicit IndexFiles(std::shared_ptr<io::Directory> directory)
      : directory_(std::move(directory)) {}

  [[nodiscard]] io::Directory& directory() const { return *directory_; }
  [[nodiscard]] std::string path_of(const std::string& file) const;

  // The last commit. A writer may remove files between the reading of its manifest and the opening
  // of its segments; then a newer manifest is there, and is read. Throws CorruptIndexError,
  // IoError.
  [[nodiscard]] std::shared_ptr<const Snapshot> open_snapshot();
  // A segment of a manifest, or one just written.
  [[nodiscard]] std::shared_ptr<const segment::Segment> open_segment(
      const std::string& file, const segment::FileIdentity& identity);
  // The deletions of a segment, which has some; compared with what the manifest says of the file.
  [[nodiscard]] segment::Deletions read_deletions(const SegmentEntry& entry) const;

 private:
  [[nodiscard]] std::shared_ptr<const Snapshot> open(Manifest manifest);

  std::shared_ptr<io::Directory> directory_;
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<const segment::Segment>> open_segments_;
  std::weak_ptr<const Snapshot> last_;
};

}  // namespace lodex::index
