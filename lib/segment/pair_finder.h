// Finds the pairs of frequent words that stand next to each other, from the words' postings.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/term_info.h"
#include "postings/posting_list.h"
#include "postings/term_cursor.h"
#include "segment/word_pairs.h"

namespace lodex::segment {

// A word and where its postings are.
struct FrequentWord {
  TermId id{};
  TermInfo info;
  postings::PostingSection postings;
};

// Takes the lists of a field as they are written and keeps a copy of those that pairs are made of:
// what is in so many documents that the rule may cover it, of that the most frequent, as far as
// they fit a limit of words and bytes.
class FrequentWords {
 public:
  explicit FrequentWords(std::uint32_t doc_count)
      : doc_count_(doc_count), rule_(PairRule::of(doc_count)) {}

  // What the lists of a field of so many tokens take here at most, roughly.
  static std::size_t memory(std::uint64_t tokens) {
    return static_cast<std::size_t>(std::min<std::uint64_t>(kMaxBytes, tokens * 3 / 2));
  }
  // The next term of the field, whose postings are `bytes`.
  void add(const TermInfo& info, ByteSpan bytes);
  // After the last: the words by number, with postings that live as long as this does.
  [[nodiscard]] std::vector<FrequentWord> words();
  // What covers pairs of these words; after words().
  [[nodiscard]] const PairRule& rule() const { return rule_; }

 private:
  static constexpr std::size_t kMaxBytes = std::size_t{128} << 20;

  struct Kept {
    TermId id;
    TermInfo info;
    std::unique_ptr<std::uint8_t[]> bytes;  // with padding
    std::size_t size;
  };
  void drop_rarest();

  std::uint32_t doc_count_;
  PairRule rule_;
  std::uint32_t terms_ = 0;
  std::vector<Kept> kept_;  // a heap, the rarest first
  std::size_t kept_bytes_ = 0;
};

class PairFinder {
 public:
  // More words than this it does not take.
  static constexpr std::size_t kMaxWords = 4095;
  struct Posting {
    DocId doc;
    std::uint32_t freq;
  };
  using Visit = std::function<void(TermId first, TermId second, std::span<const Posting>)>;

  // `words` by rising number. `lengths` are those of the field, one a document.
  PairFinder(std::vector<FrequentWord> words, const PairRule& rule,
             std::span<const std::uint32_t> lengths);
  // Calls `visit` for each pair that the rule covers and that occurs, in the order of names.
  void for_each(const Visit& visit);

 private:
  using Word = std::uint32_t;  // from 1 in the order of numbers; 0: another word
  // An occurrence of a word.
  struct Place {
    DocId doc;
    std::uint32_t position;
    Word word;
    auto operator<=>(const Place&) const = default;
  };
  struct PairPlace {
    std::uint32_t pair;  // (first << kWordBits) + second word
    DocId doc;
  };

  void take_window(DocId begin, DocId end);
  void take_block(Word word, DocId begin, DocId end);
  void pair_window(DocId begin, DocId end);
  void pair_slots(DocId doc, std::span<const std::uint16_t> slots);
  void pair_places(std::span<const Place> places);
  void make_room(std::size_t pairs);
  // Where there is room.
  void add_pair(Word first, Word second, DocId doc) {
    found_[found_count_] = {first << kWordBits | second, doc};
    found_count_ += doc_freqs_[second] >= least_partner_[first] ? 1 : 0;
  }
  void sort_found();
  void end_run();
  void merge_runs(const Visit& visit);

  static constexpr unsigned kWordBits = 12;

  std::vector<FrequentWord> words_;
  std::span<const std::uint32_t> lengths_;
  // By word: in how many documents it is, and in how many one has to be that stands behind it.
  std::vector<std::uint32_t> doc_freqs_;
  std::vector<std::uint32_t> least_partner_;
  std::vector<postings::TermCursor> cursors_;
  // The words of a window of documents by position.
  std::vector<std::size_t> slot_begins_;  // by document
  std::vector<std::uint16_t> slots_;
  // Places that have no slot: behind as many positions as the field has words, or taken.
  std::vector<Place> others_;
  std::vector<std::uint32_t> positions_;
  // Pairs that were found since the last run, and the runs.
  std::vector<PairPlace> found_;
  std::size_t found_count_ = 0;
  std::vector<PairPlace> sorted_;
  std::vector<ByteWriter> runs_;
};

}  // namespace lodex::segment
