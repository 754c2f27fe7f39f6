// The postings of one field of a segment that is being built: what its chunks have, joined by term.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/term_info.h"
#include "segment/field_inverter.h"
#include "segment/vocabulary.h"

namespace lodex::segment {

// Terms that follow each other in a dictionary, with their encoded postings.
struct EncodedTerms {
  std::vector<std::string_view> terms;
  std::vector<TermInfo> infos;  // offsets count from the first byte of `postings`
  ByteWriter postings;
  std::vector<DocId> documents;  // of each term in turn, where asked for
};

// Chunks are added one after the other; sort() ends that. Only encode() may be called on several
// threads.
class FieldPostings {
 public:
  explicit FieldPostings(Contents contents) : contents_(contents) {}

  // Takes what the chunk has, whose first document is `base`.
  void add(FieldInverter& chunk, DocId base);
  void sort();

  // A range of the sorted terms.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  // All of them in pieces that are about the same work.
  [[nodiscard]] std::vector<Range> ranges() const;
  [[nodiscard]] EncodedTerms encode(Range range, bool with_documents) const;

  // One a document, store::kMissing where it has no value, up to the last that has one.
  [[nodiscard]] std::vector<std::uint32_t>& lengths() { return lengths_; }
  [[nodiscard]] std::uint64_t document_count() const { return documents_; }
  [[nodiscard]] std::uint64_t token_count() const { return tokens_; }
  [[nodiscard]] std::size_t memory() const;
  // What sort() will need on top of it.
  [[nodiscard]] std::size_t sorting_memory() const;
  // There is room for another chunk, whatever it has.
  [[nodiscard]] bool is_full() const { return next_place_ >= kMaxPlace / 2; }

 private:
  // Where a run lies: a place counts words over all chunks; a high bit says that it is a word for a
  // single occurrence.
  static constexpr std::uint32_t kOnce = std::uint32_t{1} << 31;
  static constexpr std::uint32_t kMaxPlace = kOnce;
  static constexpr unsigned kAlignment = 256;    // places at which chunks begin
  static constexpr std::size_t kSpan = 1 << 14;  // of places, with one entry in chunk_at_
  struct Chunk {
    InvertedField field;  // terms have the numbers of the segment
    DocId base = 0;
    std::uint32_t place = 0;  // of the first word
    std::uint32_t runs = 0;
    std::uint32_t singles = 0;
  };
  struct TermState {
    std::uint32_t runs = 0;
    std::uint32_t words = 0;
  };
  class Encoder;

  [[nodiscard]] double average_length() const;
  void renumber(const Vocabulary& terms, std::vector<std::uint32_t>& numbers);
  [[nodiscard]] const Chunk& chunk_of(std::uint32_t place) const;

  Contents contents_;
  Vocabulary vocabulary_;
  std::vector<TermState> states_;  // by number
  std::vector<Chunk> chunks_;
  std::vector<std::uint32_t> chunk_at_;  // the chunk with place i * kSpan
  std::uint32_t next_place_ = 0;
  std::size_t chunk_bytes_ = 0;
  std::vector<std::uint32_t> lengths_;
  std::uint64_t documents_ = 0;
  std::uint64_t tokens_ = 0;
  std::uint64_t run_count_ = 0;
  std::vector<std::uint32_t> numbers_;  // used while a chunk is added
  // After sort().
  std::vector<std::uint32_t> order_;   // numbers by the order of their terms
  std::vector<std::uint64_t> begins_;  // of each term's places, by rank
  std::unique_ptr<std::uint32_t[]> places_;
};

}  // namespace lodex::segment
