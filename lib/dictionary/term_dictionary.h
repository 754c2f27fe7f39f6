// The terms of one field of one segment, in byte order, and what is known of each.
//
// Terms lie in blocks (term_block.h), each term without the bytes it shares with the one before
// ("front coding"); an index has the first bytes of each block's first term, as a static tree, and
// its place. docs/format.md has the grammar.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/checked_bytes.h"
#include "base/ids.h"
#include "base/term_info.h"
#include "dictionary/term_block.h"

namespace lodex::dictionary {

inline constexpr std::size_t kTermsPerBlock = 32;
// Of a node of the index: two lines of a cache.
inline constexpr std::size_t kPrefixesPerNode = 16;

// Writes the two sections of a dictionary.
class TermDictionaryWriter {
 public:
  // Terms in strictly rising byte order, their lists in the same order. `list` are the bytes of the
  // term's documents and, at once behind them, its places. A list of few documents becomes a part
  // of the dictionary: true, and the caller has nothing to keep. All others follow each other in a
  // section of their own; offsets are counted here.
  bool add(std::string_view term, const TermInfo& info, ByteSpan list);
  void finish();
  [[nodiscard]] ByteWriter& terms() { return terms_; }  // may be emptied between calls
  [[nodiscard]] ByteWriter& index() { return index_; }  // after finish()
  [[nodiscard]] std::uint32_t term_count() const { return count_; }

 private:
  std::uint32_t count_ = 0;
  std::uint64_t written_ = 0;  // bytes of the section "terms"
  void finish_block();
  std::uint64_t postings_ = 0;  // bytes of the lists that are not a part of the dictionary
  TermBlockWriter block_;
  ByteWriter terms_;
  ByteWriter index_;
  std::vector<std::uint64_t> prefixes_;
  std::vector<std::uint64_t> offsets_;
};

class TermDictionary;

// A place in the dictionary. At birth and behind the last term it is at the end. Not thread-safe.
class TermIterator {
 public:
  explicit TermIterator(const TermDictionary& dictionary) : dictionary_(&dictionary) {}

  [[nodiscard]] bool at_end() const { return at_end_; }
  // The term, its number and what is known of it; not at the end. The text is valid until the next
  // move.
  [[nodiscard]] const std::string& term() const { return term_; }
  [[nodiscard]] TermId id() const { return TermId{number_}; }
  [[nodiscard]] const TermInfo& info() const { return info_; }

  // To the first term that is not below `target`.
  void seek(std::string_view target);
  void next();

 private:
  friend class TermDictionary;
  void enter(std::size_t block);

  const TermDictionary* dictionary_;
  bool at_end_ = true;
  std::uint32_t number_ = 0;
  std::size_t number_of_block_ = 0;
  TermBlock block_;
  TermBlock::Walk walk_;
  std::string term_;
  TermInfo info_;
};

// Reads a dictionary. Immutable and thread-safe. Methods throw CorruptIndexError.
class TermDictionary {
 public:
  TermDictionary() = default;
  TermDictionary(CheckedBytes terms, CheckedBytes index);

  struct Found {
    TermId id{};
    TermInfo info;
  };
  [[nodiscard]] std::optional<Found> find(std::string_view term) const;
  [[nodiscard]] std::uint32_t size() const { return term_count_; }
  // The term with this number, which is below size().
  [[nodiscard]] std::string term(TermId id) const;

 private:
  friend class TermIterator;

  // A level of the index: every kPrefixesPerNode-th prefix of the level below, at the lowest one
  // for each block.
  struct Level {
    std::uint64_t offset = 0;
    std::size_t count = 0;
  };
  [[nodiscard]] std::size_t block_count() const {
    return (std::size_t{term_count_} + kTermsPerBlock - 1) / kTermsPerBlock;
  }
  std::uint64_t lay_out_levels();
  // The first block whose prefix is not below `target`, or above it where `behind`.
  [[nodiscard]] std::size_t find_prefix(std::uint64_t target, bool behind) const;
  [[nodiscard]] std::uint64_t prefix(std::size_t block) const;
  [[nodiscard]] TermBlock block(std::size_t number) const;
  // The last block whose first term is not above `target`; 0 where there is none.
  [[nodiscard]] std::size_t block_of(std::string_view target) const;

  CheckedBytes terms_;
  CheckedBytes index_;
  std::uint32_t term_count_ = 0;
  std::uint64_t offsets_ = 0;  // where those of the blocks lie in the index
  // From the lowest to the highest; enough for 2^32 terms.
  std::array<Level, 7> levels_{};
  std::size_t level_count_ = 0;
};

}  // namespace lodex::dictionary
