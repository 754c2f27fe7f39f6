// The ids of the documents of a segment: number to id, and id to number.
//
//   ids     := blocks of kIdsPerBlock ids; an id is shared: varint, rest: text, where `shared`
//   counts
//              the bytes it has in common with the id before in its block
//   index   := starts: packed integers (the offset of each block, then the size of ids),
//              order: packed integers (the documents by rising hash of their ids, equal ones by
//              number)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/checked_bytes.h"
#include "base/ids.h"
#include "store/packed_integers.h"

namespace lodex::store {

inline constexpr std::size_t kIdsPerBlock = 16;

class DocumentIdsWriter {
 public:
  void add(std::string_view id);  // of the next document
  // The last document added with this id.
  [[nodiscard]] std::optional<DocId> find(std::string_view id) const;
  void finish(ByteWriter& ids, ByteWriter& index);
  [[nodiscard]] std::size_t memory() const;

 private:
  [[nodiscard]] std::string id(DocId doc) const;
  [[nodiscard]] std::size_t slot_of(std::string_view id, std::uint64_t hash) const;
  void grow();

  ByteWriter ids_;
  std::vector<std::int64_t> starts_;
  std::vector<std::uint64_t> hashes_;
  std::string last_;
  // A hash table of documents, kEndDoc where there is none, with some bits of their hashes, so that
  // another document is told without its hash.
  struct Slot {
    DocId doc = kEndDoc;
    std::uint32_t bits = 0;
  };
  std::vector<Slot> slots_;
  std::size_t distinct_ = 0;
};

// Immutable, thread-safe.
class DocumentIds {
 public:
  DocumentIds() = default;
  // Throws CorruptIndexError where the sections are not those of `doc_count` documents.
  DocumentIds(CheckedBytes ids, CheckedBytes index, std::uint32_t doc_count);

  // Requires doc < the number of documents.
  [[nodiscard]] std::string id(DocId doc) const;
  // Asks for the bytes of an id that is read soon.
  void prefetch(DocId doc) const {
    ids_.prefetch(static_cast<std::uint64_t>(starts_[doc / kIdsPerBlock]), kPrefetchedBytes);
  }
  // The document with this id; the last one where there are several, of which a segment keeps the
  // earlier ones only as deleted.
  [[nodiscard]] std::optional<DocId> find(std::string_view id) const;

 private:
  static constexpr std::uint64_t kPrefetchedBytes = 192;
  void read_id(DocId doc, std::string& out) const;
  [[nodiscard]] DocId ordered(std::uint64_t place) const;
  [[nodiscard]] std::optional<std::uint64_t> place_of(std::uint64_t hash) const;

  CheckedBytes ids_;
  PackedIntegers starts_;
  PackedIntegers order_;
  std::uint32_t doc_count_ = 0;
};

}  // namespace lodex::store
