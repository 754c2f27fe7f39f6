// Pairs of frequent words of one field that stand next to each other, with the documents in which
// they do and how often: what a phrase of frequent words reads in place of their long lists. A pair
// has the form of a term: pair_finder.h says how pairs are found, docs/format.md how they are kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/term_info.h"
#include "dictionary/term_dictionary.h"
#include "postings/posting_list.h"
#include "postings/term_cursor.h"

namespace lodex::segment {

// Which pairs of words have a list, by the numbers of documents that have the words. By chance two
// words share (product of their numbers) / (documents of the segment) documents, and about so many
// have to be searched for the phrase of the two where they have no list.
struct PairRule {
  std::uint64_t least_product = UINT64_MAX;
  std::uint32_t least_documents = UINT32_MAX;  // of each of the words

  // Whether every place where a word of `first` documents is followed by one of `second` is in a
  // list. So where the pair has none, it stands nowhere.
  [[nodiscard]] bool covers(std::uint32_t first, std::uint32_t second) const {
    return first >= least_documents && second >= least_documents &&
           std::uint64_t{first} * second >= least_product;
  }
  bool operator==(const PairRule&) const = default;

  //   rule := least product: u64, least documents: u32, zeros: 4 bytes
  void write(ByteWriter& out) const;

  // The rule of new segments.
  static PairRule of(std::uint32_t doc_count);
};

// How the dictionary of pairs names one: pairs are in the order of the first word, then the second.
[[nodiscard]] std::string pair_name(TermId first, TermId second);

// The pairs of one field of one segment. Without sections it covers none. Immutable, thread-safe.
class WordPairs {
 public:
  WordPairs() = default;
  // Throws CorruptIndexError where the rule is not one.
  WordPairs(CheckedBytes rule, CheckedBytes terms, CheckedBytes terms_index,
            postings::PostingSection postings);

  [[nodiscard]] const PairRule& rule() const { return rule_; }
  // How often the second word follows the first, as the postings of one term without positions.
  // Nothing where that is nowhere, if the rule covers them.
  [[nodiscard]] std::optional<TermInfo> find(TermId first, TermId second) const;
  [[nodiscard]] const postings::PostingSection& postings() const { return postings_; }
  [[nodiscard]] postings::TermCursor cursor(const TermInfo& pair) const {
    return {postings_, pair};
  }
  [[nodiscard]] const dictionary::TermDictionary& names() const { return names_; }

 private:
  PairRule rule_;
  dictionary::TermDictionary names_;
  postings::PostingSection postings_;
};

}  // namespace lodex::segment
