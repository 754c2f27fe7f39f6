#include "engine/registry.h"

#include <algorithm>
#include <mutex>
#include <system_error>

#include "base/joined.h"
#include "engine/xapian_place.h"
#include "lodex/error.h"

namespace lodex::engine {
namespace {

namespace fs = std::filesystem;

struct Table {
  std::mutex mutex;
  std::vector<EngineKind> kinds = {native_engine()};
};

// Made by whoever asks first: engines come from initialisers of other libraries.
Table& table() {
  static Table the_table;
  return the_table;
}

std::vector<EngineKind> engines() {
  const std::scoped_lock lock(table().mutex);
  return table().kinds;
}

// What is at a place where no engine of this program has an index.
std::string what_is_there(const fs::path& place) {
  if (is_xapian_place(place)) {
    return "is a Xapian database, and this program was built without the engine that reads them "
           "(CMake target lodex::xapian, library liblodex_xapian)";
  }
  std::error_code error;
  if (!fs::exists(place, error)) return "there is no index here";
  if (!fs::is_directory(place, error)) return "is not a directory, so it is no index";
  return "is a directory, but not an index (it has no manifest)";
}

}  // namespace

void register_engine(const EngineKind& kind) {
  const std::scoped_lock lock(table().mutex);
  std::erase_if(table().kinds, [&](const EngineKind& known) { return known.name == kind.name; });
  table().kinds.push_back(kind);
}

EngineKind engine_named(std::string_view name) {
  const std::vector<EngineKind> all = engines();
  const auto found = std::ranges::find(all, name, &EngineKind::name);
  if (found != all.end()) return *found;
  throw UsageError("there is no engine \"" + std::string(name) + "\" in this build; there is " +
                   joined(all, &EngineKind::name));
}

EngineKind engine_at(const fs::path& place) {
  for (EngineKind& kind : engines()) {
    if (kind.is_there(place)) return std::move(kind);
  }
  const std::string text = place.string();
  throw IoError(text + ": " + what_is_there(place), text);
}

bool has_index(const fs::path& place) {
  return std::ranges::any_of(engines(),
                             [&](const EngineKind& kind) { return kind.is_there(place); });
}

}  // namespace lodex::engine
