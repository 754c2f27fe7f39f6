#include <unicode/uchar.h>
#include <unicode/uvernum.h>

#include "lodex/config.h"

namespace lodex {

const char* version() noexcept { return LODEX_VERSION; }
const char* unicode_version() noexcept { return U_UNICODE_VERSION; }
const char* icu_version() noexcept { return U_ICU_VERSION; }

}  // namespace lodex
