// SPDX-License-Identifier: GPL-2.0-or-later
// Compiled into whatever links lodex::xapian: a reference to the library, without which linkers
// leave it out (--as-needed, and archives as a rule), as nothing else names it.
extern "C" const char lodex_xapian_engine[];

namespace {
[[gnu::used]] const char* const engine = lodex_xapian_engine;
}
