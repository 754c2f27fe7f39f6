// Where the documents of several segments go in the one that is made of them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/ids.h"
#include "segment/segment.h"

namespace lodex::segment {

// Numbers the live documents of the segments anew: in their order at first, in any other once
// reorder() was called.
class DocumentMap {
 public:
  // Throws LimitError where there are more than kMaxDocuments.
  explicit DocumentMap(const std::vector<LiveSegment>& segments);

  // `order` has the present numbers in the new order, each once. To be called once.
  void reorder(std::span<const DocId> order);

  [[nodiscard]] DocId size() const { return size_; }
  [[nodiscard]] std::size_t segment_count() const { return new_docs_.size(); }
  [[nodiscard]] bool is_reordered() const { return !places_.empty(); }
  // Whether all documents of the segment are there, in their order until reorder().
  [[nodiscard]] bool is_shift(std::size_t segment) const { return is_shift_[segment]; }
  // By the old number in a segment; kEndDoc: deleted.
  [[nodiscard]] const std::vector<DocId>& new_docs(std::size_t segment) const {
    return new_docs_[segment];
  }
  // Calls `visit(segment, old, new)` for each document in the new order.
  template <class Visit>
  void for_each(Visit&& visit) const {
    if (is_reordered()) {
      for (DocId doc = 0; doc < size_; ++doc) visit(places_[doc].segment, places_[doc].doc, doc);
      return;
    }
    for (std::size_t s = 0; s < new_docs_.size(); ++s) {
      for (DocId old = 0; old < new_docs_[s].size(); ++old) {
        if (new_docs_[s][old] != kEndDoc) visit(s, old, new_docs_[s][old]);
      }
    }
  }

 private:
  struct Place {
    std::uint32_t segment;
    DocId doc;
  };
  DocId size_ = 0;
  std::vector<std::vector<DocId>> new_docs_;
  std::vector<bool> is_shift_;
  std::vector<Place> places_;  // by new number; empty where the order is kept
};

}  // namespace lodex::segment
