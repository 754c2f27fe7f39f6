// Tests of what both engines do: compiled once for each, with LODEX_TEST_ENGINE for another than
// the native one.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "lodex/index.h"
#include "support/temporary_folder.h"

namespace lodex::test {

// A new, empty index of the engine that is tested; its folder lasts until the program ends.
inline Index new_index(const Schema& schema) {
#ifdef LODEX_TEST_ENGINE
  static std::vector<std::unique_ptr<TemporaryFolder>> folders;
  folders.push_back(std::make_unique<TemporaryFolder>());
  return Index::create(folders.back()->path() / "index", schema, {.engine = LODEX_TEST_ENGINE});
#else
  return Index::in_memory(schema);
#endif
}

}  // namespace lodex::test
