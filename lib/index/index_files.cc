#include "index/index_files.h"

#include "base/checksum.h"
#include "lodex/error.h"

namespace lodex::index {

std::string IndexFiles::path_of(const std::string& file) const {
  return directory_->path().empty() ? file : directory_->path() + "/" + file;
}

std::shared_ptr<const Snapshot> IndexFiles::open_snapshot() {
  Manifest manifest = read_manifest(*directory_);
  while (true) {
    const std::uint64_t generation = manifest.generation;
    {
      const std::lock_guard guard(mutex_);
      const auto last = last_.lock();
      if (last != nullptr && last->manifest.generation == generation) return last;
    }
    try {
      auto snapshot = open(std::move(manifest));
      const std::lock_guard guard(mutex_);
      last_ = snapshot;
      return snapshot;
    } catch (const Error&) {
      // Overtaken by a commit that removed files: the new manifest tells. Else it is an error.
      manifest = read_manifest(*directory_);
      if (manifest.generation == generation) throw;
    }
  }
}

std::shared_ptr<const Snapshot> IndexFiles::open(Manifest manifest) {
  auto snapshot = std::make_shared<Snapshot>();
  for (const SegmentEntry& entry : manifest.segments) {
    segment::LiveSegment live;
    live.segment = open_segment(entry.file, entry.identity);
    if (live.segment->doc_count() != entry.doc_count) {
      throw CorruptIndexError(path_of(entry.file) + ": has not the documents of its manifest",
                              path_of(entry.file));
    }
    if (entry.deletions.has_value()) {
      live.deletions = std::make_shared<const segment::Deletions>(read_deletions(entry));
    }
    snapshot->segments.push_back(std::move(live));
  }
  snapshot->manifest = std::move(manifest);
  return snapshot;
}

segment::Deletions IndexFiles::read_deletions(const SegmentEntry& entry) const {
  const std::string path = path_of(entry.deletions->file);
  const auto file = directory_->open(entry.deletions->file);
  if (checksum(file->bytes()) != entry.deletions->checksum) {
    throw CorruptIndexError(path + ": is not the file that the manifest names", path);
  }
  return segment::Deletions::from_file(file->bytes(), entry.doc_count, path);
}

std::shared_ptr<const segment::Segment> IndexFiles::open_segment(
    const std::string& file, const segment::FileIdentity& identity) {
  {
    const std::lock_guard guard(mutex_);
    const auto found = open_segments_.find(file);
    if (found != open_segments_.end()) {
      if (auto segment = found->second.lock(); segment && segment->identity() == identity) {
        return segment;
      }
    }
  }
  const std::string path = path_of(file);
  auto segment = std::make_shared<const segment::Segment>(directory_->open(file), path);
  if (segment->identity() != identity) {
    throw CorruptIndexError(path + ": is not the file that the manifest names", path);
  }
  const std::lock_guard guard(mutex_);
  std::erase_if(open_segments_, [](const auto& entry) { return entry.second.expired(); });
  open_segments_.insert_or_assign(file, segment);
  return segment;
}

}  // namespace lodex::index
