// The files of a folder that hold documents.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lodex/sources.h"

namespace lodex::sources {

struct SourceFile {
  std::string name;  // relative to the folder, with '/'
  SourceFormat format = SourceFormat::kText;
  std::uint64_t bytes = 0;
};

struct Folder {
  std::vector<SourceFile> files;          // in byte order of their names
  std::vector<SourceProblem> unreadable;  // files and folders
  std::uint64_t other_files = 0;          // of an unknown kind
};

// The format that the end of a file's name tells, in any case; nothing where it tells none.
[[nodiscard]] std::optional<SourceFormat> format_of(const std::string& path);

// Looks through the folder and the folders within. Passes over names that begin with '.', files of
// an unknown kind (none where `format` gives the kind of all), links to folders, and whatever is
// neither a folder nor a regular file. Throws UnreadableSource where `path` itself cannot be read.
[[nodiscard]] Folder list_folder(const std::string& path, SourceFormat format);

}  // namespace lodex::sources
