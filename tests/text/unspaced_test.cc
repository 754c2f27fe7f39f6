// Words and bigrams of scripts without spaces, and of Hangul.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "lodex/analysis.h"
#include "text/bigrams.h"
#include "text/unicode/scripts.h"

namespace lodex {
namespace {

using Terms = std::vector<std::string>;

// "term@position term@position …"
std::string analysed(std::string_view text, std::string_view analyzer) {
  std::string out;
  for (const OwnedToken& token : analyze(text, analyzer)) {
    out += (out.empty() ? "" : " ") + token.term + "@" + std::to_string(token.position);
  }
  return out;
}

TEST(CjkBigrams, StandBesideWordsAndCharacters) {
  EXPECT_EQ(analysed("大学生", "chinese"), "·大学@0 大学生@0 大@0 ·学生@1 学@1 生@2");
  // Across the border of words, too; positions go on behind the characters.
  EXPECT_EQ(analysed("李珅", "chinese"), "·李珅@0 李@0 珅@1");
  EXPECT_EQ(analysed("水 Python 水", "chinese"), "水@0 python@1 水@2");
  EXPECT_EQ(analysed("用Python。", "chinese"), "用@0 python@1");
}

TEST(CjkBigrams, OfKanaHaveNoSingleLetters) {
  EXPECT_EQ(analysed("カメラ", "japanese"), "·カメ@0 カメラ@0 ·メラ@1");
  EXPECT_EQ(analysed("水を", "japanese"), "·水を@0 水@0 を@1");
}

TEST(CjkBigrams, OfHangulAreWithinItsWords) {
  EXPECT_EQ(analysed("학교에서 나", "korean"), "·학교@0 학교에서@0 ·교에@1 ·에서@2 나@4");
  EXPECT_EQ(analysed("漢字", "korean"), "·漢字@0 漢字@0 漢@0 字@1");
}

TEST(CjkBigrams, AreOfLettersWithTheirMarks) {
  // Two letters, each with its vowel and tone.
  EXPECT_EQ(analysed("ที่นี่", "thai"), "·ที่นี่@0 ที่@0 นี่@1");
  // A consonant of Khmer below another belongs to it.
  std::vector<text::LetterUnit> units;
  ASSERT_TRUE(text::cut_into_units("ខ្មែរ", units));
  EXPECT_EQ(units.size(), 2U);
}

TEST(CjkBigrams, LeaveOtherScriptsAlone) {
  for (const char* text : {"Hello, wide world", "Привет, мир", "e\xcc\x81t\xc3\xa9", ""}) {
    EXPECT_EQ(analyze(text, "cjk"), analyze(text, "standard")) << text;
  }
}

TEST(CjkBigrams, SayWhereTheyStand) {
  const std::string text = "在大学";
  for (const OwnedToken& token : analyze(text, "chinese")) {
    const std::string at = text.substr(token.begin, token.end - token.begin);
    EXPECT_EQ(
        at, text::is_bigram(token.term) ? token.term.substr(text::kBigramMark.size()) : token.term);
  }
  // What folding made shorter stands where its word does: half-width Katakana.
  for (const OwnedToken& token : analyze("ｶﾞﾗｽ", "japanese")) {
    EXPECT_EQ(token.begin, 0U);
    EXPECT_EQ(token.end, 12U);
  }
}

TEST(Chinese, IsAlikeInBothOrthographies) {
  const auto terms = [](std::string_view text) {
    std::vector<std::string> out;
    for (OwnedToken& token : analyze(text, "chinese")) out.push_back(std::move(token.term));
    return out;
  };
  EXPECT_EQ(terms("機器"), terms("机器"));
  EXPECT_EQ(terms("後機"), terms("后机"));
  EXPECT_EQ(terms("ＡＢＣ"), Terms{"abc"});
  EXPECT_EQ(find_analyzer("chinese")->normalize("機"), "机");
  EXPECT_EQ(find_analyzer("japanese")->normalize("機"), "機");
}

TEST(Japanese, WritesLongWordsWithAndWithoutTheirLastMark) {
  const auto has = [](std::string_view text, std::string_view term) {
    const auto tokens = analyze(text, "japanese");
    return std::ranges::find(tokens, term, &OwnedToken::term) != tokens.end();
  };
  EXPECT_TRUE(has("サーバー", "サーバ"));
  EXPECT_TRUE(has("ｻｰﾊﾞｰ", "サーバ"));
  EXPECT_TRUE(has("コピー", "コピー"));
  EXPECT_FALSE(has("コピー", "コピ"));
}

// The words that stand between one character and another by hand, and those that ICU's dictionaries
// see. bench/languages prints the figures; they fall if something between ICU and our tokens does.
class Words : public testing::TestWithParam<std::pair<const char*, double>> {};

TEST_P(Words, HaveTheBoundariesThatTheyHaveByHand) {
  const std::string path = std::string(LODEX_SHARED_DATA) + "/languages/" + GetParam().first;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path << ": shared data is absent";
  std::size_t both = 0;
  std::size_t all = 0;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    const std::string body = json["body"];
    std::set<std::size_t> by_hand;
    std::size_t at = 0;
    for (const std::string word : json["words"]) {
      const std::size_t begin = body.find(word, at);
      if (begin == std::string::npos) continue;
      at = begin + word.size();
      if (analyze(word, "words").empty()) continue;
      by_hand.insert(begin);
      by_hand.insert(at);
    }
    std::set<std::size_t> ours;
    for (const OwnedToken& token : analyze(body, "words")) {
      ours.insert(token.begin);
      ours.insert(token.end);
    }
    for (const std::size_t place : ours) both += by_hand.count(place);
    all += ours.size() + by_hand.size();
  }
  const double f1 = 2.0 * static_cast<double>(both) / static_cast<double>(all);
  RecordProperty("F1", std::to_string(f1));
  EXPECT_GE(f1, GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(Unspaced, Words,
                         testing::Values(std::pair{"ud_Chinese-GSDSimp.jsonl", 0.92},
                                         std::pair{"ud_Japanese-GSD.jsonl", 0.92},
                                         std::pair{"ud_Thai-PUD.jsonl", 0.91}));

}  // namespace
}  // namespace lodex
