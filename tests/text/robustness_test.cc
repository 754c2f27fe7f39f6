// Texts that nobody writes but somebody has: every analyzer takes them, with tokens that are valid,
// in time that grows with the text. What is quadratic shows here as a test that does not end.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "lodex/analysis.h"
#include "support/random_text.h"

namespace lodex {
namespace {

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  out.reserve(bytes + piece.size());
  while (out.size() < bytes) out += piece;
  return out;
}

// LODEX_LONG_TESTS makes them larger: what takes a second now takes minutes then if it is
// quadratic.
std::size_t text_size() {
  return std::getenv("LODEX_LONG_TESTS") != nullptr ? 20'000'000 : 1'000'000;
}

// One at a time, as all of them are too much for a small machine.
using MakeText = std::function<std::string()>;

std::map<std::string, MakeText> hard_texts(std::size_t size) {
  const auto alternating = [](std::string_view letter, std::size_t pairs) {
    // Marks that stand in another order once they are normalised.
    return std::string(letter) + repeated("\u0301\u0323", 4 * pairs);
  };
  return {
      {"one word of ASCII", [=] { return repeated("a", size); }},
      {"one word of capitals", [=] { return repeated("A", size); }},
      {"one word beyond ASCII", [=] { return repeated("\u00e9", size); }},
      {"one number", [=] { return repeated("1", size); }},
      {"apostrophes in a word", [=] { return repeated("a'", size); }},
      {"marks on one letter", [=] { return alternating("a", 5'000); }},
      {"marks of one kind on one letter", [=] { return "a" + repeated("\u0301", size); }},
      {"marks of two kinds on one letter", [=] { return alternating("a", size / 4); }},
      {"marks before any letter", [=] { return alternating("", size / 4); }},
      {"letters with many marks", [=] { return repeated(alternating("e", 50), size); }},
      {"joiners", [=] { return repeated("\u200d", size); }},
      {"soft hyphens in a word", [=] { return "a" + repeated("\u00ad", size) + "b"; }},
      {"flags", [=] { return repeated("\U0001F1E9", size); }},
      {"families", [=] { return repeated("\U0001F468\u200d", size); }},
      {"Chinese without a sign", [=] { return repeated("\u4e2d\u56fd\u4eba\u6c11", size); }},
      {"one Chinese character", [=] { return repeated("\u4e2d", size); }},
      {"Thai without a space",
       [=] { return repeated("\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22", size); }},
      {"Hangul by its letters", [=] { return repeated("\u1112\u1161\u11ab", size); }},
      {"a ligature of 18 letters", [=] { return repeated("\ufdfa", size); }},
      {"one line of words",
       [=] { return repeated("word ", std::max<std::size_t>(size, 4'000'000)); }},
      {"spaces", [=] { return repeated(" ", size); }},
      {"line ends", [=] { return repeated("\n", size); }},
      {"NUL", [=] { return repeated(std::string_view("\0", 1), size); }},
      {"NUL in words", [=] { return repeated(std::string_view("a\0b ", 4), size); }},
      {"continuation bytes", [=] { return repeated("\x80", size); }},
      {"overlong forms", [=] { return repeated("\xc0\xaf\xe0\x80\xaf", size); }},
      {"lone surrogates", [=] { return repeated("\xed\xa0\x80", size); }},
      {"beginnings of characters", [=] { return repeated("\xf0\x9f", size); }},
      {"bytes in a word", [=] { return repeated("a\xff", size); }},
  };
}

void expect_valid(std::string_view text, std::span<const Token> tokens) {
  std::uint32_t last_end = 0;
  std::uint32_t last_position = 0;
  for (const Token& token : tokens) {
    ASSERT_LT(token.begin, token.end);
    ASSERT_LE(token.end, text.size());
    ASSERT_LE(last_end, token.begin);
    ASSERT_LE(last_position, token.position);
    ASSERT_FALSE(token.term.empty());
    ASSERT_LE(token.term.size(), 255U);
    last_end = token.end;
    last_position = token.position;
  }
}

class Robustness : public ::testing::TestWithParam<const char*> {};

TEST_P(Robustness, HardTextsGiveValidTokens) {
  const Analyzer& analyzer = *find_analyzer(GetParam());
  TokenBuffer buffer;
  for (const auto& [name, make] : hard_texts(text_size())) {
    SCOPED_TRACE(name);
    const std::string text = make();
    buffer.clear();
    analyzer.analyze(text, buffer);
    expect_valid(text, buffer.tokens());
    ASSERT_FALSE(HasFatalFailure());
    // The beginning of a word, as one types it.
    (void)analyzer.normalize(std::string_view(text).substr(0, 60'000));
  }
}

INSTANTIATE_TEST_SUITE_P(OfAnalyzers, Robustness,
                         ::testing::Values("standard", "english", "words", "whitespace", "keyword"),
                         [](const auto& analyzer) { return std::string(analyzer.param); });

TEST(LongWords, ThatDifferAtTheirEndStayDifferentTerms) {
  const std::string marks = "a" + repeated("\u0301\u0323", 40'000);
  const auto one = analyze(marks, "standard");
  const auto two = analyze(marks + "\u0308", "standard");
  ASSERT_EQ(one.size(), 1U);
  ASSERT_EQ(two.size(), 1U);
  EXPECT_NE(one[0].term, two[0].term);
  EXPECT_TRUE(is_valid_utf8(one[0].term));
}

}  // namespace
}  // namespace lodex
