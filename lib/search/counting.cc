#include "search/counting.h"

#include <vector>

#include "search/and_cursor.h"
#include "search/phrase_search.h"
#include "search/shape.h"
#include "search/window_walk.h"

namespace lodex::search {
namespace {

using postings::TermCursor;
using segment::Deletions;
using segment::LiveSegment;

std::vector<TermCursor> cursors_of(const Shape& shape) {
  std::vector<TermCursor> cursors;
  cursors.reserve(shape.words.size());
  for (const Shape::Word& word : shape.words) cursors.push_back(word.cursor());
  return cursors;
}

// Counts the bits that `fill(window, bits)` leaves in each window.
template <class Fill>
std::uint64_t count_windows(const LiveSegment& live, Fill fill) {
  const std::uint32_t doc_count = live.segment->doc_count();
  std::uint64_t total = 0;
  Matches bits;
  for (DocId begin = 0; begin < doc_count;) {
    const Window window = Window::of(begin, doc_count);
    bits.clear();
    fill(window, bits);
    remove_deleted(live, window, bits);
    total += bits.count();
    begin = window.end;
  }
  return total;
}

std::uint64_t count_any(const Shape& shape, const LiveSegment& live) {
  std::vector<TermCursor> cursors = cursors_of(shape);
  return count_windows(live, [&](const Window& window, Matches& bits) {
    for (TermCursor& cursor : cursors) cursor.mark(window.begin, window.end, bits.words());
  });
}

std::uint64_t count_all_dense(const Shape& shape, const LiveSegment& live) {
  std::vector<TermCursor> cursors = cursors_of(shape);
  Matches others;
  return count_windows(live, [&](const Window& window, Matches& bits) {
    cursors[0].mark(window.begin, window.end, bits.words());
    for (std::size_t i = 1; i < cursors.size(); ++i) {
      others.clear();
      cursors[i].mark(window.begin, window.end, others.words());
      bits.intersect(others);
    }
  });
}

std::uint64_t count_all_sparse(const Shape& shape, const Deletions* deletions) {
  AndCursor<TermCursor> all(cursors_of(shape));
  std::uint64_t total = 0;
  for (DocId doc = all.doc(); doc != kEndDoc; doc = all.next()) {
    total += deletions == nullptr || !deletions->contains(doc) ? 1 : 0;
  }
  return total;
}

// Marking a list costs about a thirtieth of what finding as many documents in it one by one does.
constexpr std::uint64_t kMarkingGain = 32;

std::uint64_t count_all(const Shape& shape, const LiveSegment& live) {
  const Deletions* deletions = live.deletions.get();
  if (shape.words.size() == 1 && deletions == nullptr) return shape.words[0].doc_freq();
  std::uint64_t postings = 0;
  for (const Shape::Word& word : shape.words) postings += word.doc_freq();
  const bool dense = postings < shape.words[0].doc_freq() * kMarkingGain;
  const bool few_windows = shape.words[0].doc_freq() * kMarkingGain >= live.segment->doc_count();
  return dense && few_windows ? count_all_dense(shape, live) : count_all_sparse(shape, deletions);
}

}  // namespace

std::uint64_t count(const Plan& plan, const Collection& collection, std::size_t segment) {
  const LiveSegment& live = collection.segments()[segment];
  const Shape shape = shape_of(plan, collection, segment);
  switch (shape.kind) {
    case Shape::Kind::kNothing:
      return 0;
    case Shape::Kind::kAllOf:
      return count_all(shape, live);
    case Shape::Kind::kAnyOf:
      return count_any(shape, live);
    case Shape::Kind::kPhrase:
      return PhraseSearch(shape).count(live.deletions.get());
    case Shape::Kind::kOther:
      break;
  }
  const auto root = make_operator(plan, collection, segment);
  std::uint64_t total = 0;
  WindowWalk walk(live, *root);
  walk.run([](const Window&) { return WindowWalk::Want::kMatches; },
           [&](const Window&, const Matches& matches, const Scores&, WindowWalk::Want) {
             total += matches.count();
             return true;
           });
  return total;
}

std::uint64_t count(const Plan& plan, const Collection& collection) {
  std::uint64_t total = 0;
  for (std::size_t s = 0; s < collection.segments().size(); ++s) {
    total += count(plan, collection, s);
  }
  return total;
}

}  // namespace lodex::search
