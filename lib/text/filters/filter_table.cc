#include "text/filters/filter_table.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "lodex/error.h"

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

struct Entry {
  const char* name;
  FilterPointer (*make)(Parameters& parameters);
};

constexpr std::array kFilters{
    Entry{"fold", [](Parameters&) { return fold_filter(); }},
    Entry{"stem", [](Parameters& p) { return stem_filter(p.text("language")); }},
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
