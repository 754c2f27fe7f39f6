// SPDX-License-Identifier: GPL-2.0-or-later
// The engine over Xapian's databases.
#pragma once

#include "engine/registry.h"

namespace lodex::xapian {

[[nodiscard]] engine::EngineKind xapian_engine();

}  // namespace lodex::xapian
