#include "text/filters/filter_table.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/joined.h"
#include "lodex/error.h"
#include "text/languages/stop_words/stop_words.h"

namespace lodex::text {
namespace {

using Json = nlohmann::json;

// What a definition says of one filter. Each parameter is asked for by name and type; what nobody
// asked for is an error.
class Parameters {
 public:
  // `before` is the part of the chain that stands before the filter.
  Parameters(std::string filter, const Json& values, const Analyzer& before)
      : filter_(std::move(filter)), values_(values), before_(before) {}

  [[nodiscard]] const Analyzer& before() const { return before_; }
  [[nodiscard]] bool has(const std::string& name) { return find(name) != nullptr; }

  [[nodiscard]] std::string text(const std::string& name) {
    if (const Json* value = find(name)) return get<std::string>(name, *value, "a string");
    fail("wants \"" + name + "\", a string");
  }
  [[nodiscard]] std::string text(const std::string& name, const std::string& otherwise) {
    return has(name) ? text(name) : otherwise;
  }
  [[nodiscard]] bool boolean(const std::string& name, bool otherwise) {
    const Json* value = find(name);
    return value == nullptr ? otherwise : get<bool>(name, *value, "true or false");
  }
  // From `least` to `most`.
  [[nodiscard]] std::size_t integer(const std::string& name, std::size_t otherwise,
                                    std::size_t least, std::size_t most) {
    const Json* value = find(name);
    if (value == nullptr) return otherwise;
    if (value->is_number_unsigned()) {
      const auto number = value->get<std::size_t>();
      if (number >= least && number <= most) return number;
    }
    fail("wants an integer from " + std::to_string(least) + " to " + std::to_string(most) +
         " for \"" + name + "\", not " + value->dump());
  }
  // "min" and "max".
  struct Bounds {
    std::size_t min;
    std::size_t max;
  };
  [[nodiscard]] Bounds bounds(Bounds otherwise, std::size_t least, std::size_t most) {
    Bounds bounds{integer("min", otherwise.min, least, most), 0};
    bounds.max = integer("max", std::max(otherwise.max, bounds.min), least, most);
    if (bounds.min > bounds.max) fail("has a \"min\" above its \"max\"");
    return bounds;
  }
  // Several lines: an array of strings, or one string.
  [[nodiscard]] std::vector<std::string> lines(const std::string& name) {
    const Json* value = find(name);
    if (value == nullptr) fail("wants \"" + name + "\", an array of strings");
    if (!value->is_string()) {
      return get<std::vector<std::string>>(name, *value, "an array of strings");
    }
    std::istringstream text(value->get<std::string>());
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
  }
  [[nodiscard]] std::optional<std::vector<std::string>> texts(const std::string& name) {
    const Json* value = find(name);
    if (value == nullptr) return {};
    return get<std::vector<std::string>>(name, *value, "an array of strings");
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw SchemaError("filter \"" + filter_ + "\" " + what);
  }

  void no_others() const {
    if (!values_.is_object()) return;
    for (const auto& [name, value] : values_.items()) {
      if (name != "name" && !asked_.contains(name)) fail("has no parameter \"" + name + "\"");
    }
  }

 private:
  const Json* find(const std::string& name) {
    asked_.insert(name);
    if (!values_.is_object()) return nullptr;
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &*found;
  }

  template <class T>
  T get(const std::string& name, const Json& value, const char* type) const {
    try {
      return value.get<T>();
    } catch (const Json::exception&) {
      fail("wants " + std::string(type) + " for \"" + name + "\", not " + value.dump());
    }
  }

