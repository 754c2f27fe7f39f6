#include "open_index.h"

#include <vector>

namespace lodex::app {

Index open_index(const Arguments& arguments) {
  std::vector<std::filesystem::path> places;
  for (const std::string& place : arguments.list("directory")) places.emplace_back(place);
  if (places.empty()) places.push_back(index_directory(arguments, false));
  return Index::open(places, {.mapping = arguments.text("mapping").value_or("")});
}

}  // namespace lodex::app
