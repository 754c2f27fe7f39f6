// Checksums and hashes: XXH3 with 64 bits (xxhash), for accidents, not against attackers.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "lodex/config.h"

namespace lodex {

// Stable over versions and machines: checksums are stored in files.
[[nodiscard]] LODEX_API std::uint64_t checksum(ByteSpan bytes) noexcept;

inline std::uint64_t hash_of(std::string_view text) noexcept { return checksum(as_bytes(text)); }

}  // namespace lodex
