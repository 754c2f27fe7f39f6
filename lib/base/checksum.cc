#include "base/checksum.h"

#include <xxhash.h>

namespace lodex {

std::uint64_t checksum(ByteSpan bytes) noexcept { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace lodex
