#include "segment/term_merge.h"

namespace lodex::segment {

TermMerge::TermMerge(std::span<const SegmentField* const> parts) : queue_(Later{&iterators_}) {
  static const dictionary::TermDictionary kNone;
  for (const SegmentField* part : parts) {
    iterators_.emplace_back(part == nullptr ? kNone : part->terms).seek("");
  }
  for (std::size_t s = 0; s < iterators_.size(); ++s) enqueue(s);
}

bool TermMerge::next() {
  for (const std::size_t s : segments_) {
    iterators_[s].next();
    enqueue(s);
  }
  segments_.clear();
  if (queue_.empty()) return false;
  term_ = iterators_[queue_.top()].term();
  while (!queue_.empty() && iterators_[queue_.top()].term() == term_) {
    segments_.push_back(queue_.top());
    queue_.pop();
  }
  return true;
}

}  // namespace lodex::segment
