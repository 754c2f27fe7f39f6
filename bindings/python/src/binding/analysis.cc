// Analyzers, and what they make of texts.
#include "analysis.h"

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <map>
#include <mutex>

#include "bindings.h"
#include "callable_analyzer.h"
#include "pickling.h"
#include "text.h"

namespace lodex::python {
namespace {

using nb::literals::operator""_a;

// A name that a function of Python was registered by: another may take its place.
class RegisteredAnalyzer final : public Analyzer {
 public:
  explicit RegisteredAnalyzer(std::shared_ptr<const Analyzer> analyzer)
      : analyzer_(std::move(analyzer)) {}
  void replace(std::shared_ptr<const Analyzer> analyzer) {
    const std::lock_guard lock(mutex_);
    analyzer_.swap(analyzer);
  }

  void analyze(std::string_view text, TokenBuffer& out) const override {
    current()->analyze(text, out);
  }
  [[nodiscard]] std::string normalize(std::string_view part) const override {
    return current()->normalize(part);
  }
  void explain(std::string_view text, std::vector<AnalysisStage>& stages) const override {
    current()->explain(text, stages);
  }

 private:
  [[nodiscard]] std::shared_ptr<const Analyzer> current() const {
    const std::lock_guard lock(mutex_);
    return analyzer_;
  }
  mutable std::mutex mutex_;  // nothing is waited for with it
  std::shared_ptr<const Analyzer> analyzer_;
};

// With the GIL.
void register_python(const Text& name, const PythonAnalyzer& analyzer, bool replace) {
  static std::map<std::string, std::shared_ptr<RegisteredAnalyzer>> registered;
  const auto known = registered.find(name.utf8);
  if (replace && known != registered.end()) return known->second->replace(analyzer.analyzer);
  auto added = std::make_shared<RegisteredAnalyzer>(analyzer.analyzer);
  register_analyzer(name.utf8, added);
  registered.emplace(name.utf8, std::move(added));
}

std::vector<PythonToken> to_python(std::vector<OwnedToken>&& tokens, const TextPlaces& places) {
  std::vector<PythonToken> out;
  out.reserve(tokens.size());
  for (OwnedToken& token : tokens) {
    out.push_back({std::move(token.term), places.index_of(token.begin), places.index_of(token.end),
                   token.position});
  }
  return out;
}

std::vector<PythonToken> analyze_text(const PythonAnalyzer& analyzer, const Text& text) {
  std::vector<OwnedToken> tokens;
  {
    const nb::gil_scoped_release release;
    tokens = analyze(text.utf8, *analyzer.analyzer);
  }
  return to_python(std::move(tokens), TextPlaces(text.utf8));
}

struct PythonStage {
  std::string name;
  std::vector<PythonToken> tokens;
  std::vector<std::string> rules;
  std::vector<PythonToken> dropped;
};

std::vector<PythonStage> explain_text(const PythonAnalyzer& analyzer, const Text& text) {
  std::vector<AnalysisStage> stages;
  {
    const nb::gil_scoped_release release;
    stages = explain_analysis(text.utf8, *analyzer.analyzer);
  }
  const TextPlaces places(text.utf8);
  std::vector<PythonStage> out;
  for (AnalysisStage& stage : stages) {
    out.push_back({std::move(stage.name), to_python(std::move(stage.tokens), places),
                   std::move(stage.rules), to_python(std::move(stage.dropped), places)});
  }
  return out;
}

// Filters as the package gives them: definitions (str of JSON) and callables.
PythonAnalyzer chain_of(const PythonAnalyzer& tokenizer, const nb::list& filters) {
  std::vector<std::shared_ptr<const TokenFilter>> made;
  for (const nb::handle filter : filters) {
    if (PyUnicode_Check(filter.ptr()) != 0) {
      const auto before = make_chain(tokenizer.analyzer, made);
      made.push_back(make_filter(utf8_of(filter), *before));
    } else {
      made.push_back(callable_filter(nb::borrow(filter)));
    }
  }
  return {make_chain(tokenizer.analyzer, std::move(made))};
}

void bind_token(nb::module_& m) {
  nb::class_<PythonToken>(m, "Token", "A term and where it stands in the text.")
      .def(
          "__init__",
          [](PythonToken* self, const Text& term, std::size_t begin, std::size_t end,
             std::uint32_t position) { new (self) PythonToken{term.utf8, begin, end, position}; },
          "term"_a, "begin"_a, "end"_a, "position"_a)
      .def_prop_ro(
          "term", [](const PythonToken& t) { return str_of(t.term); },
          "What is indexed: the word folded, perhaps stemmed.")
      .def_ro("begin", &PythonToken::begin, "text[begin:end] is what it was made from.")
      .def_ro("end", &PythonToken::end, "See begin.")
      .def_ro("position", &PythonToken::position, "Counts words from 0.")
      .def("__repr__", [](const PythonToken& t) {
        return nb::str("Token({!r}, begin={}, end={}, position={})")
            .format(str_of(t.term), t.begin, t.end, t.position);
      });
  nb::class_<PythonStage>(m, "AnalysisStage", "The tokens as they were after one step.")
      .def_prop_ro(
          "name", [](const PythonStage& s) { return str_of(s.name); },
          "The step: \"words\", \"fold\", \"stem english\".")
      .def_prop_ro(
          "tokens", [](const PythonStage& s) { return std::vector<PythonToken>(s.tokens); },
          "The tokens.")
      .def_prop_ro(
          "rules",
          [](const PythonStage& s) {
            std::vector<Text> rules;
            for (const std::string& rule : s.rules) rules.push_back({rule});
            return rules;
          },
          "Of each token why it is there: what holds a word together, what a filter did; \"\" "
          "where nothing was done.")
      .def_prop_ro(
          "dropped", [](const PythonStage& s) { return std::vector<PythonToken>(s.dropped); },
          "Tokens of the step before of which nothing is left.");
}

void bind_language(nb::module_& m) {
  nb::class_<DetectedLanguage>(m, "DetectedLanguage", "The language of a text.")
      .def_prop_ro(
          "code", [](const DetectedLanguage& l) { return str_of(l.code); },
          "\"de\", \"zh-Hant\"; empty where the text does not tell.")
      .def_prop_ro(
          "analyzer", [](const DetectedLanguage& l) { return str_of(l.analyzer); },
          "That of the language: \"german\"; \"standard\" where there is none for it.")
      .def_ro("confidence", &DetectedLanguage::confidence,
              "How much of the text is in the language, 0 to 1.")
      .def("__repr__", [](const DetectedLanguage& l) {
        return nb::str("DetectedLanguage(code={!r}, analyzer={!r}, confidence={})")
            .format(str_of(l.code), str_of(l.analyzer), l.confidence);
      });
}

}  // namespace

std::string json_of(const nb::object& definition) {
  const nb::object json = nb::module_::import_("json");
  try {
    return utf8_of(json.attr("dumps")(definition));
  } catch (nb::python_error& error) {
    if (!error.matches(PyExc_TypeError)) throw;
    nb::raise_from(error, PyExc_TypeError,
                   "a definition is made of what JSON has; callables are for "
                   "lodex.register_analyzer()");
  }
}

void bind_analysis(nb::module_& m) {
  bind_token(m);
  bind_language(m);
  nb::class_<PythonAnalyzer> type(
      m, "Analyzer",
      "Cuts text into tokens. lodex.make_analyzer() makes one. Safe to use from any thread.");
  type.def("analyze", analyze_text, "text"_a, "The tokens of a text.")
      .def("explain", explain_text, "text"_a,
           "The steps from a text to its tokens; see lodex.explain_analysis().");
  refuse_pickling(type, "an Analyzer cannot be pickled; its name or definition can");
  m.def(
      "find_analyzer", [](const Text& name) { return PythonAnalyzer{find_analyzer(name.utf8)}; },
      "name"_a);
  m.def(
      "make_analyzer",
      [](const Text& definition) { return PythonAnalyzer{make_analyzer(definition.utf8)}; },
      "definition"_a);
  m.def(
      "callable_analyzer",
      [](nb::object function, nb::object normalize) {
        return PythonAnalyzer{callable_tokenizer(std::move(function), std::move(normalize))};
      },
      "function"_a, "normalize"_a.none());
  m.def("chain", chain_of, "tokenizer"_a, "filters"_a,
        nb::sig("def chain(tokenizer: Analyzer, filters: list[object]) -> Analyzer"));
  m.def("register_analyzer", register_python, "name"_a, "analyzer"_a, "replace"_a);
  m.def("end_callables", end_callables);
  m.def(
      "analyzer_names",
      [] {
        std::vector<Text> names;
        for (std::string& name : analyzer_names()) names.push_back({std::move(name)});
        return names;
      },
      "The names of all analyzers, with those that were registered.");
  m.def(
      "detect_language",
      [](const Text& text) {
        const nb::gil_scoped_release release;
        return detect_language(text.utf8);
      },
      "text"_a,
      "The language of a text; looks at no more than its first 256 KiB. A sentence is enough for "
      "most languages.");
}

}  // namespace lodex::python
