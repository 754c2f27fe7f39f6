#include "segment/forward_index.h"

#include <algorithm>
#include <numeric>

#include "segment/term_merge.h"

namespace lodex::segment {
namespace {

constexpr std::size_t kMaxChosenTerms = std::size_t{1} << 16;
// A term of fewer documents says little about the others.
constexpr std::uint32_t kLeastFreq = 64;

// Which terms take part: those in `least` to `most` documents; of those in `least` the first
// `room`.
struct Choice {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
  std::size_t room = 0;
};

class Maker {
 public:
  Maker(std::span<const FieldParts> fields, const DocumentMap& map) : fields_(fields), map_(map) {}

  ForwardIndex make(std::uint64_t max_postings) {
    choose(max_postings);
    std::vector<std::uint64_t>& starts = forward_.starts;
    starts.assign(std::size_t{map_.size()} + 2, 0);
    // Counted two places ahead, so that filling leaves each start where it belongs.
    for_each_block([&](std::span<const DocId> docs, std::uint16_t) {
      for (const DocId doc : docs) ++starts[std::size_t{doc} + 2];
    });
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    forward_.terms.resize(starts.back());
    for_each_block([&](std::span<const DocId> docs, std::uint16_t term) { fill(docs, term); });
    starts.pop_back();
    return std::move(forward_);
  }

 private:
  // Calls `visit(merge, parts, freq)` for each term of each field.
  template <class Visit>
  void for_each_term(Visit&& visit) const {
    for (const FieldParts& parts : fields_) {
      TermMerge merge(parts);
      while (merge.next()) {
        std::uint64_t freq = 0;
        for (const std::size_t s : merge.segments()) freq += merge.info(s).doc_freq;
        visit(merge, parts, freq);
      }
    }
  }

  // The most frequent terms first, as far as numbers and postings go.
  void choose(std::uint64_t max_postings) {
    // Deleted documents are on both sides of the comparison.
    for (std::size_t s = 0; s < map_.segment_count(); ++s) choice_.most += map_.new_docs(s).size();
    choice_.most /= 2;
    std::vector<std::uint64_t> freqs;
    for_each_term([&](const TermMerge&, const FieldParts&, std::uint64_t freq) {
      if (freq >= kLeastFreq && freq <= choice_.most) freqs.push_back(freq);
    });
    std::ranges::sort(freqs, std::greater());
    std::size_t taken = 0;
    std::uint64_t postings = 0;
    while (taken < std::min(freqs.size(), kMaxChosenTerms) &&
           postings + freqs[taken] <= max_postings) {
      postings += freqs[taken++];
    }
    choice_.least = taken == 0 ? choice_.most + 1 : freqs[taken - 1];
    const auto first = std::ranges::find(freqs, choice_.least);
    choice_.room = taken - static_cast<std::size_t>(first - freqs.begin());
  }

  // Documents of a term are far from each other, so that each write waits for memory twice, unless
  // it is asked for ahead: first the place of the next term, then what is there.
  void fill(std::span<const DocId> docs, std::uint16_t term) {
    constexpr std::size_t kDocsAhead = 16;
    std::uint64_t* next = forward_.starts.data() + 1;
    for (std::size_t i = 0; i < docs.size(); ++i) {
      if (i + 2 * kDocsAhead < docs.size()) __builtin_prefetch(next + docs[i + 2 * kDocsAhead], 1);
      if (i + kDocsAhead < docs.size()) {
        __builtin_prefetch(forward_.terms.data() + next[docs[i + kDocsAhead]], 1);
      }
      forward_.terms[next[docs[i]]++] = term;
    }
  }

  // Calls `visit(documents, term)` for the postings of each chosen term, a block at a time.
  template <class Visit>
  void for_each_block(Visit&& visit) {
    std::size_t room = choice_.room;
    std::size_t number = 0;
    for_each_term([&](const TermMerge& merge, const FieldParts& parts, std::uint64_t freq) {
      if (freq < choice_.least || freq > choice_.most) return;
      if (freq == choice_.least) {
        if (room == 0) return;
        --room;
      }
      for (const std::size_t s : merge.segments()) {
        const std::vector<DocId>& new_docs = map_.new_docs(s);
        postings::TermCursor cursor = parts[s]->cursor(merge.info(s));
        while (cursor.doc() != kEndDoc) {
          const std::span<const DocId> docs = cursor.block_docs();
          block_.clear();
          for (const DocId old : docs) {
            if (new_docs[old] != kEndDoc) block_.push_back(new_docs[old]);
          }
          visit(std::span<const DocId>(block_), static_cast<std::uint16_t>(number));
          cursor.skip(docs.size());
        }
      }
      ++number;
    });
  }

  std::span<const FieldParts> fields_;
  const DocumentMap& map_;
  Choice choice_;
  std::vector<DocId> block_;  // the documents of one, as numbered anew
  ForwardIndex forward_;
};

}  // namespace

ForwardIndex make_forward_index(std::span<const FieldParts> fields, const DocumentMap& map,
                                std::uint64_t max_postings) {
  return Maker(fields, map).make(max_postings);
}

}  // namespace lodex::segment
