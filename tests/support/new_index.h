// Tests of what both engines do: compiled once for each, with LODEX_TEST_ENGINE for another than
// the native one.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/index.h"
#include "support/temporary_folder.h"

namespace lodex::test {

#ifdef LODEX_TEST_ENGINE
inline constexpr std::string_view kEngine = LODEX_TEST_ENGINE;
#else
inline constexpr std::string_view kEngine = "native";
#endif

// A new, empty index of the engine that is tested; its folder lasts until the program ends.
inline Index new_index(const Schema& schema) {
  if (kEngine == "native") return Index::in_memory(schema);
  static std::vector<std::unique_ptr<TemporaryFolder>> folders;
  folders.push_back(std::make_unique<TemporaryFolder>());
  return Index::create(folders.back()->path() / "index", schema, {.engine = std::string(kEngine)});
}

}  // namespace lodex::test
