#include <gtest/gtest.h>

#include <array>
#include <set>

#include "base/utf8.h"
#include "lodex/analysis.h"
#include "support/random_text.h"

namespace lodex {
namespace {

// The terms by their positions: "parsehttp|parse http".
std::string shown(std::string_view text) {
  std::string out;
  std::uint32_t position = 0;
  for (const OwnedToken& token : analyze(text, "code")) {
    if (!out.empty()) out += token.position == position ? "|" : " ";
    out += token.term;
    position = token.position;
  }
  return out;
}

TEST(CodeAnalyzer, CutsNamesByCase) {
  EXPECT_EQ(shown("parseHTTPHeader"), "parsehttpheader|parse http header");
  EXPECT_EQ(shown("HTTPServer"), "httpserver|http server");
  EXPECT_EQ(shown("PascalCase camelCase"), "pascalcase|pascal case camelcase|camel case");
  EXPECT_EQ(shown("getURLs allIDs"), "geturls|get urls allids|all ids");
  EXPECT_EQ(shown("MAX lower Upper x"), "max lower upper x");
  EXPECT_EQ(shown("straßeÜber"), "strasseüber|strasse über");
}

TEST(CodeAnalyzer, CutsNamesAtUnderscoresAndDigits) {
  EXPECT_EQ(shown("snake_case_name"), "snake_case_name|snake case name");
  EXPECT_EQ(shown("__init__ _x MAX_SIZE _ __"), "__init__|init _x|x max_size|max size");
  EXPECT_EQ(shown("utf8 x86 h2 i18n"), "utf8|utf 8 x86 h2 i18n");
  EXPECT_EQ(shown("sha256sum utf8mb4"), "sha256sum|sha 256 sum utf8mb4|utf 8 mb 4");
  EXPECT_EQ(shown("h264decode a1b2 2nd"), "h264decode|h264 decode a1b2 2nd");
  EXPECT_EQ(shown("foo_barBaz2"), "foo_barbaz2|foo bar baz 2");
}

TEST(CodeAnalyzer, KeepsNumbersWhole) {
  EXPECT_EQ(shown("0x1F 3.14 127.0.0.1 1e9 0b1010 42"), "0x1f 3.14 127.0.0.1 1e9 0b1010 42");
  EXPECT_EQ(shown("$9.99 -1.5 #42"), "$9.99|9.99 -1.5|1.5 #42|42");
}

TEST(CodeAnalyzer, KnowsNamesWithSymbols) {
  EXPECT_EQ(shown("C++ c# F# g++ C++17"), "c++ c# f# g++ c++17|c++ 17");
  EXPECT_EQ(shown(".NET AT&T R&D"), ".net|net at&t|at t r&d|r d");
  EXPECT_EQ(shown("i++ a&b x+y # y"), "i a b x y y");
  EXPECT_EQ(shown("C. C, (C) C++; C#."), "c c c c++ c#");
}

TEST(CodeAnalyzer, KeepsPathsAndOptionsWholeToo) {
  EXPECT_EQ(shown("std::vector<int>"), "std::vector|std vector int");
  EXPECT_EQ(shown("/usr/bin ./a.out"), "/usr/bin|usr bin ./a.out|a out");
  EXPECT_EQ(shown("--help -v --dry-run"), "--help|help -v|v --dry-run|dry run");
  EXPECT_EQ(shown("user@example.com"), "user@example.com|user example com");
  EXPECT_EQ(shown("ptr->next a.b.c x-y"), "ptr->next|ptr next a.b.c|a b c x-y|x y");
  EXPECT_EQ(shown("@property #define $HOME"), "@property|property #define|define $home|home");
  EXPECT_EQ(shown("a -b a-b a - b a/b. 'x'"), "a -b|b a-b|a b a b a/b|a b x");
}

TEST(CodeAnalyzer, KeepsIdentifiersWithinNames) {
  EXPECT_EQ(shown("http::parseHeader"), "http::parseheader|http parseheader|parse header");
}

TEST(CodeAnalyzer, LeavesProseAlone) {
  EXPECT_EQ(shown("Don't stop. It’s 'quoted' text"), "don't stop it’s quoted text");
  EXPECT_EQ(shown("東京都に住む"), [] {
    std::string out;
    for (const OwnedToken& token : analyze("東京都に住む", "standard")) {
      out += (out.empty() ? "東京都に住む|" : " ") + token.term;
    }
    return out;
  }());
}

TEST(CodeAnalyzer, OffsetsAreOfTheNameAndOfItsWords) {
  const std::string text = "x = std::parseHTTP(y)";
  std::string spans;
  for (const OwnedToken& token : analyze(text, "code")) {
    spans += text.substr(token.begin, token.end - token.begin) + " ";
  }
  EXPECT_EQ(spans, "x std::parseHTTP std parseHTTP parse HTTP y ");
}

TEST(CodeAnalyzer, SaysWhyATokenIsThere) {
  const auto stages = explain_analysis("a.fooBar 1.5", *find_analyzer("code"));
  ASSERT_EQ(stages.size(), 1U);
  EXPECT_EQ(stages[0].name, "code");
  EXPECT_EQ(stages[0].rules,
            (std::vector<std::string>{"a whole name", "an identifier", "an identifier", "a word",
                                      "a word", "a number"}));
}

// Where characters begin, and the end; what is not UTF-8 counts as ICU counts it.
std::set<std::size_t> boundaries(std::string_view text) {
  std::set<std::size_t> out = {text.size()};
  for (std::size_t at = 0; at < text.size(); at += decode_utf8(text.substr(at)).size) {
    out.insert(at);
  }
  return out;
}

TEST(CodeAnalyzer, IsSoundOnAnyBytes) {
  static constexpr std::array<std::string_view, 36> kPieces = {
      "a",  "b",  "C",  "D",  "1", "2",       "_",      "_",  ".",  "-",  "/",
      "\\", "@",  "::", "->", "'", "’",       "+",      "#",  "$",  "&",  "~",
      " ",  " ",  "é",  "É",  "ß", "e\u0301", "\u0301", "語", "กำ", "한", "👩‍👩‍👧",
      "s",  "++", "\n"};
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::uint64_t left = random.below(25); left > 0; --left) {
      text += random.chance(0.03) ? random.bytes(1) : kPieces[random.below(kPieces.size())];
    }
    const std::set<std::size_t> at = boundaries(text);
    std::uint32_t position = 0;
    for (const OwnedToken& token : analyze(text, "code")) {
      ASSERT_FALSE(token.term.empty()) << text;
      ASSERT_TRUE(is_valid_utf8(token.term)) << text;
      ASSERT_LT(token.begin, token.end) << text;
      ASSERT_TRUE(at.contains(token.begin) && at.contains(token.end)) << text;
      ASSERT_GE(token.position, position) << text;
      position = token.position;
    }
  }
}

TEST(CodeAnalyzer, TakesTimeThatGrowsWithTheText) {
  for (const std::string_view piece : {"a.", "a_", "aB", "-", "a1", "'s", "é", "語", "a++", "__"}) {
    std::string text;
    while (text.size() < (1 << 20)) text += piece;
    EXPECT_LE(analyze(text, "code").size(), text.size() + 1);
  }
}

}  // namespace
}  // namespace lodex
