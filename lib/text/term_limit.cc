#include "text/term_limit.h"

#include <cstdio>
#include <string>

#include "base/checksum.h"
#include "base/utf8.h"

namespace lodex::text {

std::string_view limited_term(std::string_view term, TokenBuffer& memory) {
  if (term.size() <= kMaxTermBytes) return term;
  char tail[18];
  std::snprintf(tail, sizeof tail, "~%016llx", static_cast<unsigned long long>(hash_of(term)));
  const std::size_t kept = floor_to_boundary(term, kMaxTermBytes - (sizeof tail - 1));
  return memory.copy(std::string(term.substr(0, kept)) + tail);
}

}  // namespace lodex::text