  std::string filter_;
  const Json& values_;
  const Analyzer& before_;
  std::set<std::string> asked_;
};

FilterPointer make_stop_filter(Parameters& parameters) {
  if (const auto words = parameters.texts("words")) return stop_filter("stop", *words);
  const std::string language = parameters.text("language");
  return stop_filter("stop " + language, stop_words(language));
}

FilterPointer make_elision_filter(Parameters& parameters) {
  if (const auto articles = parameters.texts("articles")) return elision_filter(*articles);
  return elision_filter(elided_articles(parameters.text("language")));
}

FilterPointer make_length(Parameters& p) {
  constexpr std::size_t kMost = 1'000'000;
  const auto [min, max] = p.bounds({1, kMost}, 0, kMost);
  return length_filter(min, max);
}

FilterPointer make_pattern(Parameters& p) {
  const std::string pattern = p.text("pattern");
  if (p.has("replace") == p.has("keep")) {
    p.fail("wants either \"replace\", a string, or \"keep\", true or false");
  }
  if (p.has("replace")) return replace_filter(pattern, p.text("replace"));
  return match_filter(pattern, p.boolean("keep", true));
}

FilterPointer make_ngrams(Parameters& p, bool from_beginning) {
  constexpr std::size_t kMost = 32;
  const auto [min, max] = p.bounds({2, from_beginning ? std::size_t{10} : 3}, 1, kMost);
  return ngram_filter({min, max, from_beginning, p.boolean("keep_original", false)});
}

FilterPointer make_shingles(Parameters& p) {
  constexpr std::size_t kMost = 16;
  const auto [min, max] = p.bounds({2, 2}, 2, kMost);
  const ShingleOptions standard;
  return shingle_filter({min, max, p.text("separator", standard.separator),
                         p.text("filler", standard.filler),
                         p.boolean("unigrams", standard.unigrams)});
}

FilterPointer make_synonyms(Parameters& p) {
  if (p.has("file")) {
    p.fail(
        "has \"file\", which is read only where a schema is loaded from a file; elsewhere give "
        "the lines of the file as \"rules\"");
  }
  const std::vector<std::string> lines = p.lines("rules");
  const bool expand = p.boolean("expand", true);
  const std::string format = p.text("format", "solr");
  if (format == "solr") return synonym_filter(solr_synonyms(lines, expand), p.before());
  if (format == "wordnet") return synonym_filter(wordnet_synonyms(lines, expand), p.before());
  p.fail("has the formats solr and wordnet, not \"" + format + "\"");
}

struct Entry {
  const char* name;
  FilterPointer (*make)(Parameters& parameters);
};

constexpr std::array kFilters{
    Entry{"accents", [](Parameters& p) { return accents_filter(p.text("keep", "")); }},
    Entry{"arabic_final_letters", [](Parameters&) { return arabic_final_letters_filter(); }},
    Entry{"arabic_normalize", [](Parameters&) { return arabic_normalize_filter(); }},
    Entry{"catalan_normalize", [](Parameters&) { return catalan_normalize_filter(); }},
    Entry{"cjk_bigrams", [](Parameters&) { return cjk_bigrams_filter(); }},
    Entry{"digits", [](Parameters&) { return digits_filter(); }},
    Entry{"dutch_normalize", [](Parameters&) { return dutch_normalize_filter(); }},
    Entry{"edge_ngrams", [](Parameters& p) { return make_ngrams(p, true); }},
    Entry{"elision", make_elision_filter},
    Entry{"fold", [](Parameters&) { return fold_filter(); }},
    Entry{"german_normalize", [](Parameters&) { return german_normalize_filter(); }},
    Entry{"hindi_normalize", [](Parameters&) { return hindi_normalize_filter(); }},
    Entry{"irish_mutation", [](Parameters&) { return irish_mutation_filter(); }},
    Entry{"katakana_stem", [](Parameters&) { return katakana_stem_filter(); }},
    Entry{"length", make_length},
    Entry{"lowercase", [](Parameters&) { return lowercase_filter(); }},
    Entry{"ngrams", [](Parameters& p) { return make_ngrams(p, false); }},
    Entry{"pattern", make_pattern},
    Entry{"romanian_normalize", [](Parameters&) { return romanian_normalize_filter(); }},
    Entry{"russian_normalize", [](Parameters&) { return russian_normalize_filter(); }},
    Entry{"serbian_latin", [](Parameters&) { return serbian_latin_filter(); }},
    Entry{"shingles", make_shingles},
    Entry{"simplified_chinese", [](Parameters&) { return simplified_chinese_filter(); }},
    Entry{"spanish_normalize", [](Parameters&) { return spanish_normalize_filter(); }},
    Entry{"stem", [](Parameters& p) { return stem_filter(p.text("language")); }},
    Entry{"stop", make_stop_filter},
    Entry{"synonyms", make_synonyms},
    Entry{"turkish_apostrophe", [](Parameters&) { return turkish_apostrophe_filter(); }},
    Entry{"turkish_lower", [](Parameters&) { return turkish_lower_filter(); }},
};

}  // namespace

FilterPointer make_filter(const Json& definition, const Analyzer& before) {
  std::string name;
  if (definition.is_string()) name = definition.get<std::string>();
  if (definition.is_object())
    name = definition.value("name", Json()).is_string() ? definition["name"].get<std::string>()
                                                        : std::string();
  if (name.empty()) {
    throw SchemaError("a filter is a name or an object with a \"name\", not " + definition.dump());
  }
  const auto found = std::ranges::find(kFilters, name, &Entry::name);
  if (found == kFilters.end()) {
    throw SchemaError("there is no filter \"" + name + "\"; there are " +
                      joined(kFilters, &Entry::name));
  }
  Parameters parameters(name, definition, before);
  FilterPointer filter = found->make(parameters);
  parameters.no_others();
  return filter;
}

}  // namespace lodex::text
