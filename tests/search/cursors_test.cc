// The operators over cursors, against the naive way.
#include <gtest/gtest.h>

#include <algorithm>

#include "search/and_cursor.h"
#include "search/phrase_cursor.h"
#include "support/asserting_cursor.h"
#include "support/random_text.h"

namespace lodex::search {
namespace {

// A cursor over documents and positions given in a vector.
class ListCursor {
 public:
  struct Entry {
    DocId doc;
    std::vector<std::uint32_t> positions;
  };
  explicit ListCursor(std::vector<Entry> entries) : entries_(std::move(entries)) {}
  [[nodiscard]] DocId doc() const { return at_ < entries_.size() ? entries_[at_].doc : kEndDoc; }
  DocId next() {
    if (at_ < entries_.size()) ++at_;
    return doc();
  }
  DocId seek(DocId target) {
    while (doc() < target) next();
    return doc();
  }
  [[nodiscard]] std::uint64_t cost() const { return entries_.size(); }
  [[nodiscard]] std::uint32_t freq() {
    return static_cast<std::uint32_t>(entries_[at_].positions.size());
  }
  void positions(std::vector<std::uint32_t>& out) { out = entries_[at_].positions; }

 private:
  std::vector<Entry> entries_;
  std::size_t at_ = 0;
};

static_assert(postings::PositionCursor<ListCursor>);
static_assert(postings::DocCursor<AndCursor<ListCursor>>);
static_assert(postings::FreqCursor<PhraseCursor<ListCursor>>);

using Checked = test::AssertingCursor<ListCursor>;

std::vector<ListCursor::Entry> random_entries(test::Random& random, DocId docs, double density) {
  std::vector<ListCursor::Entry> out;
  for (DocId doc = 0; doc < docs; ++doc) {
    if (!random.chance(density)) continue;
    std::vector<std::uint32_t> positions;
    for (std::uint32_t p = 0; p < 12; ++p) {
      if (random.chance(0.3)) positions.push_back(p);
    }
    if (positions.empty()) positions.push_back(3);
    out.push_back({doc, positions});
  }
  return out;
}

TEST(AndCursor, HasTheDocumentsThatAllHave) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::vector<ListCursor::Entry>> lists(1 + random.below(4));
    std::vector<Checked> cursors;
    for (auto& list : lists) {
      list = random_entries(random, 200, random.real());
      cursors.emplace_back(ListCursor(list));
    }
    std::vector<DocId> expected;
    for (DocId doc = 0; doc < 200; ++doc) {
      const bool all = std::ranges::all_of(lists, [&](const auto& list) {
        return std::ranges::find(list, doc, &ListCursor::Entry::doc) != list.end();
      });
      if (all) expected.push_back(doc);
    }
    test::AssertingCursor both{AndCursor<Checked>(std::move(cursors))};
    std::size_t at = 0;
    DocId target = 0;
    while (true) {
      ASSERT_EQ(both.doc(), at < expected.size() ? expected[at] : kEndDoc);
      if (at >= expected.size()) break;
      if (random.chance(0.5)) {
        both.next();
        ++at;
      } else {
        target += static_cast<DocId>(random.below(40));
        both.seek(target);
        while (at < expected.size() && expected[at] < target) ++at;
      }
    }
    EXPECT_EQ(both.next(), kEndDoc);
    EXPECT_EQ(both.seek(0), kEndDoc);
  }
}

TEST(AndCursor, SeekPastEndStaysAtEnd) {
  std::vector<Checked> cursors;
  cursors.emplace_back(ListCursor({{1, {0}}, {5, {0}}}));
  cursors.emplace_back(ListCursor(std::vector<ListCursor::Entry>{{5, {0}}}));
  AndCursor<Checked> both(std::move(cursors));
  EXPECT_EQ(both.doc(), 5U);
  EXPECT_EQ(both.seek(6), kEndDoc);
  EXPECT_EQ(both.next(), kEndDoc);
}

// Every choice of positions, tried one by one.
std::uint32_t naive_count(const std::vector<std::vector<std::uint32_t>>& positions,
                          const std::vector<std::uint32_t>& offsets, PhraseOptions options) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
  std::vector<std::uint32_t> chosen;
  const auto choose = [&](const auto& self) -> void {
    const std::size_t i = chosen.size();
    if (i == positions.size()) {
      const auto [low, high] = std::ranges::minmax(chosen);
      found.emplace_back(low, high);
      return;
    }
    for (const std::uint32_t p : positions[i]) {
      if (options.ordered && i > 0 && p <= chosen.back()) continue;
      if (options.ordered && options.slop == 0 && i > 0 && p != chosen[0] + offsets[i]) continue;
      bool taken = false;
      for (std::size_t t = 0; t < i; ++t)
        taken = taken || (chosen[t] == p && positions[t] == positions[i]);
      if (taken) continue;
      chosen.push_back(p);
      self(self);
      chosen.pop_back();
    }
  };
  choose(choose);
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return static_cast<std::uint32_t>(std::ranges::count_if(found, [&](const auto& s) {
    if (s.second - s.first > offsets.back() + options.slop) return false;
    return std::ranges::none_of(
        found, [&](const auto& o) { return o != s && o.first >= s.first && o.second <= s.second; });
  }));
}

TEST(CountPhrase, EqualsTryingEveryChoice) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int round = 0; round < 5000; ++round) {
    std::vector<std::vector<std::uint32_t>> positions(2 + random.below(3));
    std::vector<std::uint32_t> offsets;
    for (auto& own : positions) {
      if (random.chance(0.2) && &own != &positions[0]) {
        own = positions[0];
      } else {
        for (std::uint32_t p = 0; p < 14; ++p) {
          if (random.chance(0.3)) own.push_back(p);
        }
      }
      offsets.push_back(offsets.empty()
                            ? 0
                            : offsets.back() + 1 + static_cast<std::uint32_t>(random.chance(0.2)));
    }
    const PhraseOptions options{static_cast<unsigned>(random.below(5)), random.chance(0.5)};
    ASSERT_EQ(postings::count_phrase(positions, offsets, options),
              naive_count(positions, offsets, options))
        << "slop " << options.slop << (options.ordered ? " ordered" : " unordered");
    EXPECT_EQ(postings::find_phrase(positions, offsets, options).size(),
              postings::count_phrase(positions, offsets, options));
  }
}

TEST(PhraseCursor, StopsWhereThePhraseStands) {
  std::vector<Checked> cursors;
  cursors.emplace_back(ListCursor({{1, {0, 7}}, {2, {3}}, {4, {1, 5}}, {9, {0}}}));
  cursors.emplace_back(ListCursor({{1, {1, 8}}, {2, {5}}, {4, {2}}, {8, {1}}}));
  test::AssertingCursor phrase{PhraseCursor<Checked>(std::move(cursors), {0, 1}, {})};
  EXPECT_EQ(phrase.doc(), 1U);
  EXPECT_EQ(phrase.freq(), 2U);
  EXPECT_EQ(phrase.next(), 4U);
  EXPECT_EQ(phrase.freq(), 1U);
  EXPECT_EQ(phrase.next(), kEndDoc);
}

}  // namespace
}  // namespace lodex::search
