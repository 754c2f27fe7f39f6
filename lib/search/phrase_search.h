// The best documents that have some words one after the other.
#pragma once

#include <cstdint>
#include <vector>

#include "search/candidates.h"
#include "search/pruned_search.h"
#include "search/shape.h"
#include "search/term_scorer.h"

namespace lodex::search {

// The rarest word leads, a block of it at a time. A phrase is no more frequent than any of its
// words, so that the frequency of each word bounds the score of the document before any position
// is read. Positions are read word by word, the one with the fewest first, as long as there is a
// place left where the phrase may begin.
class PhraseSearch final : public PrunedSearch {
 public:
  // Of a phrase.
  explicit PhraseSearch(const Shape& shape);
  void run(ScoreCollector& collector) override;
  // In place of run(): the number of documents that match and are not deleted.
  std::uint64_t count(const segment::Deletions* deletions);

 private:
  struct Word {
    TermScorer scorer;                   // with the formula of the phrase
    std::vector<std::uint32_t> offsets;  // where the phrase has the word: "to be or not to be"
  };

  void run_block(DocId end, ScoreCollector& collector);
  // Whether all words are in the document, and it can score `least` by their frequencies.
  bool may_match(DocId doc, Score least, ScoreCollector& collector);
  // Whether all words are in the document, where the rarest is.
  bool has_all_words(DocId doc);
  // Of begins_, keeps those with one of positions_ `offset` behind.
  void keep_begins(std::uint32_t offset);
  // How often the phrase stands in the document, where all words are.
  std::uint32_t count_places();

  std::vector<Word> words_;  // the rarest first
  Candidates candidates_;
  std::vector<Word*> by_freq_;
  std::vector<std::uint32_t> begins_;  // of the phrase
  std::vector<std::uint32_t> positions_;
};

}  // namespace lodex::search
