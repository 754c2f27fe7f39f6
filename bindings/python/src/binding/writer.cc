#include "writer.h"

#include <nanobind/stl/optional.h>

#include "bindings.h"
#include "documents.h"
#include "file_path.h"
#include "lodex/error.h"
#include "pickling.h"
#include "sources.h"

namespace lodex::python {
namespace {

using nb::literals::operator""_a;

// Documents of upsert_many are converted with the GIL and indexed without it, so many at a time:
// taking it back may cost a thread that others compete with 5 ms.
constexpr std::size_t kMostDocuments = 256;
constexpr std::size_t kMostBytes = std::size_t{1} << 20;

// Says which of many documents is meant: those without an id have no other name.
[[noreturn]] void rethrow_with_number(const Error& error, std::size_t number) {
  const std::string message =
      std::string(error.what()) + " (number " + std::to_string(number) + " of the documents)";
  if (dynamic_cast<const LimitError*>(&error) != nullptr) throw LimitError(message);
  throw DocumentError(message);
}

// The next item, or an invalid object at the end.
nb::object next_of(const nb::object& iterator) {
  auto item = nb::steal<nb::object>(PyIter_Next(iterator.ptr()));
  if (!item.is_valid() && PyErr_Occurred() != nullptr) throw nb::python_error();
  return item;
}

}  // namespace

SharedWriter::~SharedWriter() {
  const nb::gil_scoped_release release;
  writer_.destroy();
}

Writer& SharedWriter::writer() {
  if (writer_.get() == nullptr) throw UsageError("this writer is closed");
  return *writer_.get();
}

template <class Work>
auto SharedWriter::with_writer(Work work) {
  writer_.require_own("this writer");
  const nb::gil_scoped_release release;
  const std::lock_guard lock(mutex_);
  return work(writer());
}

void SharedWriter::upsert(nb::handle document) {
  Document converted = to_document(document);
  with_writer([&](Writer& w) { w.upsert(std::move(converted)); });
}

void SharedWriter::upsert_batch(std::vector<Document>& batch, std::size_t first) {
  std::size_t number = first;
  with_writer([&](Writer& w) {
    try {
      for (Document& document : batch) {
        w.upsert(std::move(document));
        ++number;
      }
    } catch (const DocumentError& error) {
      rethrow_with_number(error, number);
    } catch (const LimitError& error) {
      rethrow_with_number(error, number);
    }
  });
  batch.clear();
}

std::size_t SharedWriter::upsert_many(nb::handle documents) {
  with_writer([](Writer&) {});  // a closed writer takes nothing from the iterator
  const auto iterator = nb::steal<nb::object>(PyObject_GetIter(documents.ptr()));
  if (!iterator.is_valid()) throw nb::python_error();
  std::vector<Document> batch;
  std::size_t weight = 0;
  std::size_t count = 0;
  const auto flush = [&] {
    upsert_batch(batch, count - batch.size());
    weight = 0;
    check_signals();
  };
  try {
    while (const nb::object item = next_of(iterator)) {
      batch.push_back(to_document(item));
      ++count;
      weight += weight_of(batch.back());
      if (batch.size() == kMostDocuments || weight >= kMostBytes) flush();
    }
  } catch (nb::python_error&) {
    upsert_batch(batch, count - batch.size());  // what came before the error
    throw;
  } catch (const nb::builtin_exception&) {
    upsert_batch(batch, count - batch.size());
    throw;
  }
  flush();
  return count;
}

SourceCounts SharedWriter::upsert_source(const std::string& source, SourceOptions options,
                                         const nb::object& on_problem,
                                         const nb::object& on_progress) {
  if (!on_problem.is_none()) {
    options.on_problem = [&](const SourceProblem& problem) {
      const nb::gil_scoped_acquire gil;
      on_problem(problem);
    };
  }
  if (!on_progress.is_none()) {
    options.on_progress = [&](std::uint64_t done, std::uint64_t total) {
      const nb::gil_scoped_acquire gil;
      on_progress(done, total);
    };
  }
  writer_.require_own("this writer");
  SignalCheck signals;
  SourceCounts counts;
  struct Interrupted {};
  try {
    const nb::gil_scoped_release release;
    counts = read_documents(
        source,
        [&](Document&& document) {
          if (signals.interrupted()) throw Interrupted{};
          const std::lock_guard lock(mutex_);
          writer().upsert(std::move(document));
        },
        options);
  } catch (const Interrupted&) {
    signals.rethrow();
  }
  return counts;
}

bool SharedWriter::erase(const Text& id) {
  return with_writer([&](Writer& w) { return w.erase(id.utf8); });
}
CommitInfo SharedWriter::commit() {
  return with_writer([](Writer& w) { return w.commit(); });
}
void SharedWriter::rollback() {
  with_writer([](Writer& w) { w.rollback(); });
}
CommitInfo SharedWriter::merge(const MergeOptions& options) {
  return with_writer([&](Writer& w) { return w.merge(options); });
}

void SharedWriter::close() {
  writer_.require_own("this writer");
  const nb::gil_scoped_release release;
  const std::lock_guard lock(mutex_);
  writer_.destroy();
}

bool SharedWriter::is_closed() {
  const nb::gil_scoped_release release;
  const std::lock_guard lock(mutex_);
  return writer_.get() == nullptr;
}

void bind_writer(nb::module_& m) {
  nb::class_<CommitInfo>(m, "CommitInfo", "What a commit did.")
      .def_ro("generation", &CommitInfo::generation, "Its number; later commits have larger ones.")
      .def_ro("documents", &CommitInfo::documents, "Documents that the index now has.")
      .def_ro("upserted", &CommitInfo::upserted, "Documents added or replaced since the last one.")
      .def_ro("deleted", &CommitInfo::deleted, "Documents deleted since the last one.")
      .def("__repr__", [](const CommitInfo& i) {
        return nb::str("CommitInfo(generation={}, documents={}, upserted={}, deleted={})")
            .format(i.generation, i.documents, i.upserted, i.deleted);
      });
  nb::class_<SharedWriter> type(m, "Writer");
  type.def("upsert", &SharedWriter::upsert, "document"_a,
           nb::sig("def upsert(self, document: collections.abc.Mapping[str, object]) -> None"))
      .def("upsert_many", &SharedWriter::upsert_many, "documents"_a,
           nb::sig("def upsert_many(self, documents: collections.abc.Iterable["
                   "collections.abc.Mapping[str, object]]) -> int"))
      .def(
          "upsert_source",
          [](SharedWriter& w, const FilePath& source, const Text& format,
             const std::optional<Text>& id, bool strict, bool origins, const nb::object& on_problem,
             const nb::object& on_progress) {
            SourceOptions options = source_options(format, id, strict);
            options.origins = origins;
            return w.upsert_source(source.bytes, std::move(options), on_problem, on_progress);
          },
          "source"_a, "format"_a, "id"_a.none(), "strict"_a, "origins"_a, "on_problem"_a.none(),
          "on_progress"_a.none())
      .def("delete", &SharedWriter::erase, "id"_a)
      .def("commit", &SharedWriter::commit)
      .def("rollback", &SharedWriter::rollback)
      .def(
          "merge",
          [](SharedWriter& w, std::size_t max_segments, bool reorder) {
            return w.merge({.max_segments = max_segments, .reorder = reorder});
          },
          "max_segments"_a, "reorder"_a)
      .def("close", &SharedWriter::close)
      .def_prop_ro("closed", &SharedWriter::is_closed);
  refuse_pickling(type, "a Writer holds the lock of its index and cannot be pickled");
}

}  // namespace lodex::python
