// Indexes, their statistics and checks.
#include "lodex/index.h"

#include <nanobind/nanobind.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <chrono>

#include "bindings.h"
#include "file_path.h"
#include "lodex/error.h"
#include "pickling.h"
#include "signals.h"
#include "text.h"
#include "writer.h"

namespace lodex::python {
namespace {

using nb::literals::operator""_a;
using Released = nb::call_guard<nb::gil_scoped_release>;

// Waits for the lock in short turns, so that Ctrl-C ends the wait.
std::unique_ptr<SharedWriter> open_writer(Index& index, unsigned threads, std::size_t memory,
                                          double lock_timeout, bool merge) {
  using Clock = std::chrono::steady_clock;
  const auto wait = std::chrono::duration<double>(std::clamp(lock_timeout, 0.0, 1e9));
  const auto deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(wait);
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    const auto turn = std::clamp(left, std::chrono::milliseconds(0), SignalCheck::kInterval);
    try {
      const nb::gil_scoped_release release;
      return std::make_unique<SharedWriter>(index.writer(
          {.threads = threads, .memory = memory, .lock_timeout = turn, .merge = merge}));
    } catch (const LockError&) {
      if (Clock::now() >= deadline) throw;
    }
    check_signals();
  }
}

void bind_stats(nb::module_& m) {
  nb::class_<FieldStats>(m, "FieldStats", "What an index has of a field.")
      .def_prop_ro(
          "name", [](const FieldStats& f) { return str_of(f.name); }, "The name of the field.")
      .def_prop_ro(
          "kind", [](const FieldStats& f) { return str_of(to_string(f.kind)); }, "As in FieldSpec.")
      .def_ro("documents", &FieldStats::documents,
              "Documents that have the field; deleted ones count until they are merged.")
      .def_ro("terms", &FieldStats::terms, "Distinct ones, summed over the segments.")
      .def_ro("tokens", &FieldStats::tokens, "Occurrences of terms.")
      .def("__repr__", [](const FieldStats& f) {
        return nb::str("FieldStats({!r}, {!r}, documents={}, terms={}, tokens={})")
            .format(str_of(f.name), str_of(to_string(f.kind)), f.documents, f.terms, f.tokens);
      });
  nb::class_<IndexStats>(m, "IndexStats", "What an index is made of, as of its last commit.")
      .def_prop_ro(
          "engine", [](const IndexStats& s) { return str_of(s.engine); },
          "\"native\" or \"xapian\".")
      .def_ro("generation", &IndexStats::generation, "The number of the last commit.")
      .def_ro("documents", &IndexStats::documents, "Live documents.")
      .def_ro("deleted", &IndexStats::deleted, "Documents whose space a merge will free.")
      .def_ro("segments", &IndexStats::segments, "Files that hold documents.")
      .def_ro("bytes", &IndexStats::bytes, "Of the segments.")
      .def_prop_ro(
          "created_by", [](const IndexStats& s) { return str_of(s.created_by); },
          "Versions of lodex, Unicode and ICU that wrote the index.")
      .def_prop_ro(
          "fields", [](const IndexStats& s) { return std::vector<FieldStats>(s.fields); },
          "A FieldStats for each field.")
      .def("__repr__", [](const IndexStats& s) {
        return nb::str("IndexStats(documents={}, deleted={}, segments={}, bytes={}, generation={})")
            .format(s.documents, s.deleted, s.segments, s.bytes, s.generation);
      });
}

void bind_check(nb::module_& m) {
  nb::class_<CheckProblem>(m, "CheckProblem", "Something that is not as it was written.")
      .def_prop_ro(
          "path", [](const CheckProblem& p) { return str_of_path(p.path); }, "The file concerned.")
      .def_prop_ro(
          "message", [](const CheckProblem& p) { return str_of(p.message); }, "What is wrong.")
      .def("__repr__", [](const CheckProblem& p) {
        return nb::str("CheckProblem({!r})").format(str_of(p.message));
      });
  nb::class_<CheckReport>(m, "CheckReport", "What a check of an index found.")
      .def_prop_ro("ok", &CheckReport::ok, "Whether every byte is as it was written.")
      .def_prop_ro(
          "problems", [](const CheckReport& r) { return std::vector<CheckProblem>(r.problems); },
          "A CheckProblem for each thing found; empty where all is well.")
      .def_ro("files", &CheckReport::files, "Files read.")
      .def_ro("bytes", &CheckReport::bytes, "Bytes read.")
      .def("__repr__", [](const CheckReport& r) {
        return nb::str("CheckReport(ok={}, problems={}, files={}, bytes={})")
            .format(r.ok(), r.problems.size(), r.files, r.bytes);
      });
  m.def(
      "check", [](const FilePath& path) { return Index::check(path.path()); }, "path"_a, Released(),
      "Reads every byte of the index in a directory, which may be too damaged to be opened, and "
      "compares it with its checksum.\n\nErrors: IoError where there is no index.");
}

// `progress` is a function of documents done and all, or None. Ctrl-C, or what it raises, breaks
// off.
ImportReport import_from(Index& index, const Index& source, unsigned threads, std::size_t memory,
                         std::uint64_t commit_every, const nb::object& progress) {
  ImportOptions options;
  options.writer.threads = threads;
  options.writer.memory = memory;
  options.commit_every = commit_every;
  options.on_progress = [&](std::uint64_t done, std::uint64_t total) {
    const nb::gil_scoped_acquire acquire;
    check_signals();
    if (!progress.is_none()) progress(done, total);
  };
  const nb::gil_scoped_release release;
  return index.import_from(source, options);
}

void bind_import(nb::module_& m) {
  nb::class_<ImportReport>(m, "ImportReport", "What an import did.")
      .def_ro("documents", &ImportReport::documents, "Documents that the source has.")
      .def_ro("imported", &ImportReport::imported, "Those imported by this call.")
      .def_ro("continued", &ImportReport::continued,
              "Those imported before, by calls that were broken off.")
      .def_ro("tokens", &ImportReport::tokens, "Occurrences of terms in text fields.")
      .def_prop_ro(
          "problems",
          [](const ImportReport& r) {
            nb::list out;
            for (const std::string& problem : r.problems) out.append(str_of(problem));
            return out;
          },
          nb::sig("def problems(self) -> list[str]"),
          "Counts of the index that are not what was read; empty where all is well.")
      .def("__repr__", [](const ImportReport& r) {
        return nb::str("ImportReport(documents={}, imported={}, continued={}, problems={})")
            .format(r.documents, r.imported, r.continued, r.problems.size());
      });
}

}  // namespace

