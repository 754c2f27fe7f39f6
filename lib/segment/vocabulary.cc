#include "segment/vocabulary.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

#include "base/checksum.h"
#include "base/term_prefix.h"
#include "lodex/error.h"

namespace lodex::segment {
namespace {
constexpr std::size_t kFirstSlots = 1 << 12;
constexpr std::size_t kBlockBytes = std::size_t{64} * 1024;
constexpr std::size_t kMaxTerms = std::size_t{1} << 31;

// A term of fewer bytes is its own key: the bytes, and their number in the highest byte.
constexpr std::size_t kShortTerm = 8;
constexpr std::uint64_t kLongTerm = std::uint64_t{1} << 63;

// The bytes of a short term as a number, without reading others.
std::uint64_t bytes_of(std::string_view term) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(term.data());
  const std::size_t last = term.size() - 1;
  if (term.size() >= 4) {
    // Two loads that overlap where the size is below 8: the bytes in both are the same.
    return load<std::uint32_t>(bytes) | std::uint64_t{load<std::uint32_t>(bytes + last - 3)}
                                            << (8 * (last - 3));
  }
  if (term.empty()) return 0;
  // Likewise with single bytes: the first, the middle one, the last.
  const std::size_t middle = term.size() / 2;
  return std::uint64_t{bytes[0]} | std::uint64_t{bytes[middle]} << (8 * middle) |
         std::uint64_t{bytes[last]} << (8 * last);
}

// Of the words of a language few are longer than 16 bytes.
std::uint64_t hash_of_long(std::string_view term) {
  if (term.size() > 16) return hash_of(term);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(term.data());
  const auto first = load<std::uint64_t>(bytes) * 0xd1b54a32d192ed03;
  const auto last = load<std::uint64_t>(bytes + term.size() - 8) * 0xabc98388fb8fac03;
  return (first ^ first >> 32) + std::rotl(last, 29) + term.size();
}

// Spreads keys over the slots: they differ in few bits.
std::size_t place_of(std::uint64_t key) {
  key *= 0x9e3779b97f4a7c15;  // 2^64 divided by the golden ratio (Knuth, TAOCP vol. 3, 6.4)
  return static_cast<std::size_t>(key ^ key >> 32);
}

bool same_bytes(const char* a, std::string_view b) {
  if (b.size() > 16) return std::memcmp(a, b.data(), b.size()) == 0;
  const auto* x = reinterpret_cast<const std::uint8_t*>(a);
  const auto* y = reinterpret_cast<const std::uint8_t*>(b.data());
  const std::size_t end = b.size() - 8;
  return load<std::uint64_t>(x) == load<std::uint64_t>(y) &&
         load<std::uint64_t>(x + end) == load<std::uint64_t>(y + end);
}
}  // namespace

Vocabulary::Vocabulary() : slots_(kFirstSlots) {}

Vocabulary::Key Vocabulary::key_of(std::string_view term, std::string_view readable) {
  if (term.size() >= kShortTerm) return {hash_of_long(term) | kLongTerm};
  const std::uint64_t size = std::uint64_t{term.size()} << 56;
  const std::less_equal<> before;
  if (before(readable.data(), term.data()) &&
      before(term.data() + kShortTerm, readable.data() + readable.size())) {
    const auto word = load<std::uint64_t>(reinterpret_cast<const std::uint8_t*>(term.data()));
    return {size | (word & ((std::uint64_t{1} << (8 * term.size())) - 1))};
  }
  return {size | bytes_of(term)};
}

void Vocabulary::begin(Key key) const {
  __builtin_prefetch(slots_.data() + (place_of(key.bits) & (slots_.size() - 1)));
}

std::uint32_t Vocabulary::intern(std::string_view term, Key key) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = place_of(key.bits) & mask;
  for (; slots_[at].number != 0; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.key != key.bits) continue;
    if (term.size() < kShortTerm) return slot.number - 1;
    const Term& known = terms_[slot.number - 1];
    if (known.size == term.size() && same_bytes(known.bytes, term)) return slot.number - 1;
  }
  return add(term, key, at);
}

std::uint32_t Vocabulary::add(std::string_view term, Key key, std::size_t slot) {
  if (terms_.size() >= kMaxTerms) throw LimitError("a segment has more than 2^31 distinct terms");
  const std::uint32_t number = size();
  terms_.push_back({key, store(term), static_cast<std::uint32_t>(term.size())});
  slots_[slot] = {key.bits, number + 1};
  if (terms_.size() * 2 > slots_.size()) grow();
  return number;
}

const char* Vocabulary::store(std::string_view term) {
  if (term.empty()) return "";
  if (term.size() > block_left_) {
    const std::size_t size = std::max(kBlockBytes, term.size());
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
    block_left_ = size;
    block_bytes_ += size;
  }
  // A block is filled from its end, so that what is left is all that has to be known.
  block_left_ -= term.size();
  char* bytes = blocks_.back().bytes.get() + block_left_;
  std::memcpy(bytes, term.data(), term.size());
  return bytes;
}

void Vocabulary::grow() {
  std::vector<Slot> larger(slots_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.number == 0) continue;
    std::size_t at = place_of(slot.key) & mask;
    while (larger[at].number != 0) at = (at + 1) & mask;
    larger[at] = slot;
  }
  slots_ = std::move(larger);
}

std::vector<std::uint32_t> Vocabulary::sorted() const {
  // Most comparisons end with the first eight bytes, which lie beside each other here.
  struct Entry {
    std::uint64_t prefix;
    std::uint32_t number;
  };
  std::vector<Entry> entries(size());
  for (std::uint32_t number = 0; number < size(); ++number) {
    entries[number] = {prefix_of(term(number)), number};
  }
  std::ranges::sort(entries, [this](const Entry& a, const Entry& b) {
    return a.prefix != b.prefix ? a.prefix < b.prefix : term(a.number) < term(b.number);
  });
  std::vector<std::uint32_t> order(size());
  std::ranges::transform(entries, order.begin(), &Entry::number);
  return order;
}

std::size_t Vocabulary::sorting_memory() const { return size() * std::size_t{20}; }

std::size_t Vocabulary::memory() const {
  return slots_.size() * sizeof(Slot) + terms_.capacity() * sizeof(Term) + block_bytes_;
}

void Vocabulary::clear() {
  if (terms_.size() < slots_.size() / 8) {
    const std::size_t mask = slots_.size() - 1;
    // Terms lie without a gap between their place and where they were put: all that is met is
    // emptied.
    for (const Term& term : terms_) {
      std::size_t at = place_of(term.key.bits) & mask;
      while (slots_[at].number != 0) {
        slots_[at] = {};
        at = (at + 1) & mask;
      }
    }
  } else {
    std::ranges::fill(slots_, Slot{});
  }
  terms_.clear();
  if (blocks_.size() > 1) blocks_.erase(blocks_.begin() + 1, blocks_.end());
  block_left_ = block_bytes_ = blocks_.empty() ? 0 : blocks_[0].size;
}

}  // namespace lodex::segment
