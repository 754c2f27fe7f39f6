// SPDX-License-Identifier: GPL-2.0-or-later
// Positions read from the table of a glass database itself.
//
// Xapian opens a new cursor for each list of positions, which reads two blocks or three of the
// table anew: two microseconds, and a database has fifty lists a document. Who reads all lists in
// the order of the table needs each block once.
//
// The table "position.glass" is a tree of blocks; numbers have their highest byte first:
//
//   block  := revision: u32, level: u8, 4 bytes, end of directory: u16, (offset of an item: u16)*
//   branch := child: u32, key size: u8, key, part: u16            (level 1 and above)
//   leaf   := flags and size: u16, key size: u8, key, list        (level 0)
//   key    := term, its zeros followed by 0xff; 0; document: its number of bytes in the high bits
//   list   := last position: varint, then bits, if there are several: first, count, the others by
//             interpolative code
//
// It is used where "iamglass" is of the version of Xapian 1.4 and shows the state that is read.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "xapian/indexed_reader.h"

namespace lodex::xapian {

class GlassPositions final : public PositionSource {
 public:
  // Of a database that is open from this directory; null where it is not such a one, or has another
  // state by now.
  static std::unique_ptr<GlassPositions> open(const std::string& directory,
                                              const Xapian::Database& database);
  ~GlassPositions() override;

  // Throws DatabaseModifiedError where a writer has overtaken the database, DatabaseCorruptError.
  void read(const std::string& term, const Xapian::PostingIterator& posting,
            std::vector<std::uint32_t>& out) override;

 private:
  // The block that was last looked at on a level of the tree.
  struct Level {
    std::uint32_t number = UINT32_MAX;
    std::vector<std::uint8_t> block{};
    std::size_t item = 0;  // of the directory
  };
  // A place in a block.
  struct Bytes {
    const std::uint8_t* begin;
    const std::uint8_t* end;
    [[nodiscard]] std::string_view text() const {
      return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
    }
  };

  GlassPositions(int file, std::uint32_t root, unsigned levels, std::size_t block_size,
                 std::uint32_t revision);
  void load(Level& level, std::uint32_t number, std::size_t depth);
  [[nodiscard]] static std::size_t item_count(const Level& level);
  // Of an item of a level: from its first byte on, and its key.
  [[nodiscard]] static const std::uint8_t* item(const Level& level, std::size_t number);
  [[nodiscard]] static Bytes key(const Level& level, std::size_t number, std::size_t header);
  // The last item whose key is not above the one that is sought.
  [[nodiscard]] std::size_t last_item(const Level& level, std::size_t header) const;
  // Whether the leaf has the key, at its `item`.
  bool find();
  void make_key(const std::string& term, Xapian::docid document);
  void decode(Bytes list, std::vector<std::uint32_t>& out) const;

  int file_;
  std::uint32_t root_;
  std::size_t block_size_;
  std::uint32_t revision_;
  std::vector<Level> levels_;  // the leaf first; empty: there are no positions
  std::string term_;           // whose key is
  std::string key_;
  std::size_t term_key_size_ = 0;
};

}  // namespace lodex::xapian
