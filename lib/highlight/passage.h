// Which stretch of a text to show.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "highlight/field_targets.h"

namespace lodex::highlight {

// The stretch of marks within `length` characters that tells most, found in one pass over all
// marks; of equal ones the first. The first mark of a target counts in full, further ones for a
// tenth, a twentieth and so on, so that two of the words beat one that is repeated. Words side by
// side count an eighth of the lesser more.
class BestMarks {
 public:
  BestMarks(std::string_view text, const FieldTargets& targets, std::size_t length)
      : text_(text), targets_(targets), length_(length), inside_(targets.size()) {}

  // The next mark; begins do not fall.
  void add(const Mark& mark);

  // 0 where there was no mark.
  [[nodiscard]] std::int64_t weight() const { return best_weight_; }
  // All marks of the stretch in bytes of the text.
  [[nodiscard]] std::uint32_t begin() const { return best_begin_; }
  [[nodiscard]] std::uint32_t end() const { return best_end_; }
  // Whether it has all targets, so that no other can be better by more than repetitions.
  [[nodiscard]] bool has_all_targets() const { return best_targets_ == inside_.size(); }

 private:
  struct Entry {
    Mark mark;
    std::uint64_t begin = 0;  // in characters: code points
    std::uint64_t end = 0;
    std::int64_t beside = 0;  // for standing beside the mark before it
  };
  [[nodiscard]] std::uint64_t characters_before(std::uint32_t offset);
  // What the mark of a target is worth where there are `already` of them.
  [[nodiscard]] std::int64_t gain(std::uint32_t target, std::uint32_t already) const;
  void drop_first();
  void keep_if_better();

  std::string_view text_;
  const FieldTargets& targets_;
  std::uint64_t length_;
  std::deque<Entry> window_;
  std::vector<std::uint32_t> inside_;  // marks of each target in the window
  std::size_t targets_inside_ = 0;
  std::int64_t weight_ = 0;
  std::uint32_t counted_to_ = 0;
  std::uint64_t characters_ = 0;

  std::int64_t best_weight_ = 0;
  std::uint32_t best_begin_ = 0;
  std::uint32_t best_end_ = 0;
  std::size_t best_targets_ = 0;
};

// What is shown: bytes [begin, end) of the text. It is cut between characters as readers see them,
// between words where these are not longer than a passage, and shows whole sentences where that
// leaves it long enough.
struct Passage {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// The passage of at most `length` characters (at least 1) around the stretch [begin, end) of marks,
// or its beginning if that is longer.
[[nodiscard]] Passage passage_around(std::string_view text, std::uint32_t begin, std::uint32_t end,
                                     std::size_t length);

}  // namespace lodex::highlight
