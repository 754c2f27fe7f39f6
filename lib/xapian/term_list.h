// SPDX-License-Identifier: GPL-2.0-or-later
// The terms of one field of a database.
#pragma once

#include <xapian.h>

#include <functional>
#include <string_view>

#include "xapian/layout.h"

namespace lodex::xapian {

// Calls `visit` with every term of the field that begins with `prefix`, in byte order, until it
// returns false: the term without the field's prefix, and Xapian's iterator at it. A term that was
// cut is visited as it was cut. Asks nothing of the documents.
void for_each_term(const Xapian::Database& database, const LayoutField& field,
                   std::string_view prefix,
                   const std::function<bool(std::string_view, const Xapian::TermIterator&)>& visit);

}  // namespace lodex::xapian
