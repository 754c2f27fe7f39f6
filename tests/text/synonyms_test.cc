#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <sstream>

#include "lodex/analysis.h"
#include "lodex/error.h"
#include "support/random_text.h"
#include "text/filters/filters.h"

namespace lodex {
namespace {

using Words = std::vector<std::string>;
// What stands at which position.
using Placed = std::set<std::pair<std::uint32_t, std::string>>;

Words words_of(const std::string& text) {
  std::istringstream in(text);
  Words words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::shared_ptr<const Analyzer> synonyms(const std::vector<std::string>& lines, bool expand = true,
                                         const std::string& tokenizer = "whitespace") {
  const auto before = find_analyzer(tokenizer);
  return make_chain(before, {text::synonym_filter(text::solr_synonyms(lines, expand), *before)});
}

std::string shown(std::string_view text, const Analyzer& analyzer) {
  std::string out;
  for (const OwnedToken& token : analyze(text, analyzer)) {
    out += (out.empty() ? "" : " ") + std::to_string(token.position) + token.term;
  }
  return out;
}

std::string error_of(const std::string& definition) {
  try {
    (void)make_analyzer(R"({"tokenizer": "whitespace", "filters": [)" + definition + "]}");
  } catch (const SchemaError& error) {
    return error.what();
  }
  return "no error";
}

TEST(Synonyms, StandBesideEachOther) {
  const auto analyzer = synonyms({"tv, television", "# a comment", "", "  big ,  large,huge "});
  EXPECT_EQ(shown("a tv", *analyzer), "0a 1tv 1television");
  EXPECT_EQ(shown("huge television", *analyzer), "0huge 0big 0large 1television 1tv");
}

TEST(Synonyms, ReplaceWhatIsLeftOfAnArrow) {
  const auto analyzer = synonyms({"i pod, i-pod => ipod", "colour=>color"});
  EXPECT_EQ(shown("my i pod x", *analyzer), "0my 1ipod 2x");
  EXPECT_EQ(shown("my i-pod colour", *analyzer), "0my 1ipod 2color");
  EXPECT_EQ(shown("i see", *analyzer), "0i 1see");
}

TEST(Synonyms, OfSeveralWordsTakeConsecutivePositions) {
  const auto analyzer = synonyms({"usa, united states of america"});
  EXPECT_EQ(shown("the usa today", *analyzer), "0the 1usa 1united 2states 3of 4america 5today");
  EXPECT_EQ(shown("the united states of america today", *analyzer),
            "0the 1united 1usa 2states 3of 4america 5today");
}

TEST(Synonyms, TheLongestThatBeginsAtAPlaceWins) {
  const auto analyzer = synonyms({"a => x", "a b => y", "b c => z"});
  EXPECT_EQ(shown("a b c a c", *analyzer), "0y 1c 2x 3c");
}

TEST(Synonyms, OfOneWordInSeveralRulesAddUp) {
  EXPECT_EQ(shown("a", *synonyms({"a => x", "a => y z"})), "0x 0y 1z");
  EXPECT_EQ(shown("a", *synonyms({"a => x", "a, b"})), "0a 0x 0b");
}

TEST(Synonyms, NotExpandedBecomeTheFirst) {
  EXPECT_EQ(shown("small tiny little x", *synonyms({"small, tiny, little"}, false)),
            "0small 1small 2small 3x");
}

TEST(Synonyms, TakeEscapedCharactersAsTheyAre) {
  const auto analyzer = synonyms({R"(a\,b => c\=>d)", R"(\#x, y)", R"(b\\c => e)"});
  EXPECT_EQ(shown(R"(a,b #x b\c)", *analyzer), R"(0c=>d 1#x 1y 2e)");
}

TEST(Synonyms, WordsOfRulesGoThroughWhatStandsBefore) {
  const auto analyzer = make_analyzer(R"({"tokenizer": "standard", "filters": [
      {"name": "stem", "language": "english"},
      {"name": "synonyms", "rules": "Running Shoes => Trainers\njog, RUN"}]})");
  EXPECT_EQ(shown("running shoe jogs", *analyzer), "0trainer 1jog 1run");
}

TEST(Synonyms, OffsetsAreThoseOfTheWordsTheyStandFor) {
  const std::string text = "xx aa bb yy";
  const auto tokens = analyze(text, *synonyms({"aa bb, c d e"}));
  std::string spans;
  for (const OwnedToken& token : tokens) {
    spans += token.term + "=" + text.substr(token.begin, token.end - token.begin) + ";";
  }
  EXPECT_EQ(spans, "xx=xx;aa=aa;c=aa;bb=bb;d=bb;e=bb;yy=yy;");
}

TEST(Synonyms, KnowDroppedWordsBetween) {
  const auto analyzer = make_analyzer(R"({"tokenizer": "standard", "filters": [
      {"name": "stop", "words": ["of", "the"]},
      {"name": "synonyms", "rules": ["Bank of England => boe", "lord of the rings, lotr"]}]})");
  EXPECT_EQ(shown("the bank of england x", *analyzer), "1boe 2x");
  EXPECT_EQ(shown("bank england", *analyzer), "0bank 1england");
  EXPECT_EQ(shown("lotr x", *analyzer), "0lotr 0lord 3rings 4x");
}

