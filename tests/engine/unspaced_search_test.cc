// Searches in scripts without spaces, over sentences whose words were checked by hand.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/utf8.h"
#include "lodex/lodex.h"
#include "support/new_index.h"
#include "support/random_text.h"

namespace lodex {
namespace {

struct Sentence {
  std::string id;
  std::string body;
  std::vector<std::string> words;
};

std::vector<Sentence> load(const std::string& path) {
  std::vector<Sentence> sentences;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    sentences.push_back({json["id"], json["body"], json["words"]});
  }
  return sentences;
}

Index index_of(const std::vector<Sentence>& sentences, const std::string& analyzer) {
  Index index = test::new_index(Schema{}.text("body", {.analyzer = analyzer}));
  Writer writer = index.writer();
  for (const Sentence& s : sentences) writer.upsert({{"id", s.id}, {"body", s.body}});
  writer.commit();
  return index;
}

std::set<std::string> ids(const Results& results) {
  std::set<std::string> out;
  for (const Hit& hit : results) out.insert(hit.id);
  return out;
}

// Two code points that are letters of these scripts; in Thai also two letters with marks.
bool has_two_characters(const std::string& word) {
  std::size_t letters = 0;
  std::size_t marks = 0;
  for (std::size_t at = 0; at < word.size();) {
    const Decoded c = decode_utf8(std::string_view(word).substr(at));
    const char32_t p = c.code_point;
    const bool is_mark = p == 0xe31 || (p >= 0xe33 && p <= 0xe3a) || (p >= 0xe47 && p <= 0xe4e);
    const bool is_letter =
        (p >= 0xe01 && p <= 0xe2e) || p == 0xe30 || p == 0xe32 || (p >= 0xe40 && p <= 0xe44) ||
        (p >= 0x3041 && p <= 0x30ff && p != 0x30fb) || (p >= 0x3400 && p <= 0x9fff);
    if (!is_mark && !is_letter) return false;
    ++(is_mark ? marks : letters);
    at += c.size;
  }
  return letters == 2 || letters + marks == 2;
}

class Sentences : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Sentences, AreFoundByEachOfTheirWordsOfTwoCharacters) {
  const auto& [analyzer, file] = GetParam();
  const std::string path = std::string(LODEX_SHARED_DATA) + "/languages/" + file;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path << ": shared data is absent";
  const std::vector<Sentence> sentences = load(path);
  const Index index = index_of(sentences, analyzer);
  const Searcher searcher = index.searcher();
  std::map<std::string, std::set<std::string>> found;
  std::size_t asked = 0;
  // A tenth of the sentences; all with more effort.
  const std::size_t step = test::test_effort() > 1 ? 1 : 10;
  for (std::size_t i = 0; i < sentences.size(); i += step) {
    for (const std::string& word : sentences[i].words) {
      if (!has_two_characters(word)) continue;
      if (!found.contains(word)) {
        found[word] = ids(searcher.search(word, {.limit = sentences.size()}));
      }
      ++asked;
      ASSERT_TRUE(found[word].contains(sentences[i].id)) << word << " in " << sentences[i].body;
    }
  }
  EXPECT_GT(asked, 100U);
}

INSTANTIATE_TEST_SUITE_P(Unspaced, Sentences,
                         testing::Values(std::pair{"chinese", "ud_Chinese-GSDSimp.jsonl"},
                                         std::pair{"cjk", "ud_Chinese-GSDSimp.jsonl"},
                                         std::pair{"japanese", "ud_Japanese-GSD.jsonl"},
                                         std::pair{"thai", "ud_Thai-PUD.jsonl"}));

