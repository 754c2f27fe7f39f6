#include "sources/front_matter.h"

#include <gtest/gtest.h>

namespace lodex::sources {
namespace {

// The fields of front matter with these lines, as JSON.
std::string fields(const std::string& lines) {
  const FrontMatter front = parse_front_matter("---\n" + lines + "\n---\n");
  EXPECT_TRUE(front.problems.empty()) << lines << ": " << front.problems.at(0).message;
  return front.fields.to_json();
}

std::vector<std::uint64_t> problem_lines(const std::string& lines) {
  std::vector<std::uint64_t> numbers;
  for (const auto& [line, message] :
       parse_front_matter("---\na: 1\n" + lines + "\n---\n").problems) {
    EXPECT_FALSE(message.empty());
    numbers.push_back(line);
  }
  return numbers;
}

TEST(FrontMatter, HasKeysWithPlainValues) {
  EXPECT_EQ(fields("title: A plain title\nauthor name:  Ann \n"),
            R"({"title":"A plain title","author name":"Ann"})");
}

TEST(FrontMatter, EndsAtThreeDashesOrDots) {
  const std::string front = "---\na: b\n---\n";
  EXPECT_EQ(parse_front_matter(front + "text\n---\n").size, front.size());
  EXPECT_EQ(parse_front_matter("---\na: b\n...\ntext").size, front.size());
  EXPECT_EQ(parse_front_matter("---  \r\na: b\r\n---\r\ntext").fields.to_json(), R"({"a":"b"})");
  EXPECT_EQ(parse_front_matter("---\na: b\n---").size, front.size() - 1);
}

TEST(FrontMatter, IsNoneUnlessItBeginsTheTextAndIsClosed) {
  for (const char* text : {"", "---", "---\n", "a: b\n---\n", "\n---\na: b\n---\n",
                           "----\na: b\n---\n", "---\na: b\n", "--- x\na: b\n---\n"}) {
    const FrontMatter front = parse_front_matter(text);
    EXPECT_EQ(front.size, 0U) << text;
    EXPECT_TRUE(front.fields.fields().empty()) << text;
  }
}

TEST(FrontMatter, IsNoneWhereTwoRulesHaveATextBetween) {
  const FrontMatter front = parse_front_matter("---\nOnce upon a time\n---\n");
  EXPECT_EQ(front.size, 0U);
  EXPECT_TRUE(front.problems.empty());
}

TEST(FrontMatter, MayBeEmpty) {
  EXPECT_EQ(parse_front_matter("---\n---\ntext").size, 8U);
  EXPECT_EQ(fields("# only a comment\n\n"), "{}");
}

TEST(FrontMatter, TellsNumbersBooleansAndNothingFromStrings) {
  EXPECT_EQ(fields("a: 12\nb: -3\nc: 0.5\nd: 1e3\ne: true\nf: False\ng:\nh: ~\ni: null"),
            R"({"a":12,"b":-3,"c":0.5,"d":1000.0,"e":true,"f":false,"g":null,"h":null,"i":null})");
}

TEST(FrontMatter, KeepsWhatOnlyLooksLikeANumberAsAString) {
  EXPECT_EQ(fields("a: 2024-03-18\nb: 007\nc: 1.2.3\nd: 12:30\ne: 1.\nf: .5\ng: +1\nh: 1e\ni: -\n"
                   "j: 99999999999999999999\nk: 0x1f\nl: 1e999\nm: yes"),
            R"({"a":"2024-03-18","b":"007","c":"1.2.3","d":"12:30","e":"1.","f":".5","g":"+1",)"
            R"("h":"1e","i":"-","j":"99999999999999999999","k":"0x1f","l":"1e999","m":"yes"})");
}

TEST(FrontMatter, TakesQuotedValuesAsStrings) {
  EXPECT_EQ(fields("a: \"12\"\nb: 'true'\nc: \"x # y: [z]\" # comment\nd: 'it''s'\ne: ''\n"
                   R"(f: "a\tb\"\u00e4\ud83d\ude00")"),
            R"({"a":"12","b":"true","c":"x # y: [z]","d":"it's","e":"","f":"a\tb\"ä😀"})");
}

TEST(FrontMatter, TakesColonsWithinValuesAndKeys) {
  EXPECT_EQ(
      fields("title: Dune: Part Two\nurl: https://example.org/a#b\nog:title: x\n\"a: b\": c"),
      R"({"title":"Dune: Part Two","url":"https://example.org/a#b","og:title":"x","a: b":"c"})");
}

TEST(FrontMatter, PassesOverComments) {
  EXPECT_EQ(fields("# first\na: b # c\n  # indented\nd: e#f\ng: # nothing"),
            R"({"a":"b","d":"e#f","g":null})");
}

TEST(FrontMatter, ReadsListsInBrackets) {
  EXPECT_EQ(fields("a: [x, two words ,'y, z', \"]\", 3, true]\nb: []\nc: [ x, ] # d\ne: [C#, F #]"),
            R"({"a":["x","two words","y, z","]",3,true],"b":[],"c":["x"],"e":["C#","F #"]})");
}

TEST(FrontMatter, ReadsListsOfLines) {
  EXPECT_EQ(fields("a:\n- x\n- 'y'\n\n- 3 # c\nb:\n  - z: w\n  # c\n  - [p, q]\n  -\nc: d"),
            R"({"a":["x","y",3],"b":["z: w",["p","q"],null],"c":"d"})");
}

TEST(FrontMatter, ReadsBlocksOfText) {
  EXPECT_EQ(fields("a: |\n  one\n    two\n\n  three\nb: >-\n  one\n  two\n\n  three\n\nc: |\nd: e"),
            R"({"a":"one\n  two\n\nthree","b":"one two\nthree","c":"","d":"e"})");
}

TEST(FrontMatter, OfAKeyThatOccursTwiceTakesTheLastValue) {
  EXPECT_EQ(fields("a: 1\nb: 2\na: 3"), R"({"a":3,"b":2})");
}

// In time linear in their number.
TEST(FrontMatter, MayHaveManyKeys) {
  std::string lines;
  for (int i = 0; i < 100'000; ++i) lines += "key" + std::to_string(i) + ": x\n";
  EXPECT_EQ(parse_front_matter("---\n" + lines + "---\n").fields.fields().size(), 100'000U);
}

TEST(FrontMatter, ReportsMalformedLinesAndReadsTheOthers) {
  const FrontMatter front = parse_front_matter(
      "---\ntitle: x\nno colon here\n: no key\n  indented: y\n- item\nz: {a: b}\nid: d\n---\n");
  EXPECT_EQ(front.fields.to_json(), R"({"title":"x","id":"d"})");
  std::vector<std::uint64_t> lines;
  for (const auto& problem : front.problems) lines.push_back(problem.line);
  EXPECT_EQ(lines, (std::vector<std::uint64_t>{3, 4, 5, 6, 7}));
  EXPECT_EQ(front.problems[0].message, "\"key: value\" is expected; found \"no colon here\"");
}

TEST(FrontMatter, ReportsQuotesAndBracketsThatAreNotClosed) {
  for (const char* line :
       {"b: \"x", "b: 'x", "b: [x", "b: [x, 'y", "b: [x y] z", "b: \"x\" y", "b: 'x''", "b: \"x\\",
        "b: \"\\q\"", "b: [\"x\" y]", "\"b: c", "b:\n- 'x"}) {
    EXPECT_EQ(problem_lines(line).size(), 1U) << line;
  }
  EXPECT_EQ(problem_lines("b:\n- x\n- 'y\n- z"), (std::vector<std::uint64_t>{5}));
}

TEST(FrontMatter, CutsLongLinesInMessagesBetweenCharacters) {
  std::string line;
  for (int i = 0; i < 100; ++i) line += "ä";
  const auto front = parse_front_matter("---\na: b\nx" + line + "\n---\n");
  ASSERT_EQ(front.problems.size(), 1U);
  EXPECT_EQ(front.problems[0].message,
            "\"key: value\" is expected; found \"x" + line.substr(0, 58) + "…\"");
}

}  // namespace
}  // namespace lodex::sources
