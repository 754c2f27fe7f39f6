// Analyzers from their definitions.
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>
#include <utility>

#include "lodex/analysis.h"
#include "lodex/error.h"
#include "text/analyzers/analyzers.h"
#include "text/filters/filter_table.h"

namespace lodex {
namespace {

std::shared_ptr<const Analyzer> analyzer_of(std::string_view definition) {
  const nlohmann::json json = nlohmann::json::parse(definition, nullptr, false);
  if (!json.is_object()) {
    throw SchemaError("an analyzer is defined by a JSON object with \"tokenizer\" and \"filters\"");
  }
  std::shared_ptr<const Analyzer> tokenizer = find_analyzer("standard");
  nlohmann::json definitions = nlohmann::json::array();
  for (const auto& [name, value] : json.items()) {
    if (name == "tokenizer" && value.is_string()) {
      const auto tokenizer_name = value.get<std::string>();
      if (tokenizer_name == kAutoAnalyzer) {
        throw SchemaError(
            "\"auto\" cannot be a tokenizer: queries would not be cut as documents are");
      }
      tokenizer = find_analyzer(tokenizer_name);
    } else if (name == "filters" && value.is_array()) {
      definitions = value;
    } else {
      throw SchemaError(
          "an analyzer has a \"tokenizer\" (a name) and \"filters\" (an array), not \"" + name +
          "\": " + value.dump());
    }
  }
  std::vector<std::shared_ptr<const TokenFilter>> filters;
  for (const auto& filter : definitions) {
    filters.push_back(text::make_filter(filter, *make_chain(tokenizer, filters)));
  }
  return make_chain(std::move(tokenizer), std::move(filters));
}

// The analyzers in use by their definitions: each reader of an index has its schema, and that with
// the synonyms of a language takes seconds to make.
class Made {
 public:
  std::shared_ptr<const Analyzer> find(const std::string& definition) {
    const std::lock_guard lock(mutex_);
    const auto found = analyzers_.find(definition);
    return found == analyzers_.end() ? nullptr : found->second.lock();
  }
  void add(const std::string& definition, const std::shared_ptr<const Analyzer>& analyzer) {
    const std::lock_guard lock(mutex_);
    std::erase_if(analyzers_, [](const auto& entry) { return entry.second.expired(); });
    analyzers_[definition] = analyzer;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::weak_ptr<const Analyzer>> analyzers_;
};

}  // namespace

std::shared_ptr<const TokenFilter> make_filter(std::string_view definition,
                                               const Analyzer& before) {
  const nlohmann::json json = nlohmann::json::parse(definition, nullptr, false);
  if (json.is_discarded()) {
    throw SchemaError("the definition of a filter is not JSON: " + std::string(definition));
  }
  return text::make_filter(json, before);
}

std::shared_ptr<const Analyzer> make_analyzer(std::string_view definition) {
  static Made made;
  const std::string key(definition);
  std::shared_ptr<const Analyzer> analyzer = made.find(key);
  if (analyzer == nullptr) {
    analyzer = analyzer_of(definition);
    made.add(key, analyzer);
  }
  return analyzer;
}

}  // namespace lodex
