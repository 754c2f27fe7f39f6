// The index that a command reads: by -d (several, of Xapian databases) and --mapping.
#pragma once

#include "arguments.h"
#include "lodex/index.h"

namespace lodex::app {

[[nodiscard]] Index open_index(const Arguments& arguments);

}  // namespace lodex::app
