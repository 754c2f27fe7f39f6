// NFKC_Casefold by ICU, of which case_folder.h is the fast form.
#pragma once

#include <string_view>

#include "lodex/analysis.h"

namespace lodex::text {

// The result lies in `memory`. Invalid UTF-8 becomes U+FFFD.
std::string_view fold_in_context(std::string_view word, TokenBuffer& memory);
// Whether the form of this character does not depend on what is before it.
[[nodiscard]] bool folds_alone(char32_t code_point);

}  // namespace lodex::text
