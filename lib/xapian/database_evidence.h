// SPDX-License-Identifier: GPL-2.0-or-later
// What a database has of one document, for its explanation.
#pragma once

#include <xapian.h>

#include "explain/evidence.h"
#include "lodex/search.h"
#include "xapian/collection.h"

namespace lodex::xapian {

// `database` is a handle of the collection's state, which can answer the question. Throws
// QueryError where a server computes the scores; Xapian's errors.
[[nodiscard]] Explanation explained(const explain::Question& question, const Collection& collection,
                                    const Xapian::Database& database, Xapian::docid number);

}  // namespace lodex::xapian
