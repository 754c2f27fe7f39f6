// The best documents that have some words one after the other.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "search/pruned_search.h"
#include "search/shape.h"
#include "search/term_scorer.h"

namespace lodex::search {

// Looks for documents that are in all lists: those of word pairs where the segment has them, which
// are far shorter than those of their words, and those of the other words. The rarest list leads, a
// block of it at a time. A phrase is no more frequent than any of its words and pairs, so that
// their frequencies bound the score of a document before any position is read. Positions are read
// word by word, as long as there is a place left where the phrase may begin. Where a pair is as
// frequent in the document as one of its words, the other one's positions tell nothing new.
class PhraseSearch final : public PrunedSearch {
 public:
  // Of a phrase.
  explicit PhraseSearch(const Shape& shape);
  void run(ScoreCollector& collector) override;
  // In place of run(): the number of documents that match and are not deleted.
  std::uint64_t count(const segment::Deletions* deletions);

 private:
  struct List {
    TermScorer scorer;               // with the formula of the phrase
    std::vector<std::size_t> slots;  // of a word: where the phrase has it ("to be or not to be");
                                     // of a pair: where it has the first word
  };

  // What run() and count() do with what is found.
  class Scoring;
  class Counting;

  void add_words(const Shape& shape);
  void add_pairs(const Shape& shape);
  template <class Sink>
  void look_at_block(DocId end, Sink& sink);
  // The leader's documents from where it is to the end of its block, below `end`; without those
  // that cannot score `least` by how often they have the leader, where it is worth looking.
  std::size_t take_candidates(DocId end, Score least);
  // Whether the document, which the leader has, is in all lists and can score sink.least().
  template <class Sink>
  bool may_match(DocId doc, Sink& sink);
  // How often the phrase stands in the document, which is in all lists.
  std::uint32_t count_places(DocId doc);
  // Where the word may be, the phrase has it: keeps begins_ that are so far from one of positions_.
  void keep_begins(std::size_t slot);
  // Slots whose words follow from the word at `slot`, which is `freq` times in the document.
  void infer_neighbours(std::size_t slot, std::uint32_t freq);

  std::vector<List> words_;  // the rarest first
  std::vector<List> pairs_;
  std::vector<List*> lists_;            // that a document has to be in, the shortest first
  std::vector<std::uint32_t> offsets_;  // of slots
  std::vector<List*> pair_at_;          // by slot of its first word; null: none
  bool score_first_ = false;
  std::array<DocId, postings::kBlockSize + 16> candidates_{};
  std::array<std::uint32_t, postings::kBlockSize + 16> chosen_{};
  std::array<std::uint32_t, postings::kBlockSize + 1> in_second_{};
  // Of one document.
  std::vector<std::uint8_t> known_;    // slots that are where they should be for all of begins_
  std::vector<std::uint32_t> begins_;  // where the phrase may begin
  std::vector<std::uint32_t> positions_;
};

}  // namespace lodex::search
