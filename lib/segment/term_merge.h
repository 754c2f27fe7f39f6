// A walk over the terms of one field in several segments together.
#pragma once

#include <cstddef>
#include <queue>
#include <string>
#include <vector>

#include "dictionary/term_dictionary.h"
#include "segment/segment.h"

namespace lodex::segment {

// Each step is a term and the segments that have it. Not thread-safe.
class TermMerge {
 public:
  // The field in each segment; null where a segment has it not. They have to outlive the walk.
  explicit TermMerge(std::span<const SegmentField* const> parts);

  // To the next term in byte order, at first the first; false behind the last.
  bool next();
  [[nodiscard]] const std::string& term() const { return term_; }
  // The segments that have the term, rising.
  [[nodiscard]] std::span<const std::size_t> segments() const { return segments_; }
  // What one of them knows of it.
  [[nodiscard]] const TermInfo& info(std::size_t segment) const {
    return iterators_[segment].info();
  }

 private:
  struct Later {
    const std::vector<dictionary::TermIterator>* iterators;
    bool operator()(std::size_t a, std::size_t b) const {
      const int order = (*iterators)[a].term().compare((*iterators)[b].term());
      return order != 0 ? order > 0 : a > b;
    }
  };
  void enqueue(std::size_t segment) {
    if (!iterators_[segment].at_end()) queue_.push(segment);
  }

  std::vector<dictionary::TermIterator> iterators_;
  std::priority_queue<std::size_t, std::vector<std::size_t>, Later> queue_;
  std::string term_;
  std::vector<std::size_t> segments_;
};

}  // namespace lodex::segment
