#include <filesystem>
#include <iostream>
#include <numeric>

#include "lodex/error.h"
#include "lodex/sources.h"
#include "sources/csv.h"
#include "sources/folder.h"
#include "sources/html.h"
#include "sources/input.h"
#include "sources/intake.h"
#include "sources/json_lines.h"
#include "sources/markdown.h"
#include "sources/whole_file.h"

namespace lodex {
namespace {

namespace fs = std::filesystem;
using sources::Intake;

using Emit = std::function<void(Document&&)>;

void read_input(sources::Input& input, SourceFormat format, Intake& intake) {
  switch (format) {
    case SourceFormat::kCsv:
      return sources::read_csv(input, intake, ',');
    case SourceFormat::kTsv:
      return sources::read_csv(input, intake, '\t');
    case SourceFormat::kMarkdown:
      return sources::read_markdown(input, intake);
    case SourceFormat::kHtml:
      return sources::read_html(input, intake);
    case SourceFormat::kText:
      return sources::read_text(input, intake);
    case SourceFormat::kAuto:
    case SourceFormat::kJsonLines:
      return sources::read_json_lines(input, intake);
  }
}

SourceCounts read_stream(std::istream& in, const Emit& emit, const SourceOptions& options) {
  Intake intake(emit, options, 0);
  const auto input = sources::stream_input(in, "standard input");
  intake.begin_stream("standard input", "-");
  read_input(*input, options.format, intake);
  return intake.finish();
}

SourceCounts read_file(const std::string& path, const Emit& emit, const SourceOptions& options) {
  const auto input = sources::open_file(path);
  const auto format =
      options.format == SourceFormat::kAuto ? sources::format_of(path) : options.format;
  if (!format) {
    const std::string problem =
        ": a name that ends in .jsonl, .ndjson, .csv, .tsv, .md, .markdown, .html, .htm or .txt is "
        "expected; for another one the format has to be given";
    throw UsageError(path + problem, path);
  }
  std::error_code unknown;  // the size of a pipe
  const auto bytes = fs::file_size(path, unknown);
  Intake intake(emit, options, unknown ? 0 : bytes);
  intake.begin_file(path, path);
  read_input(*input, *format, intake);
  return intake.finish();
}

SourceCounts read_folder(const std::string& path, const Emit& emit, const SourceOptions& options) {
  const sources::Folder folder = sources::list_folder(path, options.format);
  const auto total = std::accumulate(
      folder.files.begin(), folder.files.end(), std::uint64_t{0},
      [](std::uint64_t sum, const sources::SourceFile& file) { return sum + file.bytes; });
  Intake intake(emit, options, total);
  for (const SourceProblem& problem : folder.unreadable) {
    intake.unreadable(problem.path, problem.message);
  }
  intake.passed_over(folder.other_files);
  for (const sources::SourceFile& file : folder.files) {
    const std::string full = (fs::path(path) / file.name).string();
    try {
      const auto input = sources::open_file(full);
      intake.begin_file(full, file.name);
      read_input(*input, file.format, intake);
    } catch (const sources::UnreadableSource& error) {
      intake.unreadable(full, error.reason());
    }
  }
  return intake.finish();
}

}  // namespace

SourceCounts read_documents(const std::string& source, const Emit& emit,
                            const SourceOptions& options, std::istream* standard_input) {
  if (source == "-") {
    return read_stream(standard_input == nullptr ? std::cin : *standard_input, emit, options);
  }
  std::error_code ignored;  // whatever is wrong, opening the file will tell
  return fs::is_directory(source, ignored) ? read_folder(source, emit, options)
                                           : read_file(source, emit, options);
}

}  // namespace lodex
