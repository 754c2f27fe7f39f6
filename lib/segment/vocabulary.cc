#include "segment/vocabulary.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/term_prefix.h"
#include "lodex/error.h"

namespace lodex::segment {
namespace {
constexpr std::size_t kFirstSlots = 1 << 12;
constexpr std::size_t kBlockBytes = std::size_t{64} * 1024;
constexpr std::size_t kMaxTerms = std::size_t{1} << 31;

}  // namespace

Vocabulary::Vocabulary() : slots_(std::make_unique<Slot[]>(kFirstSlots)), mask_(kFirstSlots - 1) {}

std::uint32_t Vocabulary::add(std::string_view term, const TermKey& key, std::size_t slot) {
  if (terms_.size() >= kMaxTerms) throw LimitError("a segment has more than 2^31 distinct terms");
  const std::uint32_t number = size();
  // `key` may be that of a term of this vocabulary.
  const Term added{key, key.is_whole() ? nullptr : store(term)};
  terms_.push_back(added);
  slots_[slot] = {added.key, number + 1};
  if (terms_.size() * 4 > mask_ * 3) grow();
  return number;
}

const char* Vocabulary::store(std::string_view term) {
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
  const std::size_t mask = 2 * mask_ + 1;
  auto larger = std::make_unique<Slot[]>(mask + 1);
  for (std::uint32_t number = 0; number < size(); ++number) {
    const TermKey& key = terms_[number].key;
    std::size_t at = key.spread() & mask;
    while (larger[at].number != 0) at = (at + 1) & mask;
    larger[at] = {key, number + 1};
  }
  slots_ = std::move(larger);
  mask_ = mask;
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
  return (mask_ + 1) * sizeof(Slot) + terms_.capacity() * sizeof(Term) + block_bytes_;
}

void Vocabulary::clear() {
  if (terms_.size() < mask_ / 8) {
    // Terms lie without a gap between their place and where they were put: all that is met is
    // emptied.
    for (const Term& term : terms_) {
      std::size_t at = term.key.spread() & mask_;
      while (slots_[at].number != 0) {
        slots_[at] = {};
        at = (at + 1) & mask_;
      }
    }
  } else {
    std::fill_n(slots_.get(), mask_ + 1, Slot{});
  }
  terms_.clear();
  if (blocks_.size() > 1) blocks_.erase(blocks_.begin() + 1, blocks_.end());
  block_left_ = block_bytes_ = blocks_.empty() ? 0 : blocks_[0].size;
}

}  // namespace lodex::segment
