// Searchers, their options and their answers.
#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include <cmath>
#include <optional>
#include <utility>

#include "bindings.h"
#include "document_stream.h"
#include "documents.h"
#include "lodex/error.h"
#include "pickling.h"
#include "query.h"
#include "search_all.h"
#include "text.h"

namespace lodex::python {
namespace {

using nb::literals::operator""_a;

// "year" sorts upwards, "-year" downwards; "score" is the score.
SortKey sort_key(std::string text) {
  const bool descending = text.starts_with('-');
  if (descending) text.erase(0, 1);
  if (text == "score") text.clear();
  return {std::move(text), descending};
}

std::optional<std::chrono::microseconds> duration_of(std::optional<double> seconds) {
  if (!seconds || *seconds == HUGE_VAL) return {};
  if (!(*seconds >= 0)) throw nb::value_error("a deadline is a number of seconds, at least 0");
  // A century is as good as none.
  return std::chrono::microseconds(
      static_cast<std::int64_t>(std::min(*seconds, 100 * 366 * 86400.0) * 1e6));
}

void make_options(SearchOptions* options, std::size_t limit, std::size_t offset,
                  std::optional<Text> after, const std::optional<JoinedQuery>& filter,
                  std::vector<Text> sort, std::optional<std::pair<Text, std::size_t>> collapse,
                  std::vector<Text> facets, std::size_t facet_limit, bool exact_total,
                  const Bm25& model, std::optional<double> deadline) {
  SearchOptions made;
  made.limit = limit;
  made.offset = offset;
  if (after) made.after = SearchAfter{std::move(after->utf8)};
  if (filter) made.filter = filter->query();
  for (Text& key : sort) made.sort.push_back(sort_key(std::move(key.utf8)));
  if (collapse) made.collapse = Collapse{std::move(collapse->first.utf8), collapse->second};
  for (Text& field : facets) made.facets.push_back(std::move(field.utf8));
  made.facet_limit = facet_limit;
  made.exact_total = exact_total;
  made.model = model;
  made.deadline = duration_of(deadline);
  new (options) SearchOptions(std::move(made));
}

// Offsets of the parser are in bytes; Python's are in characters.
JoinedQuery parse(const Searcher& searcher, const Text& text, std::vector<Text> fields,
                  bool require_all, bool words_only, bool strict) {
  ParseOptions options;
  options.mode = strict ? ParseMode::kStrict : ParseMode::kLenient;
  for (Text& field : fields) options.fields.push_back(std::move(field.utf8));
  options.require_all = require_all;
  options.words_only = words_only;
  try {
    const Query query = searcher.parse(text.utf8, options);
    std::vector<QueryNote> notes = query.notes();
    for (QueryNote& note : notes) note.offset = character_index(text.utf8, note.offset);
    return JoinedQuery(Query(query.shared_node(), std::move(notes)));
  } catch (const QueryError& error) {
    if (!error.offset()) throw;
    throw QueryError(error.what(), error.path(), character_index(text.utf8, *error.offset()));
  }
}

Results search(const Searcher& searcher, const JoinedQuery& query, const SearchOptions& options) {
  SignalCheck signals;
  SearchOptions checked = options;
  checked.cancelled = [&] { return signals.interrupted(); };
  Results results;
  {
    const nb::gil_scoped_release release;
    results = searcher.search(query.query(), checked);
  }
  signals.rethrow();
  return results;
}

std::vector<Query> plain(const std::vector<JoinedQuery>& queries) {
  std::vector<Query> out;
  out.reserve(queries.size());
  for (const JoinedQuery& query : queries) out.push_back(query.query());
  return out;
}

Run run(const Searcher& searcher, std::vector<Text> ids, const std::vector<JoinedQuery>& queries,
        const SearchOptions& options, unsigned threads, const Text& name) {
  if (ids.size() != queries.size()) throw nb::value_error("as many ids as queries are wanted");
  const std::vector<Results> answers = search_all(searcher, plain(queries), options, threads);
  Run out;
  out.name = name.utf8;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    auto& ranking = out.rankings[ids[i].utf8];
    ranking.clear();
    for (const Hit& hit : answers[i]) ranking.push_back({hit.id, hit.score});
  }
  return out;
}

nb::object get(const Searcher& searcher, const Text& id) {
  std::optional<Document> document;
  {
    const nb::gil_scoped_release release;
    document = searcher.get(id.utf8);
  }
  if (!document) return nb::none();
  return to_python(*document);
}

nb::dict tree_of(const Explanation& explanation) {
  nb::list details;
  for (const Explanation& detail : explanation.details) details.append(tree_of(detail));
  nb::dict out;
  out["matches"] = explanation.matches;
  out["value"] = explanation.value;
  out["description"] = str_of(explanation.description);
  out["details"] = details;
  return out;
}

nb::object explain(const Searcher& searcher, const JoinedQuery& query, const Text& id,
                   const SearchOptions& options) {
  std::optional<Explanation> explanation;
  {
    const nb::gil_scoped_release release;
    explanation = searcher.explain(query.query(), id.utf8, options);
  }
  if (!explanation) return nb::none();
  return tree_of(*explanation);
}

nb::dict explain_hit(const Hit& hit) {
  Explanation explanation;
  {
    const nb::gil_scoped_release release;
    explanation = hit.explain();
  }
  return tree_of(explanation);
}

// The iterator keeps the snapshot alive.
std::unique_ptr<DocumentStream> documents(const Searcher& searcher) {
  return std::make_unique<DocumentStream>([searcher](const StreamQueue::Put& put) {
    searcher.for_each([&](const Document& document) {
      put(Document(document));
      return true;
    });
  });
}

Markup markup_named(const std::string& name) {
  if (name == "html") return Markup::kHtml;
  if (name == "terminal") return Markup::kTerminal;
  if (name == "plain") return Markup::kPlain;
  throw UsageError("markup is \"html\", \"terminal\" or \"plain\", not \"" + name + "\"");
}

Text snippet(const Hit& hit, const std::optional<Text>& field, std::size_t length,
             const Text& markup) {
  const SnippetOptions options{length, markup_named(markup.utf8)};
  return {field ? hit.snippet(field->utf8, options) : hit.snippet(options)};
}

SnippetPlace place(const Hit& hit, const std::optional<Text>& field, std::size_t length) {
  const SnippetOptions options{length, Markup::kPlain};
  return field ? hit.place(field->utf8, options) : hit.place(options);
}

nb::dict document_of(const Hit& hit) {
  Document document;
  {
    const nb::gil_scoped_release release;
    document = hit.document();
  }
  return to_python(document);
}

nb::dict facets_of(const Results& results) {
  nb::dict out;
  for (const Facet& facet : results.facets) {
    nb::dict counts;
    for (const FacetCount& value : facet.counts) counts[str_of(value.value)] = value.count;
    out[str_of(facet.field)] = counts;
  }
  return out;
}

void bind_results(nb::module_& m) {
  using Released = nb::call_guard<nb::gil_scoped_release>;
  nb::class_<SnippetPlace>(m, "SnippetPlace", "Where a snippet comes from.")
      .def_prop_ro(
          "field", [](const SnippetPlace& p) { return str_of(p.field); },
          "The field that it was cut from.")
      .def_prop_ro(
          "path",
          [](const SnippetPlace& p) {
            return p.path.empty() ? std::nullopt : std::optional(Text{p.path});
          },
          "The file that the document was read from; None where that is not known.")
      .def_prop_ro(
          "line",
          [](const SnippetPlace& p) { return p.line == 0 ? std::nullopt : std::optional(p.line); },
          "The line of its first match in the file, from 1.")
      .def("__repr__", [](const SnippetPlace& p) {
        return nb::str("SnippetPlace(field={!r}, path={!r}, line={})")
            .format(str_of(p.field), str_of(p.path), p.line);
      });
  nb::class_<Hit> hit(m, "Hit");
  hit.def_ro("rank", &Hit::rank)
      .def_prop_ro("id", [](const Hit& h) { return str_of(h.id); })
      .def_ro("score", &Hit::score)
      .def_prop_ro(
          "collapse_value", [](const Hit& h) { return to_python(h.collapse_value()); },
          nb::sig("def collapse_value(self) -> bool | int | float | str | None"))
      .def("document", document_of, nb::sig("def document(self) -> dict[str, typing.Any]"))
      .def("snippet", snippet, "field"_a.none(), "length"_a, "markup"_a, Released())
      .def("place", place, "field"_a.none(), "length"_a, Released())
      .def("explain", explain_hit, nb::sig("def explain(self) -> dict[str, typing.Any]"))
      .def("cursor", [](const Hit& h) { return str_of(h.cursor().cursor); });
  refuse_pickling(hit, "a Hit belongs to its index and cannot be pickled; to_dicts() can");

  nb::class_<Results> results(m, "Results");
  results.def("__len__", &Results::size)
      .def(
          "hit", [](const Results& r, std::size_t i) { return r.hits.at(i); }, "position"_a)
      .def_ro("total", &Results::total)
      .def_prop_ro("total_is_exact",
                   [](const Results& r) { return r.total_relation == TotalRelation::kEqual; })
      .def_prop_ro("collapsed_by",
                   [](const Results& r) {
                     return r.collapsed_by.empty() ? std::nullopt
                                                   : std::optional(Text{r.collapsed_by});
                   })
      .def_prop_ro("facets", facets_of, nb::sig("def facets(self) -> dict[str, dict[str, int]]"))
      .def_prop_ro("notes", [](const Results& r) { return std::vector<QueryNote>(r.notes); })
      .def_ro("timed_out", &Results::timed_out)
      .def_prop_ro("took_us", [](const Results& r) { return r.took.count(); });
  refuse_pickling(results, "Results belong to their index and cannot be pickled; to_dicts() can");
}

void bind_searcher(nb::module_& m) {
  using Released = nb::call_guard<nb::gil_scoped_release>;
  nb::class_<TermStats>(m, "TermStats", "A term of a field and how often it occurs.")
      .def_prop_ro(
          "term", [](const TermStats& t) { return str_of(t.term); }, "As it stands in the index.")
      .def_ro("document_frequency", &TermStats::document_frequency, "Documents that have it.")
      .def_ro("total_frequency", &TermStats::total_frequency, "Times that it occurs.")
      .def("__repr__", [](const TermStats& t) {
        return nb::str("TermStats({!r}, document_frequency={}, total_frequency={})")
            .format(str_of(t.term), t.document_frequency, t.total_frequency);
      });
  nb::class_<Searcher> searcher(m, "Searcher");
  searcher.def("search", search, "query"_a, "options"_a)
      .def(
          "search_many",
          [](const Searcher& s, const std::vector<JoinedQuery>& queries,
             const SearchOptions& options,
             unsigned threads) { return search_all(s, plain(queries), options, threads); },
          "queries"_a, "options"_a, "threads"_a)
      .def("run", run, "ids"_a, "queries"_a, "options"_a, "threads"_a, "name"_a)
      .def(
          "count",
          [](const Searcher& s, const JoinedQuery& query) { return s.count(query.query()); },
          "query"_a, Released())
      .def("explain", explain, "query"_a, "id"_a, "options"_a,
           nb::sig("def explain(self, query: Query, id: str, options: SearchOptions) -> "
                   "dict[str, typing.Any] | None"))
      .def("parse", parse, "text"_a, "fields"_a, "require_all"_a, "words_only"_a, "strict"_a)
      .def("get", get, "id"_a, nb::sig("def get(self, id: str) -> dict[str, typing.Any] | None"))
      .def(
          "contains",
          [](const Searcher& s, const Text& id) { return s.count(Query::term("id", id.utf8)) > 0; },
          "id"_a, Released())
      .def("documents", documents)
      .def(
          "terms",
          [](const Searcher& s, const Text& field, const Text& prefix,
             std::optional<std::size_t> limit) {
            return s.terms(field.utf8, prefix.utf8, limit.value_or(SIZE_MAX));
          },
          "field"_a, "prefix"_a, "limit"_a.none(), Released())
      .def_prop_ro("document_count", &Searcher::document_count)
      .def_prop_ro("generation", &Searcher::generation)
      .def_prop_ro("schema", [](const Searcher& s) { return Schema(s.schema()); });
  refuse_pickling(searcher,
                  "a Searcher is a snapshot of this process and cannot be pickled; an "
                  "Index on disk can");
}

}  // namespace

void bind_search(nb::module_& m) {
  nb::class_<SearchOptions>(m, "SearchOptions")
      .def("__init__", make_options, nb::kw_only(), "limit"_a, "offset"_a, "after"_a.none(),
           "filter"_a.none(), "sort"_a, "collapse"_a.none(), "facets"_a, "facet_limit"_a,
           "exact_total"_a, "model"_a, "deadline"_a.none());
  bind_results(m);
  bind_searcher(m);
}

}  // namespace lodex::python
