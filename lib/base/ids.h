// The numbers that name documents and terms.
#pragma once

#include <cstdint>
#include <limits>

namespace lodex {

// A document within one segment, from 0 in the order of the index. A plain number: the inner loops
// compute with it.
using DocId = std::uint32_t;

// Where a cursor stands when it has passed its last document; larger than any document.
inline constexpr DocId kEndDoc = std::numeric_limits<DocId>::max();

// Documents in one segment, and in one index, stay below this.
inline constexpr std::uint64_t kMaxDocuments = kEndDoc - 1;

// A document within a snapshot: its segment's first number plus its DocId.
enum class GlobalDocId : std::uint32_t {};

// A term within one field of one segment: its place in byte order.
enum class TermId : std::uint32_t {};

constexpr std::uint32_t index_of(GlobalDocId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t index_of(TermId id) { return static_cast<std::uint32_t>(id); }

}  // namespace lodex
