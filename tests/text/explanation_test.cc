#include <gtest/gtest.h>

#include <random>

#include "lodex/analysis.h"
#include "support/random_text.h"
#include "text/words/word_rule.h"

namespace lodex {
namespace {

using text::word_rule;
using Texts = std::vector<std::string>;

TEST(WordRule, SaysWhatHoldsAWordTogether) {
  EXPECT_EQ(word_rule("a"), "a letter");
  EXPECT_EQ(word_rule("word"), "letters (WB5)");
  EXPECT_EQ(word_rule("1999"), "digits (WB8)");
  EXPECT_EQ(word_rule("don't"), "letters, joined over ' (WB6, WB7)");
  EXPECT_EQ(word_rule("don’t"), "letters, joined over ’ (WB6, WB7)");
  EXPECT_EQ(word_rule("3.14"), "digits, joined over . (WB11, WB12)");
  EXPECT_EQ(word_rule("1,000,000"), "digits, joined over , (WB11, WB12)");
  EXPECT_EQ(word_rule("mp3"), "letters and digits (WB9, WB10)");
  EXPECT_EQ(word_rule("foo_bar"), "letters, joined by _ (WB13a, WB13b)");
  EXPECT_EQ(word_rule("カタカナ"), "katakana (WB13)");
}

TEST(WordRule, KnowsScriptsWithDictionaries) {
  EXPECT_EQ(word_rule("ภาษา"), "a word of the dictionary (Thai)");
  EXPECT_EQ(word_rule("中国"), "a word of the dictionary (Han)");
  EXPECT_EQ(word_rule("中"), "a character of the dictionary (Han)");
  EXPECT_EQ(word_rule("ひらがな"), "a word of the dictionary (Hiragana)");
}

TEST(WordRule, KnowsHebrewQuotesAndMarks) {
  EXPECT_EQ(word_rule("צה\"ל"), "letters, joined over \" (WB7b, WB7c)");
  EXPECT_EQ(word_rule("ג'"), "a letter, ended by ' (WB7a)");
  EXPECT_EQ(word_rule("e\u0301te\u0301"),
            "letters (WB5), with marks or invisible characters (WB4)");
}

const AnalysisStage& last_of(const std::vector<AnalysisStage>& stages) { return stages.back(); }

Texts terms(const std::vector<OwnedToken>& tokens) {
  Texts out;
  for (const OwnedToken& token : tokens) out.push_back(token.term);
  return out;
}

TEST(Explanation, HasARuleForEachToken) {
  const auto stages = explain_analysis("Running 3.14", *find_analyzer("english"));
  ASSERT_EQ(stages.size(), 3U);
  EXPECT_EQ(stages[0].rules, (Texts{"letters (WB5)", "digits, joined over . (WB11, WB12)"}));
  EXPECT_EQ(stages[1].name, "fold");
  EXPECT_EQ(stages[1].rules, (Texts{"Running → running", ""}));
  EXPECT_EQ(stages[2].rules, (Texts{"running → run", ""}));
}

TEST(Explanation, OfOtherTokenizers) {
  EXPECT_EQ(last_of(explain_analysis("a-b c", *find_analyzer("whitespace"))).rules,
            (Texts{"between white space", "between white space"}));
  const std::string long_text(300, 'x');
  EXPECT_EQ(last_of(explain_analysis(long_text, *find_analyzer("keyword"))).rules,
            (Texts{"the whole text, shortened with a hash"}));
  EXPECT_TRUE(last_of(explain_analysis("", *find_analyzer("standard"))).rules.empty());
}

// Drops "the", adds "automobile" beside "car", cuts "notebook" in two, joins "new" and "york".
class ManyThings final : public TokenFilter {
 public:
  [[nodiscard]] std::string name() const override { return "many things"; }
  void filter(TokenBuffer& tokens, std::size_t first) const override {
    std::vector<Token>& all = tokens.mutable_tokens();
    std::vector<Token> out(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first));
    for (std::size_t i = first; i < all.size(); ++i) {
      const Token token = all[i];
      if (token.term == "the") continue;
      if (token.term == "new") {
        out.push_back({"new york", token.begin, all[i + 1].end, token.position});
        ++i;
      } else if (token.term == "notebook") {
        out.push_back({"note", token.begin, token.begin + 4, token.position});
        out.push_back({"book", token.begin + 4, token.end, token.position});
      } else {
        out.push_back(token);
        if (token.term == "car")
          out.push_back({"automobile", token.begin, token.end, token.position});
      }
    }
    all = std::move(out);
  }
};

TEST(Explanation, TellsWhatAFilterDid) {
  const auto chain = make_chain(find_analyzer("standard"), {std::make_shared<ManyThings>()});
  const auto stages = explain_analysis("the car, a notebook in New York", *chain);
  const AnalysisStage& last = stages.back();
  EXPECT_EQ(last.name, "many things");
  EXPECT_EQ(terms(last.tokens),
            (Texts{"car", "automobile", "a", "note", "book", "in", "new york"}));
  EXPECT_EQ(last.rules, (Texts{"", "added beside car", "", "part of notebook", "part of notebook",
                               "", "made of new + york"}));
  EXPECT_EQ(terms(last.dropped), Texts{"the"});
}

TEST(Explanation, EndsWithWhatTheAnalyzerGives) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  constexpr std::string_view kPieces[] = {"a",    "B3", "don't", "3.14",  "_",    " ",
                                          "中国", "カ", "é",     "“",     "\xff", "\n",
                                          "ภาษา", "’",  "İ",     "\u0301"};
  for (int i = 0; i < 300; ++i) {
    std::string text;
    for (auto n = random() % 20; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    for (const char* name : {"standard", "english", "whitespace", "keyword", "words"}) {
      const auto analyzer = find_analyzer(name);
      const auto stages = explain_analysis(text, *analyzer);
      EXPECT_EQ(stages.back().tokens, analyze(text, *analyzer)) << name << ": " << text;
      for (const AnalysisStage& stage : stages) {
        EXPECT_EQ(stage.rules.size(), stage.tokens.size()) << name << ": " << text;
      }
      for (const std::string& rule : stages.front().rules) EXPECT_FALSE(rule.empty()) << text;
    }
  }
}

}  // namespace
}  // namespace lodex
