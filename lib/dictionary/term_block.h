// A block of a dictionary: some successive terms and what is known of them.
//
//   block := offset in the section of postings: varint, head: u8*, code: u8*, text*, info*
//   head  := bytes shared with the term before: 4 bits, bytes of the rest: 4 bits << 4
//   text  := (shared less 15: varint if it is 15 or more)?, (rest less 15: varint, likewise)?, rest
//   code  := documents: 3 bits (0: 8 or more), every document has it once: 1 bit << 3,
//            size of the info: 4 bits << 4
//   info  := (size less 15: varint if it is 15 or more)?,
//            occurrences less documents: varint if some document has it more than once, then
//            the list itself, or, of 8 documents or more,
//            documents: varint, size of list: varint, size of places: varint
//
// Heads and codes stand together, so that looking a term up is adding up small numbers; texts and
// lists are touched where they may decide.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

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
  ByteWriter infos_;
  ByteWriter info_;
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
    std::size_t text = 0;  // where the text begins
    std::size_t info = 0;
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
  [[nodiscard]] std::size_t shared_of(std::size_t place) const {
    return bytes_[heads_ + place] & 15;
  }
  [[nodiscard]] std::uint8_t code_of(std::size_t place) const {
    return bytes_[heads_ + count_ + place];
  }
  [[nodiscard]] ByteReader reader(std::size_t at) const;
  [[nodiscard]] Text text(std::size_t place, std::size_t at) const;
  [[nodiscard]] Text long_text(std::size_t place, std::size_t at) const;
  [[nodiscard]] std::string_view rest(const Text& text) const;
  [[nodiscard]] std::size_t end_of_texts() const;
  // The info at `at`; moves `at` and `offset` behind it.
  [[nodiscard]] TermInfo read_info(std::size_t place, std::size_t& at, std::uint64_t& offset) const;
  [[noreturn]] void fail(std::string_view problem) const;

  ByteSpan bytes_;
  std::size_t count_ = 0;
  std::size_t heads_ = 0;        // where they begin
  std::uint64_t offset_ = 0;     // of the block in its section
  std::uint64_t postings_ = 0;   // where those of the block begin
};

}  // namespace lodex::dictionary
