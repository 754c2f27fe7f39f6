// A term stands at a position once, whatever made it.
#pragma once

#include <cstddef>

#include "lodex/analysis.h"

namespace lodex::text {

// Drops each token that has the term and position of an earlier one, from number `first` on.
void drop_repeated(TokenBuffer& tokens, std::size_t first);

}  // namespace lodex::text
