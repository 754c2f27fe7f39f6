// The terms of one field of one segment, in byte order, and what is known of each.
//
// Terms lie in blocks of kTermsPerBlock, each term without the bytes it shares with the one before
// ("front coding"); an index has the first bytes of each block's first term and its place.
// docs/format.md has the grammar.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/checked_bytes.h"
#include "base/ids.h"
#include "base/term_info.h"

namespace lodex::dictionary {

inline constexpr std::size_t kTermsPerBlock = 32;
inline constexpr std::size_t kMaxTermBytes = 65535;

// Writes the two sections of a dictionary.
class TermDictionaryWriter {
 public:
  // Terms in strictly rising byte order, infos in the order of their offsets.
  void add(std::string_view term, const TermInfo& info);
  void finish();
  [[nodiscard]] ByteWriter& terms() { return terms_; }  // may be emptied between calls
  [[nodiscard]] ByteWriter& index() { return index_; }  // after finish()
  [[nodiscard]] std::uint32_t term_count() const { return count_; }

 private:
  std::uint32_t count_ = 0;
  std::uint64_t written_ = 0;  // bytes of the section "terms"
  std::string last_;
  ByteWriter terms_;
  ByteWriter prefixes_;
  ByteWriter blocks_;
  ByteWriter index_;
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
  void enter(std::size_t block);
  void read_term();

  const TermDictionary* dictionary_;
  bool at_end_ = true;
  std::uint32_t number_ = 0;
  std::size_t block_ = 0;
  std::size_t left_ = 0;  // terms of the block behind this one
  ByteReader in_{{}, "term dictionary"};
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

  struct Block {
    std::uint64_t terms_offset;
    std::uint64_t postings_offset;
  };
  [[nodiscard]] std::size_t block_count() const {
    return (term_count_ + kTermsPerBlock - 1) / kTermsPerBlock;
  }
  [[nodiscard]] Block block(std::size_t number) const;
  // The bytes of a block's terms.
  [[nodiscard]] ByteSpan terms_of(std::size_t block) const;
  [[nodiscard]] std::string_view first_term(std::size_t block) const;
  // The last block whose first term is not above `target`; 0 where there is none.
  [[nodiscard]] std::size_t block_of(std::string_view target) const;

  CheckedBytes terms_;
  CheckedBytes index_;
  std::uint32_t term_count_ = 0;
};

}  // namespace lodex::dictionary
