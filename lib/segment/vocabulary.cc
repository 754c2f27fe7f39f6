#include "segment/vocabulary.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "base/checksum.h"
#include "lodex/error.h"

namespace lodex::segment {
namespace {
constexpr std::size_t kFirstSlots = 1 << 12;
constexpr std::size_t kBlockBytes = std::size_t{64} * 1024;
constexpr std::size_t kMaxTerms = std::size_t{1} << 31;
}  // namespace

Vocabulary::Vocabulary() : slots_(kFirstSlots) {}

std::uint32_t Vocabulary::intern(std::string_view term) {
  const std::uint64_t hash = hash_of(term);
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].number != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == tag && this->term(slots_[at].number - 1) == term) {
      return slots_[at].number - 1;
    }
  }
  if (terms_.size() >= kMaxTerms) throw LimitError("a segment has more than 2^31 distinct terms");
  const std::uint32_t number = size();
  terms_.push_back({store(term), static_cast<std::uint32_t>(term.size())});
  slots_[at] = {tag, number + 1};
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
    std::size_t at = hash_of(term(slot.number - 1)) & mask;
    while (larger[at].number != 0) at = (at + 1) & mask;
    larger[at] = slot;
  }
  slots_ = std::move(larger);
}

std::vector<std::uint32_t> Vocabulary::sorted() const {
  std::vector<std::uint32_t> order(size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [this](std::uint32_t number) { return term(number); });
  return order;
}

std::size_t Vocabulary::memory() const {
  return slots_.size() * sizeof(Slot) + terms_.capacity() * sizeof(Term) + block_bytes_;
}

}  // namespace lodex::segment