// Where strings of any length stand, whatever a dictionary makes of them and of their neighbours.
TEST(Unspaced, APhraseIsTheStringAsItStands) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const std::vector<std::string> letters = {"大", "学", "生", "水", "人",
                                            "工", "智", "能", "图", "书"};
  const auto random_string = [&](std::size_t length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += letters[random.below(letters.size())];
    return text;
  };
  std::vector<Sentence> sentences;
  for (int i = 0; i < 300; ++i) {
    sentences.push_back({std::to_string(i), random_string(1 + random.below(30)), {}});
  }
  const Index index = index_of(sentences, "chinese");
  const Searcher searcher = index.searcher();
  for (int round = 0; round < 300; ++round) {
    const std::string string = random_string(1 + random.below(6));
    std::set<std::string> expected;
    for (const Sentence& s : sentences) {
      if (s.body.find(string) != std::string::npos) expected.insert(s.id);
    }
    EXPECT_EQ(ids(searcher.search('"' + string + '"', {.limit = 1000})), expected) << string;
    EXPECT_EQ(ids(searcher.search("+" + string, {.limit = 1000})), expected) << string;
  }
}

std::vector<std::string> ranked(const Index& index, const std::string& query) {
  std::vector<std::string> out;
  for (const Hit& hit : index.searcher().search(query)) out.push_back(hit.id);
  return out;
}

using Ids = std::vector<std::string>;

TEST(Unspaced, WordsComeBeforeTheSameStringWithinOthers) {
  const Index index =
      index_of({{"within", "東京都に住む", {}}, {"word", "京都に住む", {}}}, "japanese");
  EXPECT_EQ(ranked(index, "京都"), (Ids{"word", "within"}));
}

TEST(Unspaced, KoreanNounsAreFoundWithAnyParticle) {
  const Index index = index_of({{"in", "학교에서 공부한다", {}},
                                {"to", "내일 학교에 간다", {}},
                                {"topic", "학교는 크다", {}},
                                {"other", "도서관에서 책을 읽는다", {}}},
                               "korean");
  EXPECT_EQ(ids(index.searcher().search("학교")), (std::set<std::string>{"in", "to", "topic"}));
  EXPECT_EQ(ranked(index, "학교에서")[0], "in");
  EXPECT_TRUE(ids(index.searcher().search("학교에서")).contains("topic"));
  EXPECT_EQ(ranked(index, "+학교에서"), Ids{"in"});
}

TEST(Unspaced, OrthographiesAndWidthsAreAlike) {
  const Index chinese = index_of({{"a", "機器學習的應用", {}}}, "chinese");
  EXPECT_EQ(ranked(chinese, "机器学习"), Ids{"a"});
  const Index japanese =
      index_of({{"a", "サーバーを止める", {}}, {"b", "新しいサーバ", {}}}, "japanese");
  for (const char* query : {"サーバー", "サーバ", "ｻｰﾊﾞｰ", "ｻｰﾊﾞ"}) {
    EXPECT_EQ(ids(japanese.searcher().search(query)), (std::set<std::string>{"a", "b"})) << query;
  }
}

TEST(Unspaced, WhatIsTypedComesBeforeItsWords) {
  const Index index = index_of(
      {{"apart", "人在大学里学习怎么用机器", {}}, {"typed", "人在大学里用机器学习的书", {}}},
      "chinese");
  EXPECT_EQ(ranked(index, "机器学习"), (Ids{"typed", "apart"}));
}

TEST(Unspaced, ALongQuestionFindsWhatHasItsWords) {
  const Index index =
      index_of({{"a", "人工智能在医学中的应用", {}}, {"b", "今天的天气", {}}}, "chinese");
  EXPECT_EQ(ranked(index, "医学怎么应用人工智能")[0], "a");
}

TEST(Unspaced, SnippetsMarkWords) {
  const Index index = index_of({{"a", "学生在大学图书馆看书", {}}}, "chinese");
  const Results results = index.searcher().search("图书馆");
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].snippet("body"), "学生在大学<mark>图书馆</mark>看书");
  const Results part = index.searcher().search("书馆");
  ASSERT_EQ(part.size(), 1U);
  EXPECT_EQ(part[0].snippet("body"), "学生在大学图<mark>书馆</mark>看书");
}

}  // namespace
}  // namespace lodex
