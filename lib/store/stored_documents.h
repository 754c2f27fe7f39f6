// The documents themselves, as they were given, in compressed blocks.
//
//   documents := blocks; a block is one zstd frame of documents, one after the other, made with the
//                dictionary of its group: the last one that begins at or before it
//   document  := size: varint (of what follows), field*
//   field     := name: varint (number in the table of names), value
//   value     := tag: u8, then by tag: 0 null; 1 false; 2 true; 3 integer: varint, zigzag;
//                4 real: f64; 5 string: text; 6 JSON: text; 7 list: varint count, value*;
//                8 the id of the document
//   index     := size of names: u32, group count: u32, group*,
//                names := (name count: varint, name: text*), dictionary*, zeros to a multiple of 8,
//                first documents: packed integers (of each block, then the number of documents),
//                offsets: packed integers (of each block, then the size of documents)
//   group     := first block: u32, size of dictionary: u32 (0: none)
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/checked_bytes.h"
#include "base/ids.h"
#include "lodex/document.h"
#include "store/packed_integers.h"

namespace lodex::store {

// A block is closed by the document that brings it to this many bytes before compression.
inline constexpr std::size_t kStoredBlockBytes = 16 * 1024;
// Where the first documents have so many bytes a dictionary is made of them. What zstd knows of
// such documents from the dictionary it need not learn in each block, so these are smaller and a
// document is read in half the time; together they take no more bytes.
inline constexpr std::size_t kSampleBytes = 512 * 1024;
inline constexpr std::size_t kDictionaryBytes = 32 * 1024;
inline constexpr std::size_t kBlockBytesWithDictionary = 8 * 1024;
// Blocks are copied from segments that have so many compressed bytes for each of their
// dictionaries, so that these take a thirtieth of the copy at most. Smaller segments get a
// dictionary together.
inline constexpr std::uint64_t kCopiedBytes = 32 * kDictionaryBytes;

class StoredDocuments;

class StoredDocumentsWriter {
 public:
  StoredDocumentsWriter();
  ~StoredDocumentsWriter();

  // The next document. Its "id" is kept by its place only (see DocumentIds).
  void add(const Document& document);
  // The same for a document as another segment has it (StoredDocumentReader::bytes). `names` has
  // the number here of each name there, as numbers_of() gives them.
  void add(ByteSpan document, std::span<const std::uint32_t> names);
  [[nodiscard]] std::vector<std::uint32_t> numbers_of(std::span<const std::string> names);
  // Whether the blocks of another segment can be taken as they are, and are worth it. `names` as
  // above.
  [[nodiscard]] static bool can_copy(const StoredDocuments& source,
                                     std::span<const std::uint32_t> names);
  // All documents of such a segment: begin_copy() once, then each of its blocks in order.
  void begin_copy(const StoredDocuments& source);
  void copy_block(const StoredDocuments& source, std::uint64_t block);
  // Compressed blocks; may be emptied between calls.
  [[nodiscard]] ByteWriter& documents() { return documents_; }
  void finish(ByteWriter& index);
  [[nodiscard]] std::size_t memory() const {
    return sample_.size() + block_.size() + documents_.size() + dictionaries_.size();
  }

 private:
  [[nodiscard]] std::uint32_t number_of(const std::string& name);
  void append_value(const Value& value);
  void add_bytes(ByteSpan document);
  void end_sample();
  void train();
  void store(ByteSpan document);
  void close_block();
  void begin_group(std::uint64_t first_block, ByteSpan dictionary);

  // Blocks that are made with one dictionary.
  struct Group {
    std::uint32_t first_block;
    std::uint32_t dictionary_size;
  };
  struct Compressor;
  std::unique_ptr<Compressor> compressor_;
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
  std::vector<std::string> names_;
  // The first documents, at the beginning or behind a copy, until a dictionary is made of them.
  bool sampling_ = true;
  ByteWriter sample_;
  std::vector<std::size_t> sample_sizes_;
  std::vector<Group> groups_;
  ByteWriter dictionaries_;
  std::size_t block_bytes_ = kStoredBlockBytes;
  ByteWriter block_;
  ByteWriter scratch_;
  ByteWriter documents_;
  std::uint64_t written_ = 0;
  std::int64_t doc_count_ = 0;
  std::vector<std::int64_t> first_docs_;
  std::vector<std::int64_t> offsets_;
};

// Immutable, thread-safe.
class StoredDocuments {
 public:
  StoredDocuments() = default;
  // Throws CorruptIndexError where the sections are not those of `doc_count` documents.
  StoredDocuments(CheckedBytes documents, CheckedBytes index, std::uint32_t doc_count);

  // Names of fields; a document has their places here.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::uint64_t block_count() const { return first_docs_.size() - 1; }

 private:
  friend class StoredDocumentReader;
  friend class StoredDocumentsWriter;
  // What zstd makes of the bytes of the dictionary, when they are first wanted.
  struct Dictionary;
  struct Group {
    std::uint64_t first_block = 0;
    std::shared_ptr<Dictionary> dictionary;  // null: there is none
  };

  // The compressed bytes of a block. Throws CorruptIndexError.
  [[nodiscard]] ByteSpan frame(std::uint64_t block) const;
  // Null where the block is made without one.
  [[nodiscard]] Dictionary* dictionary_of(std::uint64_t block) const;

  CheckedBytes documents_;
  PackedIntegers first_docs_;
  PackedIntegers offsets_;
  std::vector<std::string> names_;
  std::vector<Group> groups_;  // by rising first block
};

// Reads documents; keeps the block last read, so that reading in order is cheap. Not thread-safe;
// the StoredDocuments have to outlive it.
class StoredDocumentReader {
 public:
  explicit StoredDocumentReader(const StoredDocuments& documents);
  ~StoredDocumentReader();

  // Document `doc`, whose id is `id`. Throws CorruptIndexError.
  [[nodiscard]] Document read(DocId doc, std::string_view id);
  // The document as it is stored; valid until another is read. Throws CorruptIndexError.
  [[nodiscard]] ByteSpan bytes(DocId doc);

 private:
  void load_block(std::uint64_t block);
  [[nodiscard]] Value read_value(ByteReader& in, std::string_view id, unsigned depth) const;

  const StoredDocuments* stored_;
  struct Decompressor;
  std::unique_ptr<Decompressor> decompressor_;
  std::uint64_t block_ = UINT64_MAX;
  std::int64_t first_doc_ = 0;
  std::vector<std::uint8_t> bytes_;
  std::vector<std::size_t>
      starts_;  // of the documents of the block, as far as they were looked for
};

}  // namespace lodex::store
