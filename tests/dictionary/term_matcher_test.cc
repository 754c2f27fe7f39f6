#include "dictionary/term_matcher.h"

#include <gtest/gtest.h>

#include "lodex/error.h"

namespace lodex::dictionary {
namespace {

bool matches(TermMatcher& matcher, std::string_view term) {
  return term.starts_with(matcher.prefix()) && matcher.matches(term);
}

TEST(WildcardMatcher, MatchesCodePoints) {
  const auto matcher = wildcard_matcher("w?ld*");
  for (const char* term : {"wild", "wildcat", "weld", "w\u00e4ld", "wold-one"})
    EXPECT_TRUE(matches(*matcher, term)) << term;
  for (const char* term : {"wld", "wiild", "mild", "wil", ""})
    EXPECT_FALSE(matches(*matcher, term)) << term;
  EXPECT_EQ(matcher->prefix(), "w");
}

TEST(WildcardMatcher, EscapesTakeCharactersAsTheyAre) {
  const auto matcher = wildcard_matcher("a\\*b*");
  EXPECT_TRUE(matches(*matcher, "a*bc"));
  EXPECT_FALSE(matches(*matcher, "axbc"));
  EXPECT_EQ(matcher->prefix(), "a*b");
}

TEST(WildcardMatcher, ManyStarsTakeLittleTime) {
  const auto matcher = wildcard_matcher("a*a*a*a*a*a*a*a*a*a*b");
  EXPECT_FALSE(matches(*matcher, std::string(255, 'a')));
}

TEST(FuzzyMatcher, CountsEditsInCodePoints) {
  const auto one = fuzzy_matcher("caf\u00e9", 1, 0);
  for (const char* term :
       {"caf\u00e9", "cafe", "caf", "caf\u00e9s", "acf\u00e9", "cfa\u00e9", "af\u00e9"})
    EXPECT_TRUE(matches(*one, term)) << term;
  for (const char* term : {"cfe", "cafees", "ca", "coffee"})
    EXPECT_FALSE(matches(*one, term)) << term;
  const auto two = fuzzy_matcher("receive", 2, 1);
  for (const char* term : {"recieve", "receve", "recive", "received", "reception"}) {
    EXPECT_EQ(matches(*two, term), std::string_view(term) != "reception") << term;
  }
  EXPECT_FALSE(matches(*two, "deceive"));  // the first letter has to match
}

TEST(RegexMatcher, MatchesWholeTerms) {
  const auto matcher = regex_matcher("colou?r(s|ed)?");
  for (const char* term : {"color", "colour", "colors", "coloured"})
    EXPECT_TRUE(matches(*matcher, term)) << term;
  for (const char* term : {"colouring", "discolor", "colo"})
    EXPECT_FALSE(matches(*matcher, term)) << term;
  EXPECT_TRUE(std::string("colo").starts_with(matcher->prefix()) || matcher->prefix() == "colo");
  EXPECT_THROW((void)regex_matcher("(unclosed"), QueryError);
}

TEST(RegexMatcher, TakesLinearTime) {
  const auto matcher = regex_matcher("(a|aa)*(a|aa)*(a|aa)*b");
  EXPECT_FALSE(matches(*matcher, std::string(255, 'a')));
}

}  // namespace
}  // namespace lodex::dictionary
