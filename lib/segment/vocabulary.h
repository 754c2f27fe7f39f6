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
  Vocabulary();

  // The number of a term, new or known. Throws LimitError beyond 2^31 terms.
  std::uint32_t intern(std::string_view term) { return intern(term, begin(term)); }
  // The same in two steps: between them the memory that the second needs is on its way, while the
  // caller begins other terms.
  struct Key {
    std::uint64_t bits = 0;
  };
  [[nodiscard]] Key begin(std::string_view term) const;
  std::uint32_t intern(std::string_view term, Key begun);
  [[nodiscard]] std::string_view term(std::uint32_t number) const {
    return {terms_[number].bytes, terms_[number].size};
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(terms_.size()); }
  // All numbers, by the byte order of their terms.
  [[nodiscard]] std::vector<std::uint32_t> sorted() const;
  [[nodiscard]] std::size_t memory() const;

 private:
  struct Term {
    const char* bytes;
    std::uint32_t size;
  };
  // Empty where number is 0, else the term's number plus 1. The key of a short term is the term
  // itself, so that most look-ups end in the slot; that of a longer one says whether to compare.
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t number = 0;
  };
  [[nodiscard]] const char* store(std::string_view term);
  void grow();

  std::vector<Slot> slots_;  // a power of two of them, at most half full
  std::vector<Term> terms_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_left_ = 0;
  std::size_t block_bytes_ = 0;
};

}  // namespace lodex::segment
