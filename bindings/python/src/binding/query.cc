// Queries and ranking models.
#include "query.h"

#include <nanobind/nanobind.h>
#include <nanobind/operators.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/vector.h>

#include "bindings.h"
#include "documents.h"
#include "lodex/search.h"
#include "pickling.h"
#include "text.h"

namespace lodex::python {

JoinedQuery JoinedQuery::joined(const JoinedQuery& a, const JoinedQuery& b, Join join) {
  std::vector<Query> parts;
  a.append_parts(parts, join);
  b.append_parts(parts, join);
  JoinedQuery out(join == Join::kAll ? Query::all_of(parts) : Query::any_of(parts));
  out.join_ = join;
  out.parts_ = std::move(parts);
  return out;
}

void JoinedQuery::append_parts(std::vector<Query>& parts, Join join) const {
  if (join_ == join) {
    parts.insert(parts.end(), parts_.begin(), parts_.end());
  } else {
    parts.push_back(query_);
  }
}

namespace {

using nb::literals::operator""_a;

std::vector<Query> queries_of(const std::vector<JoinedQuery>& parts) {
  std::vector<Query> out;
  out.reserve(parts.size());
  for (const JoinedQuery& part : parts) out.push_back(part.query());
  return out;
}

std::vector<std::string> strings_of(std::vector<Text> texts) {
  std::vector<std::string> out;
  out.reserve(texts.size());
  for (Text& text : texts) out.push_back(std::move(text.utf8));
  return out;
}

JoinedQuery phrase(const Text& field, std::vector<Text> terms, unsigned slop, bool ordered) {
  return JoinedQuery(Query::phrase(field.utf8, strings_of(std::move(terms)), {slop, ordered}));
}

JoinedQuery range(const Text& field, nb::handle lower, nb::handle upper, bool include_lower,
                  bool include_upper) {
  return JoinedQuery(
      Query::range(field.utf8, to_value(lower), to_value(upper), {include_lower, include_upper}));
}

JoinedQuery across(const std::vector<std::pair<JoinedQuery, double>>& parts) {
  std::vector<std::pair<Query, double>> out;
  for (const auto& [part, weight] : parts) out.emplace_back(part.query(), weight);
  return JoinedQuery(Query::across(std::move(out)));
}

using Parts = std::vector<JoinedQuery>;

JoinedQuery boolean(const Parts& must, const Parts& should, const Parts& must_not,
                    const Parts& filter) {
  return JoinedQuery(Query::boolean(
      {queries_of(must), queries_of(should), queries_of(must_not), queries_of(filter)}));
}

JoinedQuery without(const JoinedQuery& query, const JoinedQuery& other) {
  return JoinedQuery(query.query().without(other.query()));
}

void bind_factories(nb::class_<JoinedQuery>& query) {
  query.def_static(
           "none", [] { return JoinedQuery(Query::none()); }, "Matches nothing.")
      .def_static(
          "all", [] { return JoinedQuery(Query::all()); }, "Matches every document, with score 0.")
      .def_static(
          "term",
          [](const Text& field, const Text& term) {
            return JoinedQuery(Query::term(field.utf8, term.utf8));
          },
          "field"_a, "term"_a, "Documents whose field has the term.")
      .def_static("phrase", phrase, "field"_a, "terms"_a, nb::kw_only(), "slop"_a = 0,
                  "ordered"_a = true,
                  "The terms next to each other, or up to `slop` positions further apart.")
      .def_static(
          "prefix",
          [](const Text& field, const Text& prefix) {
            return JoinedQuery(Query::prefix(field.utf8, prefix.utf8));
          },
          "field"_a, "prefix"_a, "Terms that begin with this.")
      .def_static(
          "wildcard",
          [](const Text& field, const Text& pattern) {
            return JoinedQuery(Query::wildcard(field.utf8, pattern.utf8));
          },
          "field"_a, "pattern"_a, "Terms of this form: ? is one character, * any number.")
      .def_static(
          "fuzzy",
          [](const Text& field, const Text& term, unsigned edits, unsigned prefix) {
            return JoinedQuery(Query::fuzzy(field.utf8, term.utf8, {edits, prefix}));
          },
          "field"_a, "term"_a, nb::kw_only(), "edits"_a = 1, "prefix"_a = 1,
          "Terms within a number of edits (0 to 2); the first `prefix` characters match.")
      .def_static(
          "regex",
          [](const Text& field, const Text& pattern) {
            return JoinedQuery(Query::regex(field.utf8, pattern.utf8));
          },
          "field"_a, "pattern"_a, "Terms that match all of an RE2 expression.")
      .def_static("range", range, "field"_a, "lower"_a = nb::none(), "upper"_a = nb::none(),
                  nb::kw_only(), "include_lower"_a = true, "include_upper"_a = true,
                  nb::sig("def range(field: str, lower: object | None = None, upper: object | None "
                          "= None, *, include_lower: bool = True, include_upper: bool = True) -> "
                          "Query"),
                  "Documents with a value between two bounds; None is an open end. Numbers, "
                  "bools, strings of keywords, dates, datetimes and ISO 8601 text, which stands "
                  "for the instant at which it begins. Score 0. See lodex.F for shorter forms.")
      .def_static(
          "exists", [](const Text& field) { return JoinedQuery(Query::exists(field.utf8)); },
          "field"_a, "Documents that have a value in the field. Score 0.")
      .def_static("across", across, "parts"_a,
                  "One word looked up in several fields, scored once by BM25F: pairs of a term, "
                  "phrase or pattern of its own field, and its weight.")
      .def_static("boolean", boolean, nb::kw_only(), "must"_a = Parts{}, "should"_a = Parts{},
                  "must_not"_a = Parts{}, "filter"_a = Parts{},
                  "Matches every `must` and `filter`, no `must_not` and, where there is neither "
                  "must nor filter, at least one `should`. The scores of `must` and `should` are "
                  "added.")
      .def_static(
          "all_of",
          [](const Parts& parts) { return JoinedQuery(Query::all_of(queries_of(parts))); },
          "parts"_a, "All of them match; scores are added. No document where there are no parts.")
      .def_static(
          "any_of",
          [](const Parts& parts) { return JoinedQuery(Query::any_of(queries_of(parts))); },
          "parts"_a,
          "At least one matches; scores are added. No document where there are no parts.");
}

void bind_operators(nb::class_<JoinedQuery>& query) {
  query.def("without", without, "other"_a, "Matches where this does and `other` does not.")
      .def(
          "filtered_by",
          [](const JoinedQuery& q, const JoinedQuery& other) {
            return JoinedQuery(q.query().filtered_by(other.query()));
          },
          "other"_a, "Restricts this query to what `other` matches; scores stay as they are.")
      .def(
          "boost",
          [](const JoinedQuery& q, double factor) { return JoinedQuery(q.query().boost(factor)); },
          "factor"_a, "Multiplies the scores by a factor above 0.")
      .def("__and__", &JoinedQuery::both, nb::is_operator(), "Both match; scores are added.")
      .def("__or__", &JoinedQuery::either, nb::is_operator(),
           "At least one matches; scores are added.")
      .def("__sub__", without, nb::is_operator(), "The same as without().")
      .def(
          "__invert__",
          [](const JoinedQuery& q) { return JoinedQuery(Query::all().without(q.query())); },
          "Every document that this does not match, with score 0.")
      .def("__bool__",
           [](const JoinedQuery&) -> bool {
             throw nb::type_error(
                 "a query is neither true nor false: combine queries with &, |, - "
                 "and ~ (and ranges with between), not with and, or, not");
           })
      .def_prop_ro(
          "notes", [](const JoinedQuery& q) { return std::vector<QueryNote>(q.query().notes()); },
          "What the parser ignored or changed.")
      .def("__str__", [](const JoinedQuery& q) { return str_of(q.query().to_string()); })
      .def("__repr__", [](const JoinedQuery& q) {
        return nb::str("Query({!r})").format(str_of(q.query().to_string()));
      });
  refuse_pickling(query, "a Query cannot be pickled; pickle its text and parse that");
}

void bind_model(nb::module_& m) {
  nb::class_<Bm25>(m, "BM25",
                   "The ranking model BM25 (over several fields BM25F). `k1`, at least 0: how much "
                   "repeated words add. `b`, 0 to 1: how much long documents are held back.")
      .def(
          "__init__", [](Bm25* model, double k1, double b) { new (model) Bm25{k1, b}; },
          nb::kw_only(), "k1"_a = Bm25{}.k1, "b"_a = Bm25{}.b)
      .def_ro("k1", &Bm25::k1, "See BM25.")
      .def_ro("b", &Bm25::b, "See BM25.")
      .def(nb::self == nb::self, nb::sig("def __eq__(self, arg: object, /) -> bool"))
      .def("__hash__", [](const Bm25& m_) { return nb::hash(nb::make_tuple(m_.k1, m_.b)); })
      .def("__repr__",
           [](const Bm25& m_) { return nb::str("BM25(k1={}, b={})").format(m_.k1, m_.b); })
      .def("__getstate__", [](const Bm25& m_) { return std::pair(m_.k1, m_.b); })
      .def("__setstate__", [](Bm25& m_, const std::pair<double, double>& state) {
        new (&m_) Bm25{state.first, state.second};
      });
}

}  // namespace

void bind_query(nb::module_& m) {
  nb::class_<QueryNote>(m, "QueryNote", "Something that was ignored or changed in a query.")
      .def_prop_ro(
          "message", [](const QueryNote& note) { return str_of(note.message); }, "What was done.")
      .def_ro("offset", &QueryNote::offset, "Where in the text, in characters from 0.")
      .def("__repr__", [](const QueryNote& note) {
        return nb::str("QueryNote({!r}, offset={})").format(str_of(note.message), note.offset);
      });
  nb::class_<JoinedQuery> query(
      m, "Query",
      "A query: an immutable tree, safe to use from any thread.\n\n"
      "Made by Index.parse(), by lodex.F or by the static methods here, and combined with & "
      "(both), "
      "| (either), - (without) and ~ (all but). Terms given to the static methods are terms of the "
      "index: what the field's analyzer makes of a word (see lodex.analyze).\n"
      "Errors: QueryError where an argument is not valid in itself, LimitError; whether a field "
      "exists is seen by the search.");
  bind_factories(query);
  bind_operators(query);
  bind_model(m);
}

}  // namespace lodex::python
