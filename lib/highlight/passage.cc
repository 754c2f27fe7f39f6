#include "highlight/passage.h"

#include <algorithm>
#include <optional>

#include "text/cut_places.h"

namespace lodex::highlight {

using text::Cut;
using text::CutPlace;

// ---- The best marks ----

std::uint64_t BestMarks::characters_before(std::uint32_t offset) {
  const auto starts = [&](std::uint32_t from, std::uint32_t to) {
    std::uint64_t count = 0;
    for (std::uint32_t i = from; i < to; ++i) {
      count += (static_cast<unsigned char>(text_[i]) & 0xc0) != 0x80 ? 1 : 0;
    }
    return count;
  };
  // Overlapping marks may end before the last one did.
  if (offset < counted_to_) return characters_ - starts(offset, counted_to_);
  characters_ += starts(counted_to_, offset);
  counted_to_ = offset;
  return characters_;
}

std::int64_t BestMarks::gain(std::uint32_t target, std::uint32_t already) const {
  const std::int64_t weight = targets_.weight(target);
  return already == 0 ? weight : weight / (10 * std::int64_t{already});
}

void BestMarks::add(const Mark& mark) {
  Entry entry{mark, characters_before(mark.begin), characters_before(mark.end), 0};
  while (!window_.empty() && entry.end > window_.front().begin + length_) drop_first();
  if (!window_.empty()) {
    const Entry& before = window_.back();
    const bool is_beside = before.end <= entry.begin && entry.begin - before.end <= 2;
    if (is_beside && before.mark.target != mark.target) {
      entry.beside =
          std::min(targets_.weight(before.mark.target), targets_.weight(mark.target)) / 8;
    }
  }
  weight_ += entry.beside + gain(mark.target, inside_[mark.target]);
  if (inside_[mark.target]++ == 0) ++targets_inside_;
  window_.push_back(entry);
  keep_if_better();
}

void BestMarks::drop_first() {
  const std::uint32_t target = window_.front().mark.target;
  window_.pop_front();
  if (--inside_[target] == 0) --targets_inside_;
  weight_ -= gain(target, inside_[target]);
  if (window_.empty()) return;
  weight_ -= window_.front().beside;
  window_.front().beside = 0;
}

void BestMarks::keep_if_better() {
  if (weight_ <= best_weight_) return;
  best_weight_ = weight_;
  best_targets_ = targets_inside_;
  best_begin_ = window_.front().mark.begin;
  best_end_ = 0;
  for (const Entry& entry : window_) best_end_ = std::max(best_end_, entry.mark.end);
}

// ---- The passage around them ----

namespace {

// Chooses among the places around a stretch of marks. Below, places are meant by their numbers.
class PassageCutter {
 public:
  PassageCutter(const std::vector<CutPlace>& places, std::uint32_t begin, std::uint32_t end,
                std::size_t length)
      : places_(places), length_(length) {
    const auto after = std::ranges::upper_bound(places, begin, {}, &CutPlace::offset);
    first_ = static_cast<std::size_t>(after - places.begin()) - 1;
    const auto behind = std::ranges::lower_bound(places, end, {}, &CutPlace::offset);
    last_ = std::min(static_cast<std::size_t>(behind - places.begin()), places.size() - 1);
    measure();
    while (last_ > first_ + 1 && width(first_, last_) > length) --last_;
  }

  struct Choice {
    std::size_t begin;
    std::size_t end;
  };

  // Whole sentences, if they are half a passage at least; else words.
  [[nodiscard]] Choice choose() const {
    Choice choice{choose_begin(), last_};
    if (const std::size_t sentence = latest(Cut::kSentence, choice.begin)) {
      const Choice whole{widened_begin(choice.begin, sentence), sentence};
      const bool ends_text = latest(Cut::kCharacter, choice.begin) == sentence;
      if (ends_text || width(whole.begin, whole.end) >= length_ / 2) return without_space(whole);
    }
    for (const Cut kind : {Cut::kLine, Cut::kWord, Cut::kCharacter}) {
      const std::size_t end = latest(kind, choice.begin);
      if (end == 0) continue;
      choice.end = end;
      break;
    }
    return without_space(choice);
  }

