#include "segment/vocabulary.h"

#include <algorithm>
#include <cstring>

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

std::uint64_t key_of(std::string_view term) {
  if (term.size() >= kShortTerm) return hash_of(term) | kLongTerm;
  std::uint64_t key = std::uint64_t{term.size()} << 56;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(term.data());
  if (term.size() >= 4) {
    // Two loads that overlap where the size is below 8: the bytes in both are the same.
    const std::size_t second = term.size() - 4;
    return key | load<std::uint32_t>(bytes) |
           std::uint64_t{load<std::uint32_t>(bytes + second)} << (8 * second);
  }
  for (std::size_t i = 0; i < term.size(); ++i) key |= std::uint64_t{bytes[i]} << (8 * i);
  return key;
}

// Spreads keys over the slots: they differ in few bits.
std::size_t place_of(std::uint64_t key) {
  key *= 0x9e3779b97f4a7c15;  // 2^64 divided by the golden ratio (Knuth, TAOCP vol. 3, 6.4)
  return static_cast<std::size_t>(key ^ key >> 32);
}
}  // namespace

Vocabulary::Vocabulary() : slots_(kFirstSlots) {}

Vocabulary::Key Vocabulary::begin(std::string_view term) const {
  const Key key{key_of(term)};
  __builtin_prefetch(slots_.data() + (place_of(key.bits) & (slots_.size() - 1)));
  return key;
}

std::uint32_t Vocabulary::intern(std::string_view term, Key begun) {
  const std::uint64_t key = begun.bits;
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = place_of(key) & mask;
  for (; slots_[at].number != 0; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.key != key) continue;
    if (term.size() < kShortTerm || this->term(slot.number - 1) == term) return slot.number - 1;
  }
  if (terms_.size() >= kMaxTerms) throw LimitError("a segment has more than 2^31 distinct terms");
  const std::uint32_t number = size();
  terms_.push_back({store(term), static_cast<std::uint32_t>(term.size())});
  slots_[at] = {key, number + 1};
  if (terms_.size() * 2 > slots_.size()) grow();
  return number;
}

const char* Vocabulary::store(std::string_view term) {
  if (term.empty()) return "";
  if (term.size() > block_left_) {
    const std::size_t size = std::max(kBlockBytes, term.size());
    blocks_.push_back(std::make_unique<char[]>(size));
    block_left_ = size;
    block_bytes_ += size;
  }
  // A block is filled from its end, so that what is left is all that has to be known.
  block_left_ -= term.size();
  char* bytes = blocks_.back().get() + block_left_;
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

std::size_t Vocabulary::memory() const {
  return slots_.size() * sizeof(Slot) + terms_.capacity() * sizeof(Term) + block_bytes_;
}

}  // namespace lodex::segment
