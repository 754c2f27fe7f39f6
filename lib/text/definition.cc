// Analyzers from their definitions.
#include <nlohmann/json.hpp>
#include <utility>

#include "lodex/analysis.h"
#include "lodex/error.h"
#include "text/filters/filter_table.h"

namespace lodex {

std::shared_ptr<const TokenFilter> make_filter(std::string_view definition,
                                               const Analyzer& before) {
  const nlohmann::json json = nlohmann::json::parse(definition, nullptr, false);
  if (json.is_discarded()) {
    throw SchemaError("the definition of a filter is not JSON: " + std::string(definition));
  }
  return text::make_filter(json, before);
}

std::shared_ptr<const Analyzer> make_analyzer(std::string_view definition) {
  const nlohmann::json json = nlohmann::json::parse(definition, nullptr, false);
  if (!json.is_object()) {
    throw SchemaError("an analyzer is defined by a JSON object with \"tokenizer\" and \"filters\"");
  }
  std::shared_ptr<const Analyzer> tokenizer = find_analyzer("standard");
  nlohmann::json definitions = nlohmann::json::array();
  for (const auto& [name, value] : json.items()) {
    if (name == "tokenizer" && value.is_string()) {
      tokenizer = find_analyzer(value.get<std::string>());
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

}  // namespace lodex
