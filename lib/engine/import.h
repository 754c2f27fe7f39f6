// From the index of one engine to that of another, terms as they are.
#pragma once

#include "engine/engine.h"
#include "lodex/index.h"

namespace lodex::engine {

// See lodex::Index::import_from. Commits carry a note that says which source it is and where the
// next document lies there, so that an import which was broken off goes on behind its last commit.
[[nodiscard]] ImportReport import_documents(const EngineSearcher& source, Engine& target,
                                            const ImportOptions& options);

}  // namespace lodex::engine
