#include "sources/markdown.h"

#include <gtest/gtest.h>

#include "sources/reading.h"

namespace lodex::sources {
namespace {

std::string body(std::string_view text) { return markdown_text(text).body; }

TEST(Markdown, PutsBlocksOnLinesOfTheirOwn) {
  EXPECT_EQ(body("# One\n\nfirst\nsecond\n\nthird  \nfourth\n\n***\n\n> quoted\n"),
            "One\nfirst second\nthird\nfourth\nquoted");
}

TEST(Markdown, LeavesOutTheMarks) {
  EXPECT_EQ(body("*a* **b** _c_ ~~d~~ `e  f` \\*g\\* ***h***"), "a b c d e f *g* h");
  EXPECT_EQ(body("in*side* word"), "inside word");
}

TEST(Markdown, KeepsTheTextOfLinksAndImagesWithoutAddresses) {
  EXPECT_EQ(body("[a *b*](https://x.example \"t\") ![c d](e.png) [f][1] <https://g.example>\n\n"
                 "[1]: https://h.example\n"),
            "a b c d f https://g.example");
}

TEST(Markdown, PutsListItemsOnLinesOfTheirOwn) {
  EXPECT_EQ(body("- a\n- b\n  1. c\n  2. d\n\n- e\n\n  f\n- [x] g\n"), "a\nb\nc\nd\ne\nf\ng");
}

TEST(Markdown, KeepsCodeAsItIs) {
  EXPECT_EQ(body("x\n\n```cpp\nif (a  < b) {\n\n  *p = 1;\n}\n```\n\n    indented &amp; raw\n\ny"),
            "x\nif (a  < b) {\n\n  *p = 1;\n}\nindented &amp; raw\ny");
}

TEST(Markdown, PutsRowsOfTablesOnLines) {
  EXPECT_EQ(body("| a | b |\n|---|:-:|\n| 1 | *2* |\n| 3 |  |\n\nafter"), "a b\n1 2\n3\nafter");
}

TEST(Markdown, ResolvesCharacterReferences) {
  EXPECT_EQ(body("a &amp; b &#228;&#x1F600; &hellip; &nosuch; &#0; R&D"),
            "a & b ä😀 … &nosuch; \ufffd R&D");
}

TEST(Markdown, LeavesOutHtmlButKeepsItsText) {
  EXPECT_EQ(body("a <b>c</b> d<br>e <!-- f --> g\n\n<div class=\"x\">\n<p>h</p>\n"
                 "<script>i</script>\n</div>\n\nj <span title=\"k\">l</span>"),
            "a c d\ne g\nh\nj l");
}

TEST(Markdown, TakesTheFirstHeadingWithText) {
  EXPECT_EQ(markdown_text("#\n\ntext\n\n## The *first*\n\n# Second\n").heading, "The first");
  EXPECT_EQ(markdown_text("Under\nlined\n===\n").heading, "Under lined");
  EXPECT_EQ(markdown_text("no heading").heading, "");
}

TEST(Markdown, ReplacesNulCharacters) { EXPECT_EQ(body(std::string_view("a\0b", 3)), "a\ufffdb"); }

TEST(Markdown, TakesDeepNestingAndManyMarks) {
  for (const char* mark : {"> ", "- ", "[", "![", "*", "`", "<", "&", "_a", "~~", "](", "|", "#"}) {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += mark;
    EXPECT_NO_THROW((void)body(text)) << mark;
  }
}

TEST(MarkdownFile, GivesFrontMatterTitleAndBody) {
  const auto reading = test::read_as(
      SourceFormat::kMarkdown,
      "\xef\xbb\xbf---\nid: a\ntags: [x, y]\ntitle: Given\n---\n\n# Heading\n\nText.\n");
  ASSERT_EQ(reading.documents.size(), 1U);
  EXPECT_EQ(reading.documents[0].to_json(),
            R"({"id":"a","tags":["x","y"],"title":"Given","body":"Heading\nText."})");
}

TEST(MarkdownFile, TakesTheFirstHeadingForATitleWhereNoneIsGiven) {
  const auto reading = test::read_as(SourceFormat::kMarkdown, "---\ntitle:\n---\nx\n\n## A & B\n");
  EXPECT_EQ(reading.documents.at(0).text("title"), "A & B");
  const auto plain = test::read_as(SourceFormat::kMarkdown, "only text");
  EXPECT_EQ(plain.documents.at(0).to_json(), R"({"body":"only text","id":"-"})");
}

TEST(MarkdownFile, IsReadInSpiteOfMalformedFrontMatter) {
  const auto reading = test::read_as(SourceFormat::kMarkdown, "---\nid: a\n??\nx: 1\n---\ntext\n");
  EXPECT_EQ(reading.documents.at(0).to_json(), R"({"id":"a","x":1,"body":"text"})");
  EXPECT_EQ(reading.problem_lines(), (std::vector<std::uint64_t>{3}));
  EXPECT_EQ(reading.counts.documents, 1U);
  EXPECT_EQ(reading.counts.skipped, 1U);
}

TEST(MarkdownFile, MayBeEmpty) {
  EXPECT_EQ(test::read_as(SourceFormat::kMarkdown, "").documents.at(0).to_json(),
            R"({"body":"","id":"-"})");
}

TEST(MarkdownFile, IsRepairedWhereItIsNotUtf8) {
  const auto reading = test::read_as(SourceFormat::kMarkdown, "---\nt: \xff\n---\na\xc3(b\n");
  EXPECT_EQ(reading.documents.at(0).text("t"), "\ufffd");
  EXPECT_EQ(reading.documents.at(0).text("body"), "a\ufffd(b");
  EXPECT_EQ(reading.counts.repaired, 1U);
}

}  // namespace
}  // namespace lodex::sources
