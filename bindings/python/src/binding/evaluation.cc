// Runs, judgments and measures.
#include "lodex/evaluation.h"

#include <nanobind/nanobind.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/vector.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>

#include "bindings.h"
#include "file_path.h"
#include "lodex/error.h"
#include "text.h"

namespace lodex::python {
namespace {

using nb::literals::operator""_a;

std::string id_of(nb::handle id, const char* what) {
  if (!PyUnicode_Check(id.ptr())) {
    throw nb::type_error((std::string("the id of a ") + what + " has to be a str, not " +
                          utf8_of(nb::str(id.type().attr("__name__"))))
                             .c_str());
  }
  return utf8_of(id);
}

template <class T>
T number_of(nb::handle number, const char* what) {
  T out{};
  if (nb::try_cast(number, out)) return out;
  throw nb::type_error(
      (std::string("a ") + what + " is a number, not " + utf8_of(nb::repr(number))).c_str());
}

nb::dict row_of(nb::handle documents) {
  if (!PyDict_Check(documents.ptr())) throw nb::type_error("each query has a dict of documents");
  return nb::borrow<nb::dict>(documents);
}

// Rankings are sorted by score, which NaN has no place in.
double score_of(nb::handle number) {
  const auto score = number_of<double>(number, "score");
  if (std::isnan(score)) throw DocumentError("a score is NaN");
  return score;
}

Qrels qrels_of(const nb::dict& grades) {
  Qrels qrels;
  for (const auto [query, documents] : grades) {
    auto& row = qrels.grades[id_of(query, "query")];
    for (const auto [document, grade] : row_of(documents)) {
      row[id_of(document, "document")] = number_of<int>(grade, "grade (32 bits)");
    }
  }
  return qrels;
}

nb::dict dict_of(const Qrels& qrels) {
  nb::dict out;
  for (const auto& [query, documents] : qrels.grades) {
    nb::dict row;
    for (const auto& [document, grade] : documents) row[str_of(document)] = grade;
    out[str_of(query)] = row;
  }
  return out;
}

Run run_of(const nb::dict& rankings, const Text& name) {
  Run run;
  run.name = name.utf8;
  for (const auto [query, documents] : rankings) {
    auto& ranking = run.rankings[id_of(query, "query")];
    for (const auto [document, score] : row_of(documents)) {
      ranking.push_back({id_of(document, "document"), score_of(score)});
    }
  }
  return run;
}

nb::dict dict_of(const std::vector<RunEntry>& ranking) {
  nb::dict out;
  for (const RunEntry& entry : ranking) out[str_of(entry.document)] = entry.score;
  return out;
}

void save(const Run& run, const FilePath& path, const Text& tag) {
  std::ofstream out(path.bytes);
  if (out) run.write(out, tag.utf8);
  out.close();
  if (!out) throw IoError(path.bytes + ": cannot write: " + std::strerror(errno), path.bytes);
}

nb::dict by_query(const Qrels& qrels, const Run& run, const Measure& measure) {
  std::map<std::string, double> values;
  {
    const nb::gil_scoped_release release;
    values = evaluate_by_query(qrels, run, measure);
  }
  nb::dict out;
  for (const auto& [query, value] : values) out[str_of(query)] = value;
  return out;
}

void bind_run(nb::module_& m) {
  using Released = nb::call_guard<nb::gil_scoped_release>;
  nb::class_<Run>(m, "Run")
      .def(
          "__init__",
          [](Run* run, const nb::dict& rankings, const Text& name) {
            new (run) Run(run_of(rankings, name));
          },
          "rankings"_a, "name"_a,
          nb::sig("def __init__(self, rankings: dict[str, dict[str, float]], name: str) -> None"))
      .def_static(
          "load", [](const FilePath& path) { return Run::load(path.bytes); }, "path"_a, Released())
      .def("save", save, "path"_a, "tag"_a, Released())
      .def_prop_ro("name", [](const Run& run) { return str_of(run.name); })
      .def(
          "queries",
          [](const Run& run) {
            nb::list out;
            for (const auto& [query, ranking] : run.rankings) out.append(str_of(query));
            return out;
          },
          nb::sig("def queries(self) -> list[str]"))
      .def(
          "ranking",
          [](const Run& run, const Text& query) -> nb::object {
            const auto found = run.rankings.find(query.utf8);
            if (found == run.rankings.end()) return nb::none();
            return dict_of(found->second);
          },
          "query"_a, nb::sig("def ranking(self, query: str) -> dict[str, float] | None"))
      .def("__len__", [](const Run& run) { return run.rankings.size(); });
}

}  // namespace

void bind_evaluation(nb::module_& m) {
  using Released = nb::call_guard<nb::gil_scoped_release>;
  bind_run(m);
  nb::class_<Qrels>(m, "Qrels")
      .def(
          "__init__",
          [](Qrels* qrels, const nb::dict& grades) { new (qrels) Qrels(qrels_of(grades)); },
          "grades"_a, nb::sig("def __init__(self, grades: dict[str, dict[str, int]]) -> None"))
      .def_static(
          "load", [](const FilePath& path) { return Qrels::load(path.bytes); }, "path"_a,
          Released())
      .def(
          "to_dict", [](const Qrels& qrels) { return dict_of(qrels); },
          nb::sig("def to_dict(self) -> dict[str, dict[str, int]]"));
  nb::class_<Measure>(m, "Measure")
      .def(
          "__init__",
          [](Measure* measure, const Text& text) {
            new (measure) Measure(Measure::parse(text.utf8));
          },
          "text"_a)
      .def("__str__", [](const Measure& measure) { return str_of(measure.to_string()); });
  m.def("evaluate", evaluate, "qrels"_a, "run"_a, "measure"_a, Released());
  m.def("evaluate_by_query", by_query, "qrels"_a, "run"_a, "measure"_a,
        nb::sig(
            "def evaluate_by_query(qrels: Qrels, run: Run, measure: Measure) -> dict[str, float]"));
  m.def(
      "load_topics",
      [](const FilePath& path) {
        nb::list out;
        for (const Topic& topic : load_topics(path.bytes)) {
          out.append(nb::make_tuple(str_of(topic.id), str_of(topic.text)));
        }
        return out;
      },
      "path"_a, nb::sig("def load_topics(path: str | os.PathLike[str]) -> list[tuple[str, str]]"));
}

}  // namespace lodex::python
