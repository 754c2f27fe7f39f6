// A block of a dictionary: some successive terms and what is known of them.
//
//   block := offset in the section of postings: varint, unit: u8, head: u8*, code: u8*,
//            text*, short*, long*
//   head  := bytes shared with the term before: 4 bits, bytes of the rest: 4 bits << 4
//   text  := (shared less 15: varint if it is 15 or more)?, (rest less 15: varint, likewise)?, rest
//   code  := documents: 3 bits (0: 8 or more), every document has it once: 1 bit << 3,
//            of a short one its size less unit · documents: 4 bits << 4
//   short := (that number less 15: varint if it is 15 or more)?,
//            occurrences less documents: varint if some document has it more than once, its list
//   long  := documents: varint, occurrences less documents: varint, likewise,
//            size of list: varint, size of places: varint
//
// A short is one of fewer than 8 documents; its size is without the varint that the first line
// names. Heads and codes stand together, so that looking a term up is adding up small numbers;
// texts and lists are touched where they may decide.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/term_info.h"

namespace lodex::dictionary {

// Lists of fewer documents are a part of the dictionary.
inline constexpr std::uint32_t kInlineDocuments = 8;
inline constexpr std::size_t kMaxTermBytes = 65535;

class TermBlockWriter {
 public:
  // The next term; see TermDictionaryWriter::add. `offset` is where its postings begin, if they are
  // in a section of their own.
  void add(std::string_view term, const TermInfo& info, ByteSpan list, std::uint64_t offset);
  [[nodiscard]] std::size_t term_count() const { return heads_.size(); }
  // Appends the block and begins a new one.
  void finish(ByteWriter& out);

 private:
  void add_text(std::string_view term);

  std::string last_;
  std::uint64_t offset_ = 0;  // of the first term
  ByteWriter heads_;
  ByteWriter codes_;
  ByteWriter texts_;
  struct Short {
    std::uint32_t documents;
    std::size_t size;
  };
  std::vector<Short> shorts_;  // documents 0: a long one
  ByteWriter infos_;           // of the shorts
  ByteWriter longs_;
};

// Reads a block; all methods throw CorruptIndexError rather than leave it.
class TermBlock {
 public:
  TermBlock() = default;
  // A block of `count` terms, which begins at `offset` of its section.
  TermBlock(ByteSpan bytes, std::size_t count, std::uint64_t offset);

  [[nodiscard]] std::size_t term_count() const { return count_; }
  [[nodiscard]] std::string_view first_term() const;
  // The place of a term, from 0.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view wanted) const;
  // What is known of the term at a place, which is below term_count().
  [[nodiscard]] TermInfo info(std::size_t place) const;

  // A walk over the block; each call is for the term behind that of the call before.
  struct Walk {
    std::size_t place = 0;
    std::size_t text = 0;  // where its text begins
    std::size_t short_info = 0;
    std::size_t long_info = 0;
    std::uint64_t offset = 0;
  };
  [[nodiscard]] Walk begin() const;
  // Turns the term before into the next one. Requires walk.place < term_count().
  void next(Walk& walk, std::string& term, TermInfo& info) const;

 private:
  struct Text {
    std::size_t shared;
    std::size_t begin;
    std::size_t size;
  };
  [[nodiscard]] const std::uint8_t* heads() const { return bytes_.data() + heads_; }
  [[nodiscard]] const std::uint8_t* codes() const { return heads() + count_; }
  [[nodiscard]] std::size_t texts() const { return heads_ + 2 * count_; }
  [[nodiscard]] ByteReader reader(std::size_t at) const;
  [[nodiscard]] Text text(std::size_t place, std::size_t at) const;
  [[nodiscard]] Text long_text(std::size_t place, std::size_t at) const;
  [[nodiscard]] std::string_view rest(const Text& text) const;
  // The first place from `from` on that shares `common` bytes with the one before, or fewer.
  [[nodiscard]] std::size_t next_decisive(std::size_t from, std::size_t common) const;
  // From where the text of place `from` begins to where that of `to` does.
  [[nodiscard]] std::size_t pass_texts(std::size_t from, std::size_t to, std::size_t at) const;
  // The same for the shorts from the first on.
  [[nodiscard]] std::size_t pass_shorts(std::size_t to, std::size_t at) const;
  // Of some bytes of the block the first eight, or `count` if they are fewer.
  [[nodiscard]] std::uint64_t word(std::size_t at, std::size_t count) const;
  // The info at `at`; moves `at`, and the offset of a long one, behind it.
  [[nodiscard]] TermInfo read_short(std::uint8_t code, std::size_t& at) const;
  [[nodiscard]] TermInfo read_long(std::uint8_t code, ByteReader& in, std::uint64_t& offset) const;
  [[noreturn]] void fail(std::string_view problem) const;

  ByteSpan bytes_;
  std::size_t count_ = 0;
  std::size_t heads_ = 0;       // where they begin
  std::uint64_t offset_ = 0;    // of the block in its section
  std::uint64_t postings_ = 0;  // where those of the block begin
  std::size_t unit_ = 0;
};

}  // namespace lodex::dictionary
