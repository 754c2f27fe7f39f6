// The distinct terms met while documents are added: a hash table from term to a small number.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/term_key.h"

namespace lodex::segment {

// Numbers terms from 0 in the order in which they were first met. Not thread-safe.
class Vocabulary {
 public:
  // A look-up in two steps, the first of which is TermKey::of(): between them the memory that the
  // second needs is on its way, while the caller begins other terms.
  void begin(const TermKey& key) const {
    __builtin_prefetch(slots_.get() + (key.spread() & mask_));
  }
  // The number of a term, new or known. Throws LimitError beyond 2^31 terms.
  std::uint32_t intern(std::string_view term, const TermKey& key) {
    std::size_t at = key.spread() & mask_;
    for (; slots_[at].number != 0; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.key == key && (key.is_whole() || this->term(slot.number - 1) == term)) {
        return slot.number - 1;
      }
    }
    return add(term, key, at);
  }

  Vocabulary();
  std::uint32_t intern(std::string_view term) { return intern(term, TermKey::of(term)); }
  // Valid until the next term is added.
  [[nodiscard]] std::string_view term(std::uint32_t number) const {
    const Term& term = terms_[number];
    return term.key.is_whole() ? term.key.term() : std::string_view(term.bytes, term.key.size());
  }
  // What term() will need is on its way from memory.
  void fetch(std::uint32_t number) const { __builtin_prefetch(&terms_[number]); }
  [[nodiscard]] const TermKey& key(std::uint32_t number) const { return terms_[number].key; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(terms_.size()); }
  // All numbers, by the byte order of their terms.
  [[nodiscard]] std::vector<std::uint32_t> sorted() const;
  // What sorted() needs, its result included.
  [[nodiscard]] std::size_t sorting_memory() const;
  [[nodiscard]] std::size_t memory() const;
  // Forgets all terms, keeps memory.
  void clear();

 private:
  struct Term {
    TermKey key;
    const char* bytes = nullptr;  // of a long term
  };
  // Empty where number is 0, else the term's number plus 1.
  struct Slot {
    TermKey key;
    std::uint32_t number = 0;
  };
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };
  std::uint32_t add(std::string_view term, const TermKey& key, std::size_t slot);
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
