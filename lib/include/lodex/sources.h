// Sources of documents: folders of files, JSON Lines, CSV, standard input.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/config.h"
#include "lodex/document.h"

namespace lodex {

enum class SourceFormat : std::uint8_t {
  kAuto,      // by the file's name; JSON Lines for standard input
  kJsonLines, // .jsonl, .ndjson: one object a line
  kCsv,       // .csv: RFC 4180, the first record names the fields
  kTsv,       // .tsv: the same with tabs
  kMarkdown,  // .md, .markdown: front matter to fields, the rest to "body"
  kHtml,      // .html, .htm: <title> and text
  kText,      // .txt: the whole file is "body"
};

// Something in the input that was passed over, or read with a loss.
struct SourceProblem {
  std::string path;
  std::uint64_t line = 0;  // from 1; 0: the file as a whole
  std::string message;
};

struct SourceOptions {
  SourceFormat format = SourceFormat::kAuto;
  // The field that gives the id; the document's "id" else, else the path of its file (relative to
  // the folder given), with "#" and the number of the record where a file has several.
  std::string id_field;
  // Throw DocumentError at the first problem, which names file and line. Otherwise the line or file
  // is skipped and `on_problem` is told.
  bool strict = false;
  std::function<void(const SourceProblem&)> on_problem;
  // Told now and then how many bytes of how many (0: unknown) have been read.
  std::function<void(std::uint64_t done, std::uint64_t total)> on_progress;
};

struct SourceCounts {
  std::uint64_t documents = 0;
  std::uint64_t files = 0;
  std::uint64_t skipped = 0;   // lines or files with a problem
  std::uint64_t repaired = 0;  // documents in which invalid UTF-8 was replaced by U+FFFD
  std::uint64_t bytes = 0;
};

// Reads every document of `source` (a file, a folder, or "-" for `standard_input`) and hands it
// over. Folders are walked in byte order of their paths; hidden files and unknown kinds are passed
// over. Throws IoError where the source is missing or cannot be read, DocumentError where strict.
LODEX_API SourceCounts read_documents(const std::string& source,
                            const std::function<void(Document&&)>& emit,
                            const SourceOptions& options = {},
                            std::istream* standard_input = nullptr);

}  // namespace lodex
