// SPDX-License-Identifier: GPL-2.0-or-later
// Errors of Xapian as those of lodex: none leaves this room as it is.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <utility>

namespace lodex::xapian {

// Throws what lodex calls the error that is being handled, one of Xapian; `place` is the database.
[[noreturn]] void throw_as_lodex(std::string_view place);

// What `work` returns. Errors that the caller wants to treat himself, such as
// Xapian::DatabaseModifiedError, are to be caught within.
template <class Work>
decltype(auto) translating_errors(std::string_view place, Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (const Xapian::Error&) {
    throw_as_lodex(place);
  }
}

}  // namespace lodex::xapian
