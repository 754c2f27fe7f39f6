// The distinct terms met while documents are added: a hash table from term to a small number.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace lodex::segment {

// A short term itself, zeros behind it, with its size in the highest byte; of a longer one a hash,
// and its size with a bit that no short term has.
struct TermKey {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  bool operator==(const TermKey&) const = default;
};

// Numbers terms from 0 in the order in which they were first met. Not thread-safe.
class Vocabulary {
 public:
  using Key = TermKey;
  // A look-up in two steps: between them the memory that the second needs is on its way, while the
  // caller begins other terms. `readable` are bytes around the term, all of which may be read.
  [[nodiscard]] static Key key_of(std::string_view term, std::string_view readable = {}) {
    const std::less_equal<> before;
    if (term.size() > kShortTerm || !before(readable.data(), term.data()) ||
        !before(term.data() + sizeof(Key), readable.data() + readable.size())) {
      return key_within(term);
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(term.data());
    const Key& mask = kMasks[term.size()];
    return {load<std::uint64_t>(bytes) & mask.low,
            (load<std::uint64_t>(bytes + 8) & mask.high) | std::uint64_t{term.size()} << 56};
  }
  void begin(const Key& key) const { __builtin_prefetch(slots_.get() + (place_of(key) & mask_)); }
  // The number of a term, new or known. Throws LimitError beyond 2^31 terms.
  std::uint32_t intern(std::string_view term, const Key& key) {
    std::size_t at = place_of(key) & mask_;
    for (; slots_[at].number != 0; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.key == key && (term.size() <= kShortTerm || this->term(slot.number - 1) == term)) {
        return slot.number - 1;
      }
    }
    return add(term, key, at);
  }

  Vocabulary();
  std::uint32_t intern(std::string_view term) { return intern(term, key_of(term)); }
  // Valid until the next term is added.
  [[nodiscard]] std::string_view term(std::uint32_t number) const {
    const Term& term = terms_[number];
    if ((term.key.high & kLongTerm) != 0) return {term.bytes, term.key.high & ~kLongTerm};
    return {reinterpret_cast<const char*>(&term.key), term.key.high >> 56};
  }
  // What term() will need is on its way from memory.
  void fetch(std::uint32_t number) const { __builtin_prefetch(&terms_[number]); }
  [[nodiscard]] const Key& key(std::uint32_t number) const { return terms_[number].key; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(terms_.size()); }
  // All numbers, by the byte order of their terms.
  [[nodiscard]] std::vector<std::uint32_t> sorted() const;
  // What sorted() needs, its result included.
  [[nodiscard]] std::size_t sorting_memory() const;
  [[nodiscard]] std::size_t memory() const;
  // Forgets all terms, keeps memory.
  void clear();

 private:
  static constexpr std::size_t kShortTerm = sizeof(Key) - 1;
  static constexpr std::uint64_t kLongTerm = std::uint64_t{1} << 63;
  // Of a key's bytes those of a term, by its size.
  static constexpr std::array<Key, kShortTerm + 1> kMasks = [] {
    std::array<Key, kShortTerm + 1> masks{};
    for (std::size_t size = 1; size <= kShortTerm; ++size) {
      masks[size] = masks[size - 1];
      (size <= 8 ? masks[size].low : masks[size].high) |= std::uint64_t{0xff}
                                                          << 8 * ((size - 1) % 8);
    }
    return masks;
  }();

  struct Term {
    Key key;
    const char* bytes = nullptr;  // of a long term
  };
  // Empty where number is 0, else the term's number plus 1.
  struct Slot {
    Key key;
    std::uint32_t number = 0;
  };
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };
  // Spreads keys over the slots: they differ in few bits.
  static std::size_t place_of(const Key& key) {
    // 2^64 divided by the golden ratio (Knuth, TAOCP vol. 3, 6.4), and another odd number.
    const std::uint64_t mixed =
        (key.low ^ key.high * 0xd1b54a32d192ed03) * std::uint64_t{0x9e3779b97f4a7c15};
    return static_cast<std::size_t>(mixed ^ mixed >> 32);
  }
  static Key key_within(std::string_view term);
  std::uint32_t add(std::string_view term, const Key& key, std::size_t slot);
  [[nodiscard]] const char* store(std::string_view term);
  void grow();

  std::unique_ptr<Slot[]> slots_;
  std::size_t mask_;  // a power of two of them less one; at most three quarters are full
  std::vector<Term> terms_;
  std::vector<Block> blocks_;
  std::size_t block_left_ = 0;  // of the last one
  std::size_t block_bytes_ = 0;
};

}  // namespace lodex::segment