TEST(Synonyms, SayWhichLineIsWrong) {
  EXPECT_EQ(error_of(R"({"name": "synonyms", "rules": ["a, b", "", "c => d => e"]})"),
            "filter \"synonyms\": line 3: a rule has one \"=>\"");
  EXPECT_EQ(error_of(R"({"name": "synonyms", "rules": ["=> d"]})"),
            "filter \"synonyms\": line 1: \"=>\" wants words on both sides");
  EXPECT_EQ(error_of(R"({"name": "synonyms", "rules": [" , "]})"),
            "filter \"synonyms\": line 1: a rule has words");
  EXPECT_EQ(
      error_of(R"({"name": "stop", "words": ["a"]}, {"name": "synonyms", "rules": ["a, b"]})"),
      "filter \"synonyms\": line 1: nothing is left of \"a\" before this filter");
  EXPECT_EQ(error_of(R"("ngrams", {"name": "synonyms", "rules": ["abc, ab"]})"),
            "filter \"synonyms\": line 1: before this filter \"abc\" becomes several words at one "
            "position");
  EXPECT_EQ(error_of(R"({"name": "synonyms", "file": "syn.txt"})"),
            "filter \"synonyms\" has \"file\", which is read only where a schema is loaded from a "
            "file; elsewhere give the lines of the file as \"rules\"");
  EXPECT_EQ(error_of(R"({"name": "synonyms", "rules": [], "format": "csv"})"),
            "filter \"synonyms\" has the formats solr and wordnet, not \"csv\"");
  EXPECT_EQ(error_of(R"({"name": "synonyms"})"),
            "filter \"synonyms\" wants \"rules\", an array of strings");
}

TEST(Synonyms, ReadWordNet) {
  const std::string rules = R"json("rules": [
      "s(100002137,1,'abstraction',n,6,0).", "s(100002137,2,'abstract entity',n,1,0).",
      "s(100003000,1,'cat''s eye',n,1,0).", "% comment", "s(100003000,2,'chatoyant',n,1,0)."])json";
  const std::string definition = R"({"tokenizer": "standard", "filters": [
      {"name": "synonyms", "format": "wordnet", )" +
                                 rules;
  EXPECT_EQ(shown("abstraction chatoyant", *make_analyzer(definition + "}]}")),
            "0abstraction 0abstract 1entity 2chatoyant 2cat's 3eye");
  EXPECT_EQ(shown("abstract entity x", *make_analyzer(definition + R"(, "expand": false}]})")),
            "0abstraction 1x");
  for (const std::string line : {"x", "s(1,1,'a',n,1,0)", "s(,1,'a',n,1,0).", "s(1,1,'',n,1,0).",
                                 "s(1,1,'a,n,1,0).", "s('1,1,a',n,1,0)."}) {
    EXPECT_EQ(error_of(R"({"name": "synonyms", "format": "wordnet", "rules": [")" + line + "\"]}"),
              "filter \"synonyms\": line 1: wants s(100000001,1,'word',n,1,0).")
        << line;
  }
}

