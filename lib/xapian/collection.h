// SPDX-License-Identifier: GPL-2.0-or-later
// What searches need to know of one state of a database: its layout, its statistics, lengths.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "xapian/layout.h"

namespace lodex::xapian {

// Of all documents.
struct FieldStatistics {
  std::uint64_t documents = 0;  // that have the field
  std::uint64_t tokens = 0;

  // Tokens a document that has the field; at least 1.
  [[nodiscard]] double average_length() const;
};

// The number of tokens in each document by its number, 0 where it has none.
using FieldLengths = std::vector<std::uint32_t>;

// Shared by all handles that show the same state, which are passed in: they are not thread-safe,
// this is. What it has to read, it reads once.
class Collection {
 public:
  // `is_remote`: queries are answered by a server, which has no weights of ours.
  Collection(Layout layout, const Xapian::Database& database, bool is_remote);

  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] bool is_remote() const { return is_remote_; }
  [[nodiscard]] std::uint64_t document_count() const { return documents_; }

  [[nodiscard]] FieldStatistics field(const LayoutField& field,
                                      const Xapian::Database& database) const;
  // Of a field with a slot for it; null where the database is several, whose documents have other
  // numbers in each of them.
  [[nodiscard]] std::shared_ptr<const FieldLengths> lengths(const LayoutField& field,
                                                            const Xapian::Database& database) const;

 private:
  struct Slot {
    std::shared_ptr<const FieldLengths> lengths;
    std::uint64_t tokens = 0;
  };
  [[nodiscard]] FieldStatistics count_field(const LayoutField& field,
                                            const Xapian::Database& database) const;
  [[nodiscard]] const Slot& read_slot(Xapian::valueno slot, const Xapian::Database& database) const;

  Layout layout_;
  bool is_remote_ = false;
  std::uint64_t documents_ = 0;
  // As the writer noted them; nothing where the database was changed otherwise.
  std::optional<std::map<std::string, std::uint64_t>> noted_tokens_;
  mutable std::mutex mutex_;
  mutable std::map<Xapian::valueno, Slot> slots_;
  mutable std::map<std::string, FieldStatistics, std::less<>> fields_;
};

// What a writer notes at a commit: tokens of each field that has a slot for its length. With the
// documents and the length of the database, by which one sees whether the note still holds.
[[nodiscard]] std::string note_of(const std::map<std::string, std::uint64_t>& tokens,
                                  const Xapian::Database& database);
// Nothing where there is no note, or it is of another state.
[[nodiscard]] std::optional<std::map<std::string, std::uint64_t>> noted_tokens(
    const Xapian::Database& database);

// A length in a slot.
[[nodiscard]] std::string encode_length(std::uint32_t length);
[[nodiscard]] std::uint32_t decode_length(const std::string& bytes);

}  // namespace lodex::xapian