void bind_index(nb::module_& m) {
  bind_stats(m);
  bind_check(m);
  bind_import(m);
  nb::class_<Index> type(m, "Index");
  type.def_static(
          "open",
          [](const std::vector<FilePath>& paths, const Text& mapping) {
            std::vector<std::filesystem::path> places;
            for (const FilePath& path : paths) places.push_back(path.path());
            return Index::open(places, {.mapping = mapping.utf8});
          },
          "paths"_a, "mapping"_a, Released())
      .def_static(
          "create",
          [](const FilePath& path, const Schema& schema, const Text& engine) {
            return Index::create(path.path(), schema, {.engine = engine.utf8});
          },
          "path"_a, "schema"_a, "engine"_a)
      .def_static(
          "open_or_create",
          [](const FilePath& path, const Schema& schema, const Text& engine) {
            return Index::open_or_create(path.path(), schema, {.engine = engine.utf8});
          },
          "path"_a, "schema"_a, "engine"_a)
      .def_static("in_memory", &Index::in_memory, "schema"_a)
      .def("writer", open_writer, "threads"_a, "memory"_a, "lock_timeout"_a, "merge"_a)
      .def("import_from", import_from, "source"_a, "threads"_a, "memory"_a, "commit_every"_a,
           "progress"_a.none())
      .def("searcher", &Index::searcher, Released())
      .def("schema", &Index::schema, Released())
      .def("stats", &Index::stats, Released())
      .def("check", nb::overload_cast<>(&Index::check, nb::const_), Released())
      .def("path", [](const Index& index) { return str_of_path(index.path().string()); });
  refuse_pickling(type, "this is not the class that pickles");
}

}  // namespace lodex::python
