// SPDX-License-Identifier: GPL-2.0-or-later
// Texts of other programs' databases are two fields, NAME for the words and NAME_stems for their
// stems. A snippet of NAME shows the words that either was found by.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lodex/analysis.h"
#include "lodex/schema.h"

namespace lodex::xapian {

// The field with the stems of this one; "" where there is none.
[[nodiscard]] std::string stems_of(const Schema& schema, std::string_view field);
// Gives the words of the field's text and their stems, these as marked_stem() has them. Null where
// there are no stems.
[[nodiscard]] std::shared_ptr<const Analyzer> analyzer_of_words_and_stems(const Schema& schema,
                                                                          std::string_view field);
// No word looks like it.
[[nodiscard]] std::string marked_stem(std::string_view stem);

}  // namespace lodex::xapian
