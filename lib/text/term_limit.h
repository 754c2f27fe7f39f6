// The longest term of an index.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lodex/analysis.h"

namespace lodex::text {

inline constexpr std::size_t kMaxTermBytes = 255;
// Of the value of a keyword, which is a term as it stands.
inline constexpr std::size_t kMaxKeywordBytes = 32 * 1024 - 1;

// Whoever adds terms and whoever looks for them cut them alike: a term that is longer than
// `max_bytes` becomes its beginning (whole characters), "~" and 16 hexadecimal digits of the hash
// of the whole, so that distinct words stay distinct terms.
[[nodiscard]] LODEX_API std::string limited_term(std::string_view term, std::size_t max_bytes);
// The same for words; what is cut is kept in `memory`.
inline std::string_view limited_term(std::string_view term, TokenBuffer& memory) {
  if (term.size() <= kMaxTermBytes) return term;
  return memory.copy(limited_term(term, kMaxTermBytes));
}

}  // namespace lodex::text
