#include "sources/folder.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/ascii.h"
#include "sources/input.h"

namespace lodex::sources {
namespace {

namespace fs = std::filesystem;

struct Extension {
  std::string_view name;
  SourceFormat format;
};
constexpr Extension kExtensions[] = {
    {".jsonl", SourceFormat::kJsonLines}, {".ndjson", SourceFormat::kJsonLines},
    {".csv", SourceFormat::kCsv},         {".tsv", SourceFormat::kTsv},
    {".md", SourceFormat::kMarkdown},     {".markdown", SourceFormat::kMarkdown},
    {".html", SourceFormat::kHtml},       {".htm", SourceFormat::kHtml},
    {".txt", SourceFormat::kText}};

// One walk. Folders are visited without recursion: they can be nested deeper than the stack is.
class Walk {
 public:
  Walk(const std::string& root, SourceFormat format) : root_(root), format_(format) {}

  Folder run() {
    if (!visit(root_, "")) throw UnreadableSource(root_, result_.unreadable[0].message);
    while (!folders_.empty()) {
      const std::string folder = std::move(folders_.back());
      folders_.pop_back();
      (void)visit((fs::path(root_) / folder).string(), folder + "/");
    }
    std::ranges::sort(result_.files, {}, &SourceFile::name);
    std::ranges::sort(result_.unreadable, {}, &SourceProblem::path);
    return std::move(result_);
  }

 private:
  // False where the folder cannot be read to its end.
  bool visit(const std::string& path, const std::string& prefix) {
    std::error_code error;
    for (fs::directory_iterator at(path, error); !error && at != fs::directory_iterator();
         at.increment(error)) {
      const std::string name = at->path().filename().string();
      if (!name.starts_with('.')) entry(*at, prefix + name);
    }
    if (!error) return true;
    result_.unreadable.push_back({path, 0, "cannot read the folder: " + error.message()});
    return false;
  }

  void entry(const fs::directory_entry& entry, std::string name) {
    std::error_code error;
    const bool link = entry.is_symlink(error);
    const fs::file_status status = entry.status(error);
    if (fs::is_directory(status)) {
      if (!link) folders_.push_back(std::move(name));
      return;
    }
    const auto format = format_ == SourceFormat::kAuto ? format_of(name) : format_;
    if (!format) {
      if (fs::is_regular_file(status)) ++result_.other_files;
      return;
    }
    const auto bytes = fs::is_regular_file(status) ? entry.file_size(error) : 0;
    if (error) {
      result_.unreadable.push_back({entry.path().string(), 0, "cannot read: " + error.message()});
    } else if (fs::is_regular_file(status)) {
      result_.files.push_back({std::move(name), *format, bytes});
    }
  }

  const std::string& root_;
  SourceFormat format_;
  Folder result_;
  std::vector<std::string> folders_;  // still to be visited
};

}  // namespace

std::optional<SourceFormat> format_of(const std::string& path) {
  const std::string extension = ascii_lower_case(fs::path(path).extension().string());
  const auto* found = std::ranges::find(kExtensions, extension, &Extension::name);
  if (found == std::end(kExtensions)) return {};
  return found->format;
}

Folder list_folder(const std::string& path, SourceFormat format) {
  return Walk(path, format).run();
}

}  // namespace lodex::sources
