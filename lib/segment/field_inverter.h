// From documents to postings for one field, in memory.
//
// Tokens are kept as they come, a number each, in one long sequence. When the segment is written
// the sequence is sorted by term with a counting sort, which costs a few nanoseconds a token and
// needs no posting list per term to grow while documents arrive.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "lodex/analysis.h"
#include "segment/vocabulary.h"

namespace lodex::segment {

// Positions left free between two values of a field, so that no phrase matches across them.
inline constexpr std::uint32_t kValueGap = 100;

// A sequence of numbers that grows without being copied.
class NumberSequence {
 public:
  void push_back(std::uint32_t number) {
    if (used_ == kBlockNumbers) add_block();
    blocks_.back()[used_++] = number;
  }
  [[nodiscard]] std::size_t memory() const {
    return blocks_.size() * kBlockNumbers * sizeof(std::uint32_t);
  }
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      const std::size_t count = b + 1 == blocks_.size() ? used_ : kBlockNumbers;
      for (std::size_t i = 0; i < count; ++i) visit(blocks_[b][i]);
    }
  }

 private:
  static constexpr std::size_t kBlockNumbers = std::size_t{256} * 1024;
  void add_block() {
    blocks_.push_back(std::make_unique_for_overwrite<std::uint32_t[]>(kBlockNumbers));
    used_ = 0;
  }
  std::vector<std::unique_ptr<std::uint32_t[]>> blocks_;
  std::size_t used_ = kBlockNumbers;
};

// An occurrence of a term: in which document, at which position.
struct Occurrence {
  DocId doc;
  std::uint32_t position;
};

class FieldInverter {
 public:
  // The tokens of one value of the field in `doc`; documents come in rising order, a document's
  // values one after the other.
  void add_value(DocId doc, std::span<const Token> tokens);

  // The number of tokens of the field in each document, store::kMissing where it has no value; as
  // long as the last document that has one.
  [[nodiscard]] const std::vector<std::uint32_t>& lengths() const { return lengths_; }
  [[nodiscard]] std::uint64_t document_count() const { return documents_; }
  [[nodiscard]] std::uint64_t token_count() const { return tokens_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] std::size_t memory() const;
  // What inverting will need on top of memory().
  [[nodiscard]] std::size_t inverting_memory() const { return tokens_ * sizeof(Occurrence); }

  // Calls `visit(term, occurrences)` for each term in byte order; occurrences are by rising
  // document and position.
  void for_each_term(
      const std::function<void(std::string_view, std::span<const Occurrence>)>& visit) const;

 private:
  template <class Visit>
  void for_each_occurrence(Visit&& visit) const;

  Vocabulary vocabulary_;
  // The number of a term for each token. A number with the high bit set moves the position of the
  // next token by its low 31 bits (a two's complement) beyond the next.
  NumberSequence tokens_by_document_;
  std::vector<std::uint32_t> entries_;  // of the sequence, by document
  std::vector<std::uint32_t> lengths_;
  std::vector<std::uint32_t> counts_;  // occurrences, by term number
  std::uint64_t documents_ = 0;
  std::uint64_t tokens_ = 0;
  std::uint32_t next_position_ = 0;  // behind the last value of the last document
};

}  // namespace lodex::segment
