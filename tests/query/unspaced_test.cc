// What queries in scripts without spaces become.
#include <gtest/gtest.h>

#include "lodex/schema.h"
#include "query/parser.h"

namespace lodex::query {
namespace {

std::string tree(std::string_view text, std::string_view analyzer, ParseOptions options = {}) {
  return parse(text, Schema{}.text("f", {.analyzer = std::string(analyzer)}), options).to_string();
}

TEST(Unspaced, AWordOfTheDictionaryIsSoughtWithinWordsToo) {
  EXPECT_EQ(tree("大学", "chinese"), "(f:大学^0.5 f:·大学^0.5)");
  EXPECT_EQ(tree("大学生", "chinese"), "(f:大学生^0.5 f:\"·大学 ·学生\"^0.5)");
  EXPECT_EQ(tree("水", "chinese"), "f:水");
}

TEST(Unspaced, ARunIsItsWordsAsIfThereWereBlanks) {
  const std::string words = tree("学习 大学", "chinese");
  EXPECT_EQ(tree("学习大学", "chinese", {.words_only = true}), words);
  // What has them side by side comes first.
  EXPECT_EQ(tree("学习大学", "chinese"), "(" + words + " f:\"·学习 _ ·大学\"^0.3)");
  EXPECT_EQ(
      tree("学习大学", "chinese", {.require_all = true}),
      "(+" + tree("学习 大学", "chinese", {.require_all = true}) + " f:\"·学习 _ ·大学\"^0.3)");
}

TEST(Unspaced, OperatorsTakeTheStringAsItIsTyped) {
  EXPECT_EQ(tree("\"学习大学\"", "chinese"), "f:\"·学习 _ ·大学\"");
  EXPECT_EQ(tree("+学习大学", "chinese"), tree("+\"学习大学\"", "chinese"));
  EXPECT_EQ(tree("水 -学习大学", "chinese"), tree("水 -\"学习大学\"", "chinese"));
  EXPECT_EQ(tree("水 AND 学习大学", "chinese"), tree("水 AND \"学习大学\"", "chinese"));
  EXPECT_EQ(tree("水 OR 学习大学", "chinese"), tree("水 OR (学习大学)", "chinese"));
}

TEST(Unspaced, CharactersWithoutAWordAreTheirBigrams) {
  // A name.
  EXPECT_EQ(tree("李珅", "chinese"), "f:·李珅");
  EXPECT_EQ(tree("李珅龑", "chinese", {.words_only = true}), "(f:·李珅 f:·珅龑)");
}

TEST(Unspaced, ParticlesOfHiraganaAreLeftOut) {
  EXPECT_EQ(tree("水を", "japanese"), "f:·水を");  // two characters are all that is asked for
  EXPECT_EQ(tree("私の猫", "japanese", {.words_only = true}), "(f:私 f:猫)");
  EXPECT_EQ(tree("の", "japanese"), "f:の");
}

TEST(Unspaced, HangulIsSoughtByItsBigrams) {
  EXPECT_EQ(tree("학교", "korean"), "f:·학교");
  EXPECT_EQ(tree("학교는", "korean"), "(f:·학교^0.6666666666666666 f:·교는^0.6666666666666666)");
  EXPECT_EQ(tree("+학교는", "korean"), "f:\"·학교 ·교는\"");
}

TEST(Unspaced, NearPrefixesAndNearSpellingsAreOfWords) {
  EXPECT_EQ(tree("大学 NEAR/3 学习", "chinese"), "f:\"大学 学习\"@2");
  EXPECT_EQ(tree("大*", "chinese"), "f:大*");
  EXPECT_EQ(tree("大学生~", "chinese"), "f:大学生~1");
}

TEST(Unspaced, WordsOfSeveralFieldsAreJoined) {
  const Schema schema = Schema{}
                            .text("title", {.analyzer = "chinese", .boost = 2})
                            .text("body", {.analyzer = "chinese"});
  EXPECT_EQ(parse("李珅", schema, {}).to_string(), "<title:·李珅^2 body:·李珅>");
  const Schema mixed =
      Schema{}.text("title", {.analyzer = "standard"}).text("body", {.analyzer = "chinese"});
  EXPECT_NE(parse("学习大学", mixed, {}).to_string().find("title:学习"), std::string::npos);
}

TEST(Unspaced, WithoutPositionsAllBigramsAreThere) {
  const Schema schema = Schema{}.text("f", {.analyzer = "chinese", .positions = false});
  EXPECT_EQ(parse("\"大学生\"", schema, {}).to_string(), "(+f:·大学 +f:·学生)");
}

}  // namespace
}  // namespace lodex::query
