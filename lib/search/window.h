// A stretch of documents of one segment, looked at at once: which of them match, and their scores.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>

#include "base/ids.h"
#include "postings/posting_list.h"
#include "ranking/bm25.h"

namespace lodex::search {

using postings::kWindowSize;

// The documents [begin, end), at most kWindowSize of them; begin is a multiple of kWindowSize.
struct Window {
  DocId begin = 0;
  DocId end = 0;

  [[nodiscard]] DocId size() const { return end - begin; }
  // Windows in a segment.
  static std::size_t count(DocId doc_count) {
    return (std::size_t{doc_count} + kWindowSize - 1) / kWindowSize;
  }
  // The window that a document is in, of a segment with `doc_count` documents.
  static Window of(DocId doc, DocId doc_count) {
    const DocId begin = doc - doc % kWindowSize;
    return {begin, begin + std::min(kWindowSize, doc_count - begin)};
  }
};

// A bit for each document of a window, by its distance from the window's begin.
class Matches {
 public:
  static constexpr std::size_t kWords = kWindowSize / 64;

  void clear() { words_.fill(0); }
  // All kWords of them.
  [[nodiscard]] std::uint64_t* words() { return words_.data(); }
  void add(DocId at) { words_[at / 64] |= std::uint64_t{1} << (at % 64); }
  [[nodiscard]] bool contains(DocId at) const { return (words_[at / 64] >> (at % 64) & 1) != 0; }
  // Documents that rise, by their numbers, in a window that begins with `begin`.
  void add(std::span<const DocId> docs, DocId begin) {
    // Bits are gathered in a register: most documents are in the word of the one before.
    std::size_t word = 0;
    std::uint64_t bits = 0;
    for (const DocId doc : docs) {
      const DocId at = doc - begin;
      if (at / 64 != word) {
        words_[word] |= bits;
        word = at / 64;
        bits = 0;
      }
      bits |= std::uint64_t{1} << (at % 64);
    }
    words_[word] |= bits;
  }
  // The first `count` documents.
  void add_first(DocId count) {
    for (DocId w = 0; w < count / 64; ++w) words_[w] = ~std::uint64_t{0};
    if (count % 64 != 0) words_[count / 64] |= (std::uint64_t{1} << (count % 64)) - 1;
  }
  void unite(const Matches& other) {
    for (std::size_t w = 0; w < kWords; ++w) words_[w] |= other.words_[w];
  }
  void intersect(const Matches& other) {
    for (std::size_t w = 0; w < kWords; ++w) words_[w] &= other.words_[w];
  }
  void subtract(const Matches& other) {
    for (std::size_t w = 0; w < kWords; ++w) words_[w] &= ~other.words_[w];
  }
  // Subtracts bits of a larger set, whose words begin with that of the window's first document.
  void subtract(const std::uint64_t* words, std::size_t count) {
    for (std::size_t w = 0; w < std::min(count, kWords); ++w) words_[w] &= ~words[w];
  }
  [[nodiscard]] bool any() const {
    return std::ranges::any_of(words_, [](std::uint64_t word) { return word != 0; });
  }
  [[nodiscard]] std::uint64_t count() const {
    std::uint64_t total = 0;
    for (const std::uint64_t word : words_) total += static_cast<unsigned>(std::popcount(word));
    return total;
  }
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t w = 0; w < kWords; ++w) {
      for (std::uint64_t word = words_[w]; word != 0; word &= word - 1) {
        visit(static_cast<DocId>(w * 64 + static_cast<unsigned>(std::countr_zero(word))));
      }
    }
  }

 private:
  std::array<std::uint64_t, kWords> words_{};
};

using Scores = std::array<ranking::Score, kWindowSize>;

}  // namespace lodex::search