struct NaiveRule {
  Words from;
  std::vector<Words> to;
  bool keeps;
};

// At each place the longest left side; what it becomes by all rules that have it.
Placed naive_synonyms(const Words& text, const std::vector<NaiveRule>& rules) {
  Placed out;
  std::uint32_t position = 0;
  const auto put = [&](const Words& words) {
    for (std::uint32_t i = 0; i < words.size(); ++i) out.emplace(position + i, words[i]);
    return words.size();
  };
  for (std::size_t at = 0; at < text.size();) {
    Words best;
    for (const NaiveRule& rule : rules) {
      if (rule.from.size() <= best.size() || rule.from.size() > text.size() - at) continue;
      if (std::equal(rule.from.begin(), rule.from.end(), text.data() + at)) best = rule.from;
    }
    std::size_t length = best.empty() ? put({text[at]}) : 0;
    for (const NaiveRule& rule : rules) {
      if (best.empty() || rule.from != best) continue;
      for (const Words& words : rule.to) length = std::max(length, put(words));
      if (rule.keeps) length = std::max(length, put(best));
    }
    position += static_cast<std::uint32_t>(length);
    at += std::max<std::size_t>(best.size(), 1);
  }
  return out;
}

class RandomSynonyms : public ::testing::Test {
 protected:
  std::string some_words(std::size_t most) {
    std::string out;
    for (std::uint64_t left = 1 + random_.below(most); left > 0; --left) {
      out += (out.empty() ? "" : " ") + std::string(1, static_cast<char>('a' + random_.below(5)));
    }
    return out;
  }
  std::vector<std::string> entries() {
    std::vector<std::string> out;
    for (std::uint64_t left = 1 + random_.below(3); left > 0; --left) out.push_back(some_words(3));
    return out;
  }
  static std::string line_of(const std::vector<std::string>& entries) {
    std::string out;
    for (const std::string& entry : entries) out += (out.empty() ? "" : ",") + entry;
    return out;
  }
  // Adds a rule as a line and as what it means.
  void add_rule() {
    const std::vector<std::string> left = entries();
    const bool has_arrow = random_.chance(0.5);
    const std::vector<std::string> right = has_arrow ? entries() : left;
    lines_.push_back(has_arrow ? line_of(left) + " => " + line_of(right) : line_of(left));
    std::vector<Words> to;
    for (const std::string& entry : right) to.push_back(words_of(entry));
    for (const std::string& entry : left) rules_.push_back({words_of(entry), to, !has_arrow});
  }

  std::uint64_t seed_ = test::test_seed();
  test::Random random_{seed_};
  std::vector<std::string> lines_;
  std::vector<NaiveRule> rules_;
};

TEST_F(RandomSynonyms, AreWhatTheRulesSay) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  for (int round = 0; round < 300; ++round) {
    lines_.clear();
    rules_.clear();
    for (std::uint64_t left = random_.below(5); left > 0; --left) add_rule();
    const auto analyzer = synonyms(lines_);
    for (int i = 0; i < 10; ++i) {
      const std::string text = some_words(12);
      Placed got;
      const std::vector<OwnedToken> tokens = analyze(text, *analyzer);
      for (const OwnedToken& token : tokens) got.emplace(token.position, token.term);
      ASSERT_EQ(got, naive_synonyms(words_of(text), rules_)) << text << "\n"
                                                             << ::testing::PrintToString(lines_);
      ASSERT_EQ(got.size(), tokens.size()) << "a term twice at one position";
    }
  }
}

}  // namespace
}  // namespace lodex
