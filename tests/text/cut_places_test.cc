// Where texts may be cut.
#include "text/unicode/cut_places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "support/many_scripts.h"

namespace lodex::text {
namespace {

// The text with a sign at each place of a kind: '|' between words, '/' where a line may be broken,
// '#' between sentences.
std::string with_places(std::string_view text, Cut least = Cut::kWord) {
  std::string out;
  std::uint32_t at = 0;
  for (const CutPlace& place : cut_places(text, text.size() / 2, text.size(), text.size())) {
    out += text.substr(at, place.offset - at);
    at = place.offset;
    if (place.kind < least) continue;
    out += place.kind == Cut::kSentence ? '#' : place.kind == Cut::kLine ? '/' : '|';
  }
  return out;
}

TEST(CutPlaces, TellWordsLinesAndSentencesApart) {
  EXPECT_EQ(with_places("One (two), e-mail. Three don't."),
            "#One| /(|two|)|,| /e|-/mail|.| #Three| /don't|.#");
  EXPECT_EQ(with_places("我爱北京。天安门。", Cut::kLine), "#我/爱/北京。#天安门。#");
}

TEST(CutPlaces, TakeNoInitialsForSentences) {
  EXPECT_EQ(with_places("Dr. J. Smith came. He left.", Cut::kSentence),
            "#Dr. J. Smith came. #He left.#");
}

TEST(CutPlaces, TakeAnEmptyLineForTheEndOfASentenceButNotALineBreak) {
  EXPECT_EQ(with_places("One\ntwo\n\nThree\r\nfour\r\n\r\nFive", Cut::kSentence),
            "#One\ntwo\n#\n#Three\r\nfour\r\n#\r\n#Five#");
}

TEST(CutPlaces, OfAnEmptyTextAreOne) {
  const auto places = cut_places("", 5, 10, 10);
  ASSERT_EQ(places.size(), 1U);
  EXPECT_EQ(places[0].offset, 0U);
}

// The places are a run of the boundaries of the whole text, the one at or before `at` among them,
// as many on each side as were asked for, white space of any length counted once.
void expect_right(std::string_view text, std::uint32_t at, std::size_t before, std::size_t after) {
  const std::set<std::uint32_t> boundaries = test::grapheme_boundaries(text);
  const auto places = cut_places(text, at, before, after);
  ASSERT_FALSE(places.empty());
  auto boundary = boundaries.find(places.front().offset);
  for (const CutPlace& place : places) {
    ASSERT_NE(boundary, boundaries.end());
    ASSERT_EQ(place.offset, *boundary++);
  }
  const auto middle =
      std::ranges::find(places, *std::prev(boundaries.upper_bound(at)), &CutPlace::offset);
  ASSERT_NE(middle, places.end());
  const auto single = [&](auto first, auto last) {
    return static_cast<std::size_t>(std::count_if(first, last, [&](const CutPlace& place) {
      const auto* next = &place + 1;
      return !place.before_space || next == &places.back() + 1 || !next->before_space;
    }));
  };
  if (places.front().offset > 0) {
    ASSERT_EQ(single(places.begin(), middle), before);
  }
  if (places.back().offset < text.size()) {
    ASSERT_EQ(single(middle, places.end() - 1), after);
  }
}

TEST(CutPlaces, AreBetweenGraphemesOfTheWholeText) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int round = 0; round < 300; ++round) {
    const std::string text = test::text_in_many_scripts(random, random.below(80), true);
    for (int i = 0; i < 5; ++i) {
      const auto at = static_cast<std::uint32_t>(random.below(text.size() + 1));
      expect_right(text, at, random.below(60), random.below(60));
      const std::set<std::uint32_t> boundaries = test::grapheme_boundaries(text);
      ASSERT_EQ(character_begin(text, at), *std::prev(boundaries.upper_bound(at)));
      ASSERT_EQ(character_end(text, at), *boundaries.lower_bound(at));
      ASSERT_FALSE(HasFatalFailure()) << "round " << round << ", at " << at << " of " << text;
    }
  }
}

TEST(CutPlaces, KeepLettersWithManyMarksAndRunsOfFlagsWhole) {
  std::string marks = "before a";
  for (int i = 0; i < 10'000; ++i) marks += i % 2 == 0 ? "\u0301" : "\u0323";
  marks += " after";
  std::string flags = "x";
  for (int i = 0; i < 3'001; ++i) flags += "\U0001F1E9";
  for (const std::string& text : {marks, flags}) {
    for (std::uint32_t at = 0; at < text.size(); at += 997) {
      expect_right(text, at, 20, 20);
      ASSERT_FALSE(HasFatalFailure()) << "at " << at;
    }
  }
}

}  // namespace
}  // namespace lodex::text
