// The filters of chains, made by what they need.
#pragma once

#include <memory>
#include <string>

#include "lodex/analysis.h"

namespace lodex::text {

using FilterPointer = std::shared_ptr<const TokenFilter>;

// NFKC_Casefold; drops tokens of which nothing is left.
[[nodiscard]] FilterPointer fold_filter();
// Snowball stems of folded words; `language` as libstemmer names it. Throws SchemaError where it
// has no such language.
[[nodiscard]] FilterPointer stem_filter(std::string language);

}  // namespace lodex::text
