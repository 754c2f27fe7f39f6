// The version of lodex, and the mark of what its library exports.
#pragma once

#define LODEX_VERSION_MAJOR 0
#define LODEX_VERSION_MINOR 1
#define LODEX_VERSION_PATCH 0
#define LODEX_VERSION "0.1.0"

// On every class and function of the public headers.
#define LODEX_API __attribute__((visibility("default")))

namespace lodex {

// The version of the library in use, "0.1.0"; the macros give that of the headers.
LODEX_API const char* version() noexcept;
// The versions of Unicode and of ICU that cut and fold text, "15.0" and "72.1".
LODEX_API const char* unicode_version() noexcept;
LODEX_API const char* icu_version() noexcept;

}  // namespace lodex
