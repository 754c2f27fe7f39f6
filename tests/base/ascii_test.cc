#include "base/ascii.h"

#include <gtest/gtest.h>

#include "base/in_quotes.h"
#include "base/utf8.h"

namespace lodex {
namespace {

TEST(Ascii, TellsDigitsAndLettersFromAllElse) {
  int digits = 0;
  int letters = 0;
  for (int c = -128; c < 128; ++c) {
    digits += is_ascii_digit(static_cast<char>(c)) ? 1 : 0;
    letters += is_ascii_letter(static_cast<char>(c)) ? 1 : 0;
  }
  EXPECT_EQ(digits, 10);
  EXPECT_EQ(letters, 52);
  EXPECT_TRUE(is_ascii_alphanumeric('z') && is_ascii_alphanumeric('0'));
  EXPECT_FALSE(is_ascii_alphanumeric('_') || is_ascii_alphanumeric('\xe4'));
}

TEST(Ascii, MakesCapitalsSmallAndNothingElse) {
  EXPECT_EQ(ascii_lower_case("AZaz09@[`{\xc3\x84"), "azaz09@[`{\xc3\x84");
}

TEST(Ascii, TrimsBothEnds) {
  EXPECT_EQ(trimmed(" \t a b\t", " \t"), "a b");
  EXPECT_EQ(trimmed(" \t ", " \t"), "");
  EXPECT_EQ(trimmed("", " "), "");
  EXPECT_EQ(trimmed("a", " "), "a");
}

TEST(InQuotes, ShowsAShortTextAndTheBeginningOfALongOne) {
  EXPECT_EQ(in_quotes(""), "\"\"");
  EXPECT_EQ(in_quotes("a b"), "\"a b\"");
  const std::string text = std::string(59, 'x') + "\u00e4yz";
  EXPECT_EQ(in_quotes(text), "\"" + std::string(59, 'x') + "…\"");
}

TEST(InQuotes, IsUtf8WhateverTheTextIs) {
  EXPECT_EQ(in_quotes("a\xff"), "\"a\ufffd\"");
  EXPECT_TRUE(is_valid_utf8(in_quotes(std::string(100, '\xc3'))));
  EXPECT_TRUE(is_valid_utf8(in_quotes(std::string(100, '\x80'))));
}

}  // namespace
}  // namespace lodex
