// SPDX-License-Identifier: GPL-2.0-or-later
// Adds the engine to the table of engines when the library is loaded.
#include "lodex/config.h"
#include "xapian/engine.h"

// What use_engine.cc refers to.
extern "C" LODEX_API const char lodex_xapian_engine[] = "xapian";

namespace {

[[maybe_unused]] const bool registered = [] {
  lodex::engine::register_engine(lodex::xapian::xapian_engine());
  return true;
}();

}  // namespace
