#include "text/filters/filter_table.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "lodex/error.h"
#include "text/languages/stop_words/stop_words.h"

namespace lodex::text {
namespace {

using Json = nlohmann::json;

// What a definition says of one filter. Each parameter is asked for by name and type; what nobody
// asked for is an error.
class Parameters {
 public:
  Parameters(std::string filter, const Json& values)
      : filter_(std::move(filter)), values_(values) {}

  [[nodiscard]] std::string text(const std::string& name) {
    if (const Json* value = find(name)) return get<std::string>(name, *value, "a string");
    fail("wants \"" + name + "\", a string");
  }

  [[nodiscard]] bool has(const std::string& name) { return find(name) != nullptr; }

  [[nodiscard]] std::string text(const std::string& name, const std::string& otherwise) {
    return has(name) ? text(name) : otherwise;
  }

  [[nodiscard]] std::optional<std::vector<std::string>> texts(const std::string& name) {
    const Json* value = find(name);
    if (value == nullptr) return {};
    return get<std::vector<std::string>>(name, *value, "an array of strings");
  }

  void no_others() const {
    if (!values_.is_object()) return;
    for (const auto& [name, value] : values_.items()) {
      if (name != "name" && !asked_.contains(name)) fail("has no parameter \"" + name + "\"");
    }
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw SchemaError("filter \"" + filter_ + "\" " + what);
  }

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

struct Entry {
  const char* name;
  FilterPointer (*make)(Parameters& parameters);
};

constexpr std::array kFilters{
    Entry{"accents", [](Parameters& p) { return accents_filter(p.text("keep", "")); }},
    Entry{"arabic_final_letters", [](Parameters&) { return arabic_final_letters_filter(); }},
    Entry{"arabic_normalize", [](Parameters&) { return arabic_normalize_filter(); }},
    Entry{"catalan_normalize", [](Parameters&) { return catalan_normalize_filter(); }},
    Entry{"digits", [](Parameters&) { return digits_filter(); }},
    Entry{"dutch_normalize", [](Parameters&) { return dutch_normalize_filter(); }},
    Entry{"elision", make_elision_filter},
    Entry{"fold", [](Parameters&) { return fold_filter(); }},
    Entry{"german_normalize", [](Parameters&) { return german_normalize_filter(); }},
    Entry{"hindi_normalize", [](Parameters&) { return hindi_normalize_filter(); }},
    Entry{"irish_mutation", [](Parameters&) { return irish_mutation_filter(); }},
    Entry{"romanian_normalize", [](Parameters&) { return romanian_normalize_filter(); }},
    Entry{"russian_normalize", [](Parameters&) { return russian_normalize_filter(); }},
    Entry{"serbian_latin", [](Parameters&) { return serbian_latin_filter(); }},
    Entry{"spanish_normalize", [](Parameters&) { return spanish_normalize_filter(); }},
    Entry{"stem", [](Parameters& p) { return stem_filter(p.text("language")); }},
    Entry{"stop", make_stop_filter},
    Entry{"turkish_apostrophe", [](Parameters&) { return turkish_apostrophe_filter(); }},
    Entry{"turkish_lower", [](Parameters&) { return turkish_lower_filter(); }},
};

}  // namespace

FilterPointer make_filter(const Json& definition) {
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
    std::string names;
    for (const Entry& entry : kFilters)
      names += (names.empty() ? "" : ", ") + std::string(entry.name);
    throw SchemaError("there is no filter \"" + name + "\"; there are " + names);
  }
  Parameters parameters(name, definition);
  FilterPointer filter = found->make(parameters);
  parameters.no_others();
  return filter;
}

}  // namespace lodex::text
