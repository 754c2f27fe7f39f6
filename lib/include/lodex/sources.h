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

// How the bytes of a file become documents. Every text is UTF-8; a byte order mark is passed over,
// and what is not UTF-8 is replaced by U+FFFD.
enum class SourceFormat : std::uint8_t {
  kAuto,       // by the end of the file's name, in any case; JSON Lines for standard input
  kJsonLines,  // .jsonl, .ndjson: one object a line
  kCsv,        // .csv: RFC 4180, the first record names the fields; values are strings
  kTsv,        // .tsv: the same with tabs
  kMarkdown,  // .md, .markdown: front matter to fields, the rest as plain text to "body"; without a
              // "title" the first heading is it
  kHtml,      // .html, .htm: <title> to "title", the text that the page shows to "body"
  kText,      // .txt: the whole file is "body"
};

// Something in the input that was passed over, or read with a loss.
struct SourceProblem {
  std::string path;
  std::uint64_t line = 0;  // from 1; 0: the file as a whole
  std::string message;
};

struct SourceOptions {
  // Another one than kAuto is that of every file, whatever its name.
  SourceFormat format = SourceFormat::kAuto;
  // The field that gives the id: a string, or an integer, which is taken for its digits. A document
  // without it is a problem. Where this is empty, the document's field "id" gives the id, else the
  // name of its file: as `source` says it, or relative to the folder; with "#" and the number of
  // the record (from 1) in formats in which a file has several.
  std::string id_field{};
  // Keep with each document of a file where it comes from (Origin), so that a hit can name the line
  // of its passage (Hit::passage).
  bool origins = false;
  // Throw at the first problem: DocumentError that names file and line, or IoError. Otherwise the
  // line or file is skipped and `on_problem` is told.
  bool strict = false;
  std::function<void(const SourceProblem&)> on_problem{};
  // Told about every 256 KiB, and at the end, how many bytes of how many (0: unknown) have been
  // read.
  std::function<void(std::uint64_t done, std::uint64_t total)> on_progress{};
};

struct SourceCounts {
  std::uint64_t documents = 0;
  std::uint64_t files = 0;
  std::uint64_t skipped = 0;            // problems: the sum of the next three
  std::uint64_t skipped_lines = 0;      // lines and records that cannot be read
  std::uint64_t skipped_documents = 0;  // read, but refused: no id, a value that does not fit
  std::uint64_t skipped_files = 0;      // files and folders that cannot be read
  std::uint64_t other_files = 0;        // in folders, of an unknown kind; no problem
  std::uint64_t repaired = 0;           // documents in which invalid UTF-8 was replaced by U+FFFD
  std::uint64_t replaced = 0;           // these U+FFFD
  std::uint64_t bytes = 0;
};

// Reads every document of `source` (a file, a folder, or "-" for `standard_input`, std::cin where
// that is null) and hands it over with its field "id" set. Folders are walked with all folders
// within, in byte order of the paths; hidden files and folders, files of an unknown kind, and links
// to folders are passed over. A DocumentError that `emit` throws, as Writer::upsert does, is a
// problem of that document; other exceptions pass through. In memory is one line, or one file of
// those that are one document each, which may have at most 1 GiB.
//
// Throws IoError where the source is missing or cannot be read, UsageError where it is a file of an
// unknown kind, DocumentError where strict.
LODEX_API SourceCounts read_documents(const std::string& source,
                                      const std::function<void(Document&&)>& emit,
                                      const SourceOptions& options = {},
                                      std::istream* standard_input = nullptr);

}  // namespace lodex
