// Schemas.
#include "lodex/schema.h"

#include <nanobind/nanobind.h>
#include <nanobind/operators.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/vector.h>

#include "analysis.h"
#include "bindings.h"
#include "file_path.h"
#include "lodex/error.h"
#include "text.h"

namespace lodex::python {
namespace {

using nb::literals::operator""_a;

constexpr const char* kPolicyNames[] = {"index", "store", "reject"};

UnknownFields policy_named(const std::string& name) {
  for (const UnknownFields policy :
       {UnknownFields::kIndex, UnknownFields::kStore, UnknownFields::kReject}) {
    if (name == kPolicyNames[static_cast<int>(policy)]) return policy;
  }
  throw SchemaError(
      "unknown fields are indexed (\"index\"), stored (\"store\") or refused "
      "(\"reject\"), not \"" +
      name + "\"");
}

void bind_field_spec(nb::module_& m) {
  nb::class_<FieldSpec>(m, "FieldSpec", "A field of a schema; see Schema.")
      .def_prop_ro(
          "name", [](const FieldSpec& f) { return str_of(f.name); }, "The name of the field.")
      .def_prop_ro(
          "kind", [](const FieldSpec& f) { return str_of(to_string(f.kind)); },
          "text, keyword, integer, real, date, boolean or json.")
      .def_prop_ro(
          "analyzer", [](const FieldSpec& f) { return str_of(f.options.analyzer); },
          "Its own analyzer; empty where it has that of the schema.")
      .def_prop_ro(
          "search_analyzer", [](const FieldSpec& f) { return str_of(f.options.search_analyzer); },
          "That of queries, where it is another one; else empty.")
      .def_prop_ro(
          "boost", [](const FieldSpec& f) { return f.options.boost; },
          "The weight of its words in BM25F.")
      .def_prop_ro(
          "indexed", [](const FieldSpec& f) { return f.options.indexed; },
          "Whether it can be searched.")
      .def_prop_ro(
          "stored", [](const FieldSpec& f) { return f.options.stored; },
          "Whether it is returned with the document.")
      .def_prop_ro(
          "positions", [](const FieldSpec& f) { return f.options.positions; },
          "Whether it has phrases (text).")
      .def_prop_ro(
          "sortable", [](const FieldSpec& f) { return f.options.sortable; },
          "Whether results can be sorted by it (keywords, numbers, dates, booleans).")
      .def_prop_ro(
          "facet", [](const FieldSpec& f) { return f.options.facet; },
          "Whether its values can be counted (keywords, booleans).")
      .def(nb::self == nb::self, nb::sig("def __eq__(self, arg: object, /) -> bool"))
      .def("__hash__", [](const FieldSpec& f) { return nb::hash(str_of(f.name)); })
      .def("__repr__", [](const FieldSpec& f) {
        return str_of("FieldSpec('" + f.name + "', '" + std::string(to_string(f.kind)) + "')");
      });
}

Schema& define_analyzer(Schema& schema, const Text& name, const nb::object& definition) {
  if (nb::isinstance<nb::str>(definition)) {
    return schema.define_analyzer(name.utf8, utf8_of(definition));
  }
  return schema.define_analyzer(name.utf8, json_of(definition));
}

// The builders return the schema itself, so that they can be chained.
void bind_schema_class(nb::module_& m) {
  constexpr auto kSelf = nb::rv_policy::none;
  nb::class_<Schema>(m, "Schema",
                     "Which fields the documents of an index have, and how each is searched.\n\n"
                     "Methods that add a field return the schema, so that they can be chained:\n"
                     "Schema().text(\"title\", boost=2).keyword(\"tag\").date(\"published\").\n"
                     "The field \"id\" is always there. Not thread-safe while it is changed; an "
                     "index keeps its own copy.\nErrors: SchemaError.")
      .def(nb::init<>(), "A schema without fields, which stores fields that it does not name.")
      .def(
          "text",
          [](Schema& s, const Text& name, double boost, const Text& analyzer,
             const Text& search_analyzer, bool indexed, bool stored, bool positions) -> Schema& {
            return s.text(name.utf8, {.analyzer = analyzer.utf8,
                                      .search_analyzer = search_analyzer.utf8,
                                      .boost = boost,
                                      .indexed = indexed,
                                      .stored = stored,
                                      .positions = positions});
          },
          "name"_a, nb::kw_only(), "boost"_a = 1.0, "analyzer"_a = Text{},
          "search_analyzer"_a = Text{}, "indexed"_a = true, "stored"_a = true, "positions"_a = true,
          kSelf,
          "Words, cut by an analyzer and ranked. `boost` weighs its words in BM25F; queries are "
          "cut "
          "by `search_analyzer`, where that is another one; without `positions` it has no phrases.")
      .def(
          "keyword",
          [](Schema& s, const Text& name, bool indexed, bool stored, bool sortable,
             bool facet) -> Schema& {
            return s.keyword(
                name.utf8,
                {.indexed = indexed, .stored = stored, .sortable = sortable, .facet = facet});
          },
          "name"_a, nb::kw_only(), "indexed"_a = true, "stored"_a = true, "sortable"_a = true,
          "facet"_a = true, kSelf, "A string, or several, taken as they are: tags, codes, names.")
      .def(
          "integer",
          [](Schema& s, const Text& name, bool indexed, bool stored, bool sortable) -> Schema& {
            return s.integer(name.utf8,
                             {.indexed = indexed, .stored = stored, .sortable = sortable});
          },
          "name"_a, nb::kw_only(), "indexed"_a = true, "stored"_a = true, "sortable"_a = true,
          kSelf, "Integers of 64 bits.")
      .def(
          "real",
          [](Schema& s, const Text& name, bool indexed, bool stored, bool sortable) -> Schema& {
            return s.real(name.utf8, {.indexed = indexed, .stored = stored, .sortable = sortable});
          },
          "name"_a, nb::kw_only(), "indexed"_a = true, "stored"_a = true, "sortable"_a = true,
          kSelf, "Floating point numbers of 64 bits.")
      .def(
          "date",
          [](Schema& s, const Text& name, bool indexed, bool stored, bool sortable) -> Schema& {
            return s.date(name.utf8, {.indexed = indexed, .stored = stored, .sortable = sortable});
          },
          "name"_a, nb::kw_only(), "indexed"_a = true, "stored"_a = true, "sortable"_a = true,
          kSelf, "Instants in UTC, to the microsecond: date, datetime or ISO 8601 text.")
      .def(
          "boolean",
          [](Schema& s, const Text& name, bool indexed, bool stored, bool sortable,
             bool facet) -> Schema& {
            return s.boolean(
                name.utf8,
                {.indexed = indexed, .stored = stored, .sortable = sortable, .facet = facet});
          },
          "name"_a, nb::kw_only(), "indexed"_a = true, "stored"_a = true, "sortable"_a = true,
          "facet"_a = true, kSelf, "True or false.")
      .def(
          "json", [](Schema& s, const Text& name) -> Schema& { return s.json(name.utf8); },
          "name"_a, kSelf, "Any value, stored and returned but not searched.")
      .def(
          "analyzer", [](Schema& s, const Text& name) -> Schema& { return s.analyzer(name.utf8); },
          "name"_a, kSelf, "Sets the analyzer of text fields that name none; see analyzer_names().")
      .def("define_analyzer", define_analyzer, "name"_a, "definition"_a, kSelf,
           nb::sig("def define_analyzer(self, name: str, definition: "
                   "collections.abc.Mapping[str, object] | str) -> Schema"),
           "Defines an analyzer that fields may name, and keeps it with the index: {\"tokenizer\": "
           "\"standard\", \"filters\": [{\"name\": \"stem\", \"language\": \"german\"}]}, or the "
           "same as "
           "JSON. What has callables is for lodex.register_analyzer().")
      .def(
          "unknown_fields",
          [](Schema& s, const Text& policy) -> Schema& {
            return s.unknown_fields(policy_named(policy.utf8));
          },
          "policy"_a, kSelf,
          "What happens to fields that the schema does not name: \"index\" adds them by their "
          "values (str: text, number: real, bool, dict: json), \"store\" only stores them, "
          "\"reject\" refuses the document.");
}

nb::str repr_of_schema(const Schema& schema) {
  std::string text;
  for (const FieldSpec& field : schema.fields()) {
    text += (text.empty() ? " " : ", ") + field.name + ' ' + std::string(to_string(field.kind));
  }
  return str_of("<Schema:" + (text.empty() ? " no fields" : text) + ">");
}

void bind_schema_readers(nb::module_& m) {
  auto schema = nb::borrow<nb::class_<Schema>>(m.attr("Schema"));
  schema
      .def_prop_ro(
          "fields", [](const Schema& s) { return std::vector<FieldSpec>(s.fields()); },
          "The fields, in their order, without \"id\".")
      .def_prop_ro(
          "default_analyzer", [](const Schema& s) { return str_of(s.default_analyzer()); },
          "What analyzer() set; \"standard\" at first.")
      .def_prop_ro(
          "unknown_policy",
          [](const Schema& s) {
            return nb::str(kPolicyNames[static_cast<int>(s.unknown_fields())]);
          },
          "What unknown_fields() set.")
      .def(
          "find",
          [](const Schema& s, const Text& name) -> std::optional<FieldSpec> {
            const FieldSpec* field = s.find(name.utf8);
            return field == nullptr ? std::nullopt : std::optional(*field);
          },
          "name"_a, "The field of this name, or None.")
      .def(
          "find_analyzer",
          [](const Schema& s, const Text& name) {
            return PythonAnalyzer{s.find_analyzer(name.utf8)};
          },
          "name"_a,
          "The analyzer of this name: one of this schema's, or one that every program has.")
      .def(
          "analyzer_of",
          [](const Schema& s, const Text& name, bool search) {
            const FieldSpec* field = s.find(name.utf8);
            if (field == nullptr || field->kind != FieldKind::kText) {
              throw SchemaError("there is no text field \"" + name.utf8 + "\"");
            }
            return PythonAnalyzer{
                s.find_analyzer(search ? s.search_analyzer_of(*field) : s.analyzer_of(*field))};
          },
          "field"_a, nb::kw_only(), "search"_a = false,
          "The analyzer of a text field, or (`search`) of queries in it.")
      .def_prop_ro(
          "analyzers",
          [](const Schema& s) {
            nb::dict out;
            for (const AnalyzerDefinition& a : s.analyzers()) {
              out[str_of(a.name)] = str_of(a.definition);
            }
            return out;
          },
          nb::sig("def analyzers(self) -> dict[str, str]"),
          "The analyzers that define_analyzer() defined: name → definition as JSON.")
      .def(
          "__contains__",
          [](const Schema& s, const Text& name) { return s.find(name.utf8) != nullptr; }, "name"_a)
      .def("__len__", [](const Schema& s) { return s.fields().size(); })
      .def(
          "copy", [](const Schema& s) { return Schema(s); }, "A schema of its own.")
      .def_static("dynamic", &Schema::dynamic, "A schema that indexes every field as it comes.")
      .def_static(
          "from_json", [](const Text& text) { return Schema::from_json(text.utf8); }, "text"_a,
          "Reads the JSON form: {\"analyzer\": \"english\", \"fields\": {\"title\": "
          "{\"kind\": \"text\", \"boost\": 2}, \"tag\": \"keyword\"}}.")
      .def(
          "to_json", [](const Schema& s) { return str_of(s.to_json()); },
          "The JSON form, which from_json() reads.")
      .def_static(
          "load", [](const FilePath& path) { return Schema::load(path.bytes); }, "path"_a,
          "Reads a file of that form. Errors: SchemaError, IoError.")
      .def(nb::self == nb::self, nb::sig("def __eq__(self, arg: object, /) -> bool"))
      .def("__hash__",
           [](const Schema&) -> Py_hash_t {
             throw nb::type_error("a Schema can be changed, so it has no hash");
           })
      .def("__repr__", repr_of_schema)
      .def("__getstate__", [](const Schema& s) { return str_of(s.to_json()); })
      .def("__setstate__",
           [](Schema& s, const Text& json) { new (&s) Schema(Schema::from_json(json.utf8)); });
}

}  // namespace

void bind_schema(nb::module_& m) {
  bind_field_spec(m);
  bind_schema_class(m);
  bind_schema_readers(m);
}

}  // namespace lodex::python
