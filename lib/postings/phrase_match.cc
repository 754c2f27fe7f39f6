#include "postings/phrase_match.h"

#include <algorithm>

namespace lodex::postings {
namespace {

using Positions = std::vector<std::vector<std::uint32_t>>;

template <class Visit>
void exact_matches(const Positions& positions, const std::vector<std::uint32_t>& offsets,
                   Visit visit) {
  // The term with the fewest positions proposes, the others are asked in step with it.
  std::size_t rarest = 0;
  for (std::size_t i = 1; i < positions.size(); ++i) {
    if (positions[i].size() < positions[rarest].size()) rarest = i;
  }
  std::vector<std::size_t> at(positions.size());
  for (const std::uint32_t proposed : positions[rarest]) {
    if (proposed < offsets[rarest]) continue;
    const std::uint32_t first = proposed - offsets[rarest];
    bool everywhere = true;
    for (std::size_t i = 0; i < positions.size() && everywhere; ++i) {
      const std::vector<std::uint32_t>& own = positions[i];
      while (at[i] < own.size() && own[at[i]] < first + offsets[i]) ++at[i];
      everywhere = at[i] < own.size() && own[at[i]] == first + offsets[i];
    }
    if (everywhere) visit(Stretch{first, first + offsets.back()});
  }
}

struct Entry {
  std::uint32_t position;
  std::size_t term;
};

// Minimal stretches in order. Walks over all positions together and knows, for each term, the
// latest beginning of a chain of the terms up to it.
template <class Visit>
void ordered_matches(const Positions& positions, std::uint32_t longest, Visit visit) {
  std::vector<Entry> all;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    for (const std::uint32_t position : positions[i]) all.push_back({position, i});
  }
  // At one position the later term first, so that no chain takes a position twice.
  std::ranges::sort(all, [](const Entry& a, const Entry& b) {
    return a.position != b.position ? a.position < b.position : a.term > b.term;
  });
  constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<std::uint32_t> begins(positions.size(), kNone);
  std::uint32_t last_begin = kNone;
  for (const Entry& entry : all) {
    const std::uint32_t begin = entry.term == 0 ? entry.position : begins[entry.term - 1];
    if (begin == kNone) continue;
    begins[entry.term] = begin;
    // A beginning that was seen before belongs to a stretch that ends earlier.
    if (entry.term + 1 < positions.size() || begin == last_begin) continue;
    last_begin = begin;
    if (entry.position - begin <= longest) visit(Stretch{begin, entry.position});
  }
}

// Minimal stretches in any order: a window that is moved on from its left whenever it has all
// terms.
template <class Visit>
void unordered_matches(const Positions& positions, std::uint32_t longest, Visit visit) {
  // A term that is asked for twice needs two positions.
  std::vector<std::size_t> needed(positions.size());
  std::vector<Entry> all;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const auto same =
        static_cast<std::size_t>(std::ranges::find(positions, positions[i]) - positions.begin());
    if (++needed[same] > 1) continue;
    for (const std::uint32_t position : positions[i]) all.push_back({position, i});
  }
  std::ranges::stable_sort(all, {}, &Entry::position);
  std::vector<std::size_t> inside(positions.size());
  std::size_t missing = positions.size();
  std::size_t begin = 0;
  bool any = false;
  std::uint32_t last_first = 0;
  for (std::size_t end = 0; end < all.size();) {
    // Everything at one position comes in together, else a stretch could be emitted that contains a
    // shorter one with the same end.
    const std::uint32_t last = all[end].position;
    for (; end < all.size() && all[end].position == last; ++end) {
      if (++inside[all[end].term] <= needed[all[end].term]) --missing;
    }
    if (missing > 0) continue;
    std::uint32_t first = 0;
    while (missing == 0) {
      first = all[begin].position;
      if (inside[all[begin].term]-- <= needed[all[begin].term]) ++missing;
      ++begin;
    }
    if (any && first == last_first) continue;
    any = true;
    last_first = first;
    if (last - first <= longest) visit(Stretch{first, last});
  }
}

template <class Visit>
void matches(const Positions& positions, const std::vector<std::uint32_t>& offsets,
             PhraseOptions options, Visit visit) {
  if (options.ordered && options.slop == 0) {
    exact_matches(positions, offsets, visit);
    return;
  }
  const std::uint32_t longest =
      offsets.back() + std::min(options.slop, UINT32_MAX - offsets.back());
  if (options.ordered) {
    ordered_matches(positions, longest, visit);
  } else {
    unordered_matches(positions, longest, visit);
  }
}

}  // namespace

std::uint32_t count_phrase(const Positions& positions, const std::vector<std::uint32_t>& offsets,
                           PhraseOptions options) {
  std::uint32_t count = 0;
  matches(positions, offsets, options, [&](const Stretch&) { ++count; });
  return count;
}

std::vector<Stretch> find_phrase(const Positions& positions,
                                 const std::vector<std::uint32_t>& offsets, PhraseOptions options) {
  std::vector<Stretch> found;
  matches(positions, offsets, options, [&](const Stretch& stretch) { found.push_back(stretch); });
  return found;
}

}  // namespace lodex::postings
