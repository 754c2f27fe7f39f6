#include "document/schema_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "io/directory.h"
#include "lodex/error.h"

namespace lodex {
namespace {

using OrderedJson = nlohmann::ordered_json;

// Filters that take lines, and the parameter that has them.
struct FilterWithLines {
  std::string_view filter;
  std::string_view lines;
};
constexpr std::array kFiltersWithLines{FilterWithLines{"synonyms", "rules"}};

OrderedJson lines_of(const std::string& path) {
  const std::string text = io::read_file(path);
  if (!is_valid_utf8(text)) throw SchemaError("\"" + path + "\" is not UTF-8");
  OrderedJson lines = OrderedJson::array();
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t size = end - begin;
    const bool has_return = size > 0 && text[end - 1] == '\r';
    lines.push_back(text.substr(begin, has_return ? size - 1 : size));
    begin = end + 1;
  }
  return lines;
}

void take_file(OrderedJson& filter, const std::filesystem::path& folder) {
  if (!filter.is_object() || !filter.contains("name") || !filter.contains("file")) return;
  const auto known = std::ranges::find_if(kFiltersWithLines, [&](const FilterWithLines& entry) {
    return filter["name"] == entry.filter;
  });
  if (known == kFiltersWithLines.end() || !filter["file"].is_string()) return;
  if (filter.contains(known->lines)) {
    throw SchemaError("filter \"" + std::string(known->filter) + "\" has either \"file\" or \"" +
                      std::string(known->lines) + "\"");
  }
  filter[std::string(known->lines)] =
      lines_of((folder / filter["file"].get<std::string>()).string());
  filter.erase("file");
}

}  // namespace

std::string with_files(std::string_view schema, const std::string& folder) {
  OrderedJson json = OrderedJson::parse(schema, nullptr, false);
  if (!json.is_object() || !json.contains("analyzers") || !json["analyzers"].is_object()) {
    return std::string(schema);
  }
  for (auto& [name, analyzer] : json["analyzers"].items()) {
    if (!analyzer.is_object() || !analyzer.contains("filters")) continue;
    if (!analyzer["filters"].is_array()) continue;
    for (OrderedJson& filter : analyzer["filters"]) take_file(filter, folder);
  }
  return json.dump();
}

}  // namespace lodex