 private:
  void measure() {
    widths_.push_back(0);
    for (std::size_t i = 1; i < places_.size(); ++i) {
      const bool more_space = i > 1 && places_[i - 1].before_space && places_[i - 2].before_space;
      widths_.push_back(widths_.back() + (more_space ? 0 : 1));
    }
    // Unicode counts the space behind a word or sentence as a part of it.
    end_kinds_.resize(places_.size());
    for (std::size_t i = places_.size(); i-- > 0;) {
      end_kinds_[i] = places_[i].kind;
      if (places_[i].before_space && i + 1 < places_.size()) {
        end_kinds_[i] = std::max(end_kinds_[i], end_kinds_[i + 1]);
      }
    }
  }

  [[nodiscard]] std::size_t width(std::size_t from, std::size_t to) const {
    return widths_[to] - widths_[from];
  }

  // The first place of the kind, or a better one, that is not after the beginning of the marks and
  // leaves `room` characters at most between it and `to`.
  [[nodiscard]] std::optional<std::size_t> earliest(Cut kind, std::size_t to,
                                                    std::size_t room) const {
    std::optional<std::size_t> found;
    for (std::size_t i = first_; width(i, to) <= room; --i) {
      if (places_[i].kind >= kind) found = i;
      if (i == 0) break;
    }
    return found;
  }

  // The last place that ends what begins at `begin` in the same way; 0 where there is none.
  [[nodiscard]] std::size_t latest(Cut kind, std::size_t begin) const {
    std::size_t found = 0;
    for (std::size_t i = last_; i < places_.size() && width(begin, i) <= length_; ++i) {
      if (end_kinds_[i] >= kind) found = i;
    }
    return found;
  }

  // The beginning of the sentence of the marks, or a few words before them.
  [[nodiscard]] std::size_t choose_begin() const {
    for (std::size_t i = first_; width(i, last_) <= length_; --i) {
      if (places_[i].kind == Cut::kSentence) return i;
      if (i == 0) break;
    }
    const std::size_t marked = width(first_, last_);
    const std::size_t room = marked < length_ ? (length_ - marked) / 3 : 0;
    if (const auto line = earliest(Cut::kLine, first_, room)) return *line;
    return earliest(Cut::kWord, first_, room).value_or(first_);
  }

  // Takes in sentences before those of the passage that fit as well; words, where its own is cut
  // anyway.
  [[nodiscard]] std::size_t widened_begin(std::size_t begin, std::size_t end) const {
    if (const auto sentence = earliest(Cut::kSentence, end, length_))
      return std::min(*sentence, begin);
    return std::min(earliest(Cut::kLine, end, length_).value_or(begin), begin);
  }

  [[nodiscard]] Choice without_space(Choice choice) const {
    while (choice.begin < first_ && places_[choice.begin].before_space) ++choice.begin;
    while (choice.end > last_ && places_[choice.end - 1].before_space) --choice.end;
    return choice;
  }

  const std::vector<CutPlace>& places_;
  std::size_t length_;
  std::vector<std::size_t> widths_;  // characters between the first place and each
  std::vector<Cut> end_kinds_;       // of the places as ends
  std::size_t first_ = 0;            // around the marks
  std::size_t last_ = 0;
};

}  // namespace

Passage passage_around(std::string_view text, std::uint32_t begin, std::uint32_t end,
                       std::size_t length) {
  // It has no more characters than bytes.
  if (text.size() <= length) return {0, static_cast<std::uint32_t>(text.size())};
  // Two more, as what ends a word may be behind the space that follows it.
  const std::vector<CutPlace> places = text::cut_places(text, begin, length, length + 2);
  const PassageCutter::Choice choice = PassageCutter(places, begin, end, length).choose();
  return {places[choice.begin].offset, places[choice.end].offset};
}

}  // namespace lodex::highlight
