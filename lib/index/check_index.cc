// Index::check: every file of the last commit.
#include "index/index_writer.h"
#include "lodex/error.h"

namespace lodex::index {

CheckReport check_index(IndexFiles& files) {
  CheckReport report;
  const auto attempt = [&](const std::string& path, const auto& work) {
    try {
      work();
    } catch (const Error& error) {
      report.problems.push_back({error.path().empty() ? path : error.path(), error.what()});
    }
  };
  Manifest manifest;
  bool readable = false;
  attempt(files.path_of(kManifestName), [&] {
    manifest = read_manifest(files.directory());
    readable = true;
  });
  report.files = 1;
  if (!readable) return report;
  report.bytes = files.directory().open(kManifestName)->bytes().size();
  for (const SegmentEntry& entry : manifest.segments) {
    ++report.files;
    report.bytes += entry.identity.size;
    attempt(files.path_of(entry.file), [&] {
      // Opened anew, not taken from what is open already: the file may be another by now.
      const segment::Segment segment(files.directory().open(entry.file), files.path_of(entry.file));
      if (segment.identity() != entry.identity || segment.doc_count() != entry.doc_count) {
        throw CorruptIndexError(files.path_of(entry.file) +
                                ": is not the file that the manifest names");
      }
      segment.verify();
    });
    if (!entry.deletions.has_value()) continue;
    ++report.files;
    attempt(files.path_of(entry.deletions->file), [&] {
      report.bytes += files.directory().open(entry.deletions->file)->bytes().size();
      (void)files.read_deletions(entry);
    });
  }
  return report;
}

}  // namespace lodex::index
