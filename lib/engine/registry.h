// The table of engines. The native one is always in it; a library with another one adds it when it
// is loaded, so that the handles (facade.cc) know none of them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "lodex/config.h"
#include "lodex/index.h"
#include "lodex/schema.h"

namespace lodex::engine {

// What an engine can do with a place: a path, or what the engine takes for one (a URL). Functions
// throw as those of lodex::Index do.
struct EngineKind {
  std::string name;  // IndexOptions::engine
  // Whether this engine has an index at a place. Never throws.
  bool (*is_there)(const std::filesystem::path& place) = nullptr;
  // Whether a file of this name may be in a directory where an index was begun, not made.
  bool (*is_leftover)(std::string_view file) = nullptr;
  // One handle over one or more places, of all of which is_there() is true.
  std::shared_ptr<Engine> (*open)(const std::vector<std::filesystem::path>& places,
                                  const OpenOptions& options) = nullptr;
  std::shared_ptr<Engine> (*create)(const std::filesystem::path& place,
                                    const Schema& schema) = nullptr;
  std::shared_ptr<Engine> (*in_memory)(const Schema& schema) = nullptr;  // null: it cannot
  CheckReport (*check)(const std::filesystem::path& place) = nullptr;
};

// The native engine (native_engine.cc).
[[nodiscard]] EngineKind native_engine();

// Adds an engine, or replaces the one of its name. Thread-safe.
LODEX_API void register_engine(const EngineKind& kind);

// The engine of this name. Throws UsageError that says which there are.
[[nodiscard]] EngineKind engine_named(std::string_view name);
// The engine that has an index at this place. Throws IoError that says what is there instead, and
// which library reads it where that is known.
[[nodiscard]] EngineKind engine_at(const std::filesystem::path& place);
// Whether any engine has an index there.
[[nodiscard]] bool has_index(const std::filesystem::path& place);

}  // namespace lodex::engine
