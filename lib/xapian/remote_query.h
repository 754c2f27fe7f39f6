// SPDX-License-Identifier: GPL-2.0-or-later
// Leaves of queries for a server, which knows Xapian's own operators and weights only.
#pragma once

#include <xapian.h>

#include <memory>
#include <utility>
#include <vector>

#include "lodex/query.h"
#include "lodex/search.h"
#include "xapian/leaf.h"

namespace lodex::xapian {

// The documents that have the leaf, which occurs. `boost` is 0 where it is not scored.
[[nodiscard]] Xapian::Query remote_query(const Leaf& leaf, double boost,
                                         std::vector<QueryNote>& notes);
// A word over several fields, of which each has a weight.
[[nodiscard]] Xapian::Query remote_query(const std::vector<std::pair<Leaf, double>>& leaves,
                                         double boost, std::vector<QueryNote>& notes);
[[nodiscard]] std::unique_ptr<Xapian::Weight> remote_weight(const Bm25& model);
// What is to be said of every such query.
[[nodiscard]] QueryNote remote_note();

}  // namespace lodex::xapian
