// Documents out of files and folders.
#include "sources.h"

#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/unique_ptr.h>

#include <array>

#include "bindings.h"
#include "document_stream.h"
#include "file_path.h"
#include "lodex/error.h"

namespace lodex::python {
namespace {

using nb::literals::operator""_a;

struct FormatName {
  SourceFormat format;
  const char* name;
};
constexpr std::array<FormatName, 7> kFormats{{{SourceFormat::kAuto, "auto"},
                                              {SourceFormat::kJsonLines, "jsonl"},
                                              {SourceFormat::kCsv, "csv"},
                                              {SourceFormat::kTsv, "tsv"},
                                              {SourceFormat::kMarkdown, "markdown"},
                                              {SourceFormat::kHtml, "html"},
                                              {SourceFormat::kText, "text"}}};

SourceFormat format_named(const std::string& name) {
  std::string known;
  for (const FormatName& format : kFormats) {
    if (name == format.name) return format.format;
    known += (known.empty() ? "" : ", ") + std::string(format.name);
  }
  throw UsageError("there is no format \"" + name + "\"; there are " + known);
}

// The caller owns the iterator, which reads in a thread of its own.
std::unique_ptr<DocumentStream> read_source(const FilePath& source, const Text& format,
                                            const std::optional<Text>& id, bool strict) {
  SourceOptions options = source_options(format, id, strict);
  auto stream = std::make_unique<DocumentStream>(
      [options, source = source.bytes](const StreamQueue::Put& put) mutable {
        options.on_problem = [&](const SourceProblem& problem) { put(problem); };
        options.on_progress = [&](std::uint64_t done, std::uint64_t total) {
          put(SourceProgress{done, total});
        };
        read_documents(source, [&](Document&& document) { put(std::move(document)); }, options);
      });
  stream->wait_for_first();
  return stream;
}

}  // namespace

SourceOptions source_options(const Text& format, const std::optional<Text>& id, bool strict) {
  SourceOptions options;
  options.format = format_named(format.utf8);
  if (id) options.id_field = id->utf8;
  options.strict = strict;
  return options;
}

void bind_sources(nb::module_& m) {
  nb::class_<SourceCounts>(m, "SourceCounts", "What was read from a source.")
      .def_ro("documents", &SourceCounts::documents, "Documents taken.")
      .def_ro("files", &SourceCounts::files, "Files read.")
      .def_ro("skipped", &SourceCounts::skipped, "Problems: the sum of the next three.")
      .def_ro("skipped_lines", &SourceCounts::skipped_lines,
              "Lines and records that cannot be read.")
      .def_ro("skipped_documents", &SourceCounts::skipped_documents,
              "Documents that were read, but refused: no id, a value that does not fit its field.")
      .def_ro("skipped_files", &SourceCounts::skipped_files,
              "Files and folders that cannot be read.")
      .def_ro("other_files", &SourceCounts::other_files,
              "Files of a folder that are of an unknown kind; no problem.")
      .def_ro("repaired", &SourceCounts::repaired,
              "Documents in which invalid UTF-8 was replaced by U+FFFD.")
      .def_ro("replaced", &SourceCounts::replaced, "These U+FFFD.")
      .def_ro("bytes", &SourceCounts::bytes, "Bytes read.")
      .def("__repr__", [](const SourceCounts& c) {
        return nb::str(
                   "SourceCounts(documents={}, files={}, skipped_lines={}, skipped_documents={}, "
                   "skipped_files={}, other_files={}, repaired={}, replaced={}, bytes={})")
            .format(c.documents, c.files, c.skipped_lines, c.skipped_documents, c.skipped_files,
                    c.other_files, c.repaired, c.replaced, c.bytes);
      });
  m.def("read_source", read_source, "source"_a, "format"_a, "id"_a.none(), "strict"_a);
}

}  // namespace lodex::python
