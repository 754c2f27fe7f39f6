#include "text/term_limit.h"

#include <cstdio>
#include <string>

#include "base/checksum.h"
#include "base/utf8.h"

namespace lodex::text {

std::string limited_term(std::string_view term, std::size_t max_bytes) {
  if (term.size() <= max_bytes) return std::string(term);
  char tail[18];
  std::snprintf(tail, sizeof tail, "~%016llx", static_cast<unsigned long long>(hash_of(term)));
  return std::string(term.substr(0, floor_to_boundary(term, max_bytes - (sizeof tail - 1)))) + tail;
}

}  // namespace lodex::text
