// From tokens to postings for one field of a chunk of documents.
//
// Tokens are kept as they come, a number each, in one sequence. At the end of the chunk they are
// sorted by term with a counting sort. A chunk is small enough for all of this, the vocabulary
// included, to stay in the second-level cache.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "lodex/analysis.h"
#include "segment/given_terms.h"
#include "segment/posting_run.h"
#include "segment/vocabulary.h"

namespace lodex::segment {

// Positions left free between two values of a field, so that no phrase matches across them.
inline constexpr std::uint32_t kValueGap = 100;

// The postings of a field in a chunk. Terms have the numbers of the inverter's vocabulary.
struct InvertedField {
  struct Run {
    std::uint32_t term;
    std::uint32_t offset;  // in `words`
  };
  // The runs, then for each of `once` a document (low 16 bits) and a position (high ones).
  std::unique_ptr<std::uint32_t[]> words;
  std::size_t word_count = 0;
  std::vector<Run> runs;            // by rising offset
  std::vector<std::uint32_t> once;  // terms with one occurrence
};

class FieldInverter {
 public:
  // The tokens of one value of the field in `doc`; documents come in rising order, a document's
  // values one after the other. `readable` are bytes that may be read, such as the text of which
  // most terms are parts.
  void add_value(DocId doc, std::span<const Token> tokens, std::string_view readable);
  // The same of a value whose terms are known. Occurrences without a position come behind all
  // others, kValueGap apart.
  void add_terms(DocId doc, const GivenTerms& given);
  // Ends the chunk. Throws LimitError where it takes more than 4 GiB.
  void invert(Contents contents);
  // Forgets everything but memory.
  void clear();

  // The number of tokens of the field in each document, store::kMissing where it has no value; as
  // long as the last document that has one.
  [[nodiscard]] const std::vector<std::uint32_t>& lengths() const { return lengths_; }
  [[nodiscard]] std::uint64_t document_count() const { return documents_; }
  [[nodiscard]] std::uint64_t token_count() const { return tokens_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  // After invert().
  [[nodiscard]] InvertedField& inverted() { return inverted_; }

 private:
  // The position at which the next value of the field in a document begins.
  std::uint32_t begin_value(DocId doc);
  // Room for so many tokens, should all of their terms be new; where the first one goes.
  std::uint32_t* make_room(std::size_t tokens, std::size_t terms);
  // Ends the value that filled the room up to here.
  void end_value(DocId doc, const std::uint32_t* number_end, std::size_t tokens);
  void sort_occurrences();
  void order_terms();

  Vocabulary vocabulary_;
  // The number of a term for each token. A number with the high bit set moves the position of the
  // next token by its low 31 bits (a two's complement) beyond the next.
  std::vector<std::uint32_t> numbers_;
  std::vector<std::uint32_t> entries_;  // of numbers_, by document
  std::vector<std::uint32_t> lengths_;
  std::vector<std::uint32_t> counts_;  // occurrences, by term number; zeros behind them
  std::uint64_t documents_ = 0;
  std::uint64_t tokens_ = 0;
  std::uint32_t next_position_ = 0;  // behind the highest one of the last document
  std::uint32_t expected_ = 0;       // behind that of its last token
  // Used while inverting.
  std::vector<Occurrence> occurrences_;  // by term
  std::vector<std::uint64_t> ends_;      // of each term's
  std::vector<std::uint32_t> term_order_;
  std::vector<std::uint32_t> words_;
  InvertedField inverted_;
};

}  // namespace lodex::segment
