// The documents that all of several cursors have.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "postings/cursor.h"

namespace lodex::search {

// A DocCursor over the intersection of one or more cursors, of which the one with the lowest cost
// leads. Owns them; they keep the order in which they were given.
template <postings::DocCursor Cursor>
class AndCursor {
 public:
  explicit AndCursor(std::vector<Cursor> cursors) : cursors_(std::move(cursors)) {
    order_.resize(cursors_.size());
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = i;
    std::ranges::stable_sort(order_, {}, [this](std::size_t i) { return cursors_[i].cost(); });
    doc_ = align(cursors_[order_[0]].doc());
  }

  [[nodiscard]] DocId doc() const { return doc_; }
  DocId next() {
    if (doc_ == kEndDoc) return doc_;
    return doc_ = align(cursors_[order_[0]].next());
  }
  DocId seek(DocId target) {
    if (target <= doc_) return doc_;
    return doc_ = align(cursors_[order_[0]].seek(target));
  }
  [[nodiscard]] std::uint64_t cost() const { return cursors_[order_[0]].cost(); }
  // Back to the first document.
  void rewind() {
    for (Cursor& cursor : cursors_) cursor.rewind();
    doc_ = align(cursors_[order_[0]].doc());
  }

  // The i-th cursor as given; stands at doc().
  [[nodiscard]] Cursor& cursor(std::size_t i) { return cursors_[i]; }
  [[nodiscard]] std::size_t size() const { return cursors_.size(); }
  // The place of the cursor with the lowest cost.
  [[nodiscard]] std::size_t leader() const { return order_[0]; }

 private:
  // The first document from `candidate` on, where the leader stands, that all have.
  DocId align(DocId candidate) {
    for (std::size_t i = 1; i < order_.size() && candidate != kEndDoc;) {
      const DocId doc = cursors_[order_[i]].seek(candidate);
      if (doc == candidate) {
        ++i;
        continue;
      }
      candidate = cursors_[order_[0]].seek(doc);
      i = 1;
    }
    // At the end all stand at the end, so that they may be asked for anything but a frequency.
    if (candidate == kEndDoc) {
      for (Cursor& cursor : cursors_) cursor.seek(kEndDoc);
    }
    return candidate;
  }

  std::vector<Cursor> cursors_;
  std::vector<std::size_t> order_;  // by rising cost
  DocId doc_ = kEndDoc;
};

}  // namespace lodex::search
