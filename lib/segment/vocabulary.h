// The distinct terms met while documents are added: a hash table from term to a small number.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace lodex::segment {

// Numbers terms from 0 in the order in which they were first met. Not thread-safe.
class Vocabulary {
 public:
  // A short term itself, or the hash of a longer one.
  struct Key {
    std::uint64_t bits = 0;
  };
  // A look-up in two steps: between them the memory that the second needs is on its way, while the
  // caller begins other terms. `readable` are bytes around the term, all of which may be read.
  [[nodiscard]] static Key key_of(std::string_view term, std::string_view readable = {});
  void begin(Key key) const;
  // The number of a term, new or known. Throws LimitError beyond 2^31 terms.
  std::uint32_t intern(std::string_view term, Key key);

  Vocabulary();
  std::uint32_t intern(std::string_view term) { return intern(term, key_of(term)); }
  [[nodiscard]] std::string_view term(std::uint32_t number) const {
    return {terms_[number].bytes, terms_[number].size};
  }
  // What term() will need is on its way from memory.
  void fetch(std::uint32_t number) const { __builtin_prefetch(&terms_[number]); }
  [[nodiscard]] Key key(std::uint32_t number) const { return terms_[number].key; }
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
    Key key;
    const char* bytes = nullptr;
    std::uint32_t size = 0;
  };
  // Empty where number is 0, else the term's number plus 1. The key of a short term is the term
  // itself, so that most look-ups end in the slot; that of a longer one says whether to compare.
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t number = 0;
  };
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };
  std::uint32_t add(std::string_view term, Key key, std::size_t slot);
  [[nodiscard]] const char* store(std::string_view term);
  void grow();

  std::vector<Slot> slots_;  // a power of two of them, at most half full
  std::vector<Term> terms_;
  std::vector<Block> blocks_;
  std::size_t block_left_ = 0;  // of the last one
  std::size_t block_bytes_ = 0;
};

}  // namespace lodex::segment
