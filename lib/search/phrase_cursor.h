// The documents in which terms stand at given distances.
#pragma once

#include <cstdint>
#include <vector>

#include "lodex/query.h"
#include "postings/cursor.h"
#include "postings/phrase_match.h"
#include "search/and_cursor.h"

namespace lodex::search {

// A FreqCursor: freq() is the number of places of the phrase in the document. `cursors` are those
// of its terms in one segment, `offsets` their positions relative to the first.
template <postings::PositionCursor Cursor>
class PhraseCursor {
 public:
  PhraseCursor(std::vector<Cursor> cursors, std::vector<std::uint32_t> offsets,
               PhraseOptions options)
      : all_(std::move(cursors)),
        offsets_(std::move(offsets)),
        options_(options),
        positions_(all_.size()) {
    settle();
  }

  [[nodiscard]] DocId doc() const { return all_.doc(); }
  DocId next() {
    all_.next();
    return settle();
  }
  DocId seek(DocId target) {
    if (target <= all_.doc()) return all_.doc();
    all_.seek(target);
    return settle();
  }
  [[nodiscard]] std::uint64_t cost() const { return all_.cost(); }
  [[nodiscard]] std::uint32_t freq() { return freq_; }

  // Back to the first document.
  void rewind() {
    all_.rewind();
    settle();
  }

  [[nodiscard]] const Cursor& rarest() { return all_.cursor(all_.leader()); }
  // Whether a phrase is never more frequent than any of its terms. In any order a term may stand in
  // two places of the phrase: "a b a" has two of a next to b.
  [[nodiscard]] bool is_bounded_by_its_terms() const { return options_.ordered; }

 private:
  // To the first document from here on in which the phrase stands.
  DocId settle() {
    for (; all_.doc() != kEndDoc; all_.next()) {
      for (std::size_t i = 0; i < all_.size(); ++i) all_.cursor(i).positions(positions_[i]);
      freq_ = postings::count_phrase(positions_, offsets_, options_);
      if (freq_ > 0) break;
    }
    return all_.doc();
  }

  AndCursor<Cursor> all_;
  std::vector<std::uint32_t> offsets_;
  PhraseOptions options_;
  std::vector<std::vector<std::uint32_t>> positions_;
  std::uint32_t freq_ = 0;
};

}  // namespace lodex::search
