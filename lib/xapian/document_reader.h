// SPDX-License-Identifier: GPL-2.0-or-later
// Documents of a database as those of lodex.
#pragma once

#include <xapian.h>

#include <optional>
#include <string>
#include <string_view>

#include "lodex/document.h"
#include "xapian/states.h"

namespace lodex::xapian {

// All throw Xapian's errors.

// The id of a document that there is: in its own term, else its number.
[[nodiscard]] std::string id_of(const State& state, const Xapian::Database& database,
                                Xapian::docid number);
// The document with this id.
[[nodiscard]] std::optional<Xapian::docid> number_of(const State& state,
                                                     const Xapian::Database& database,
                                                     std::string_view id);
// As it is kept, with its origin: of another program's database the id, what the data says, and
// values.
[[nodiscard]] Document read_document(const State& state, const Xapian::Database& database,
                                     Xapian::docid number);

}  // namespace lodex::xapian
