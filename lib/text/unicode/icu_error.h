// ICU's status codes as errors of ours.
#pragma once

#include <unicode/utypes.h>

#include <string>

#include "lodex/error.h"

namespace lodex::text {

// Throws Error where ICU failed, which it does only where its data is missing or memory is out.
inline void check_icu(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw Error(std::string("ICU ") + what + ": " + u_errorName(status));
}

}  // namespace lodex::text
