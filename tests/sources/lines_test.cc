// Positions in texts lead back to the lines of files.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "lodex/origin.h"
#include "sources/html.h"
#include "sources/markdown.h"
#include "sources/reading.h"
#include "support/random_text.h"
#include "support/temporary_folder.h"

namespace lodex {
namespace {

using test::read_source;

// Reads a file of this name and content, with origins.
std::vector<Document> read_file(const std::string& name, std::string_view content) {
  const test::TemporaryFolder folder;
  const std::string path = (folder.path() / name).string();
  std::ofstream(path, std::ios::binary) << content;
  SourceOptions options;
  options.origins = true;
  std::vector<Document> documents = read_source(path, options).documents;
  for (Document& document : documents) {
    auto origin = Origin::from_value(document.remove(kOriginField).value());
    EXPECT_EQ(origin.value().path, path);
    origin->path = name;
    document.set(kOriginField, origin->to_value());
  }
  return documents;
}

// The line in which a word of a field stands, by the document's origin.
std::uint64_t line_of(const Document& document, std::string_view field, std::string_view word) {
  const std::string text = document.text(field);
  const std::size_t at = text.find(word);
  EXPECT_NE(at, std::string::npos) << word << " in " << text;
  return Origin::from_value(*document.find(kOriginField)).value().line_of(field, text, at);
}

// Text in which the word "w17" stands in line 17 and so on: each has to be found there.
void expect_numbered_words(const Document& document) {
  const std::string text = document.text("body");
  const Origin origin = Origin::from_value(*document.find(kOriginField)).value();
  std::size_t words = 0;
  for (std::size_t at = 0; (at = text.find('w', at)) != std::string::npos; ++at, ++words) {
    EXPECT_EQ(std::to_string(origin.line_of("body", text, at)),
              text.substr(at + 1, text.find_first_not_of("0123456789", at + 1) - at - 1))
        << text.substr(at, 20);
  }
  EXPECT_GT(words, 0U);
}

TEST(Lines, OfPlainTextAreThoseOfTheFile) {
  expect_numbered_words(read_file("a.txt", "\xef\xbb\xbfw1\r\nw2 w2\r\n\r\nw4\n\xff w5").at(0));
}

TEST(Lines, OfMarkdownCountTheFrontMatter) {
  const Document document = read_file("a.md",
                                      "---\r\n"
                                      "author: someone\r\n"
                                      "title: The name\r\n"
                                      "summary: |\r\n"
                                      "  first\r\n"
                                      "  second\r\n"
                                      "---\r\n"
                                      "\r\n"
                                      "# w9\r\n"
                                      "\r\n"
                                      "w11 and\r\n"
                                      "w12 *emphasis over\r\n"
                                      "w13* `code`\r\n")
                                .at(0);
  expect_numbered_words(document);
  EXPECT_EQ(line_of(document, "author", "someone"), 2U);
  EXPECT_EQ(line_of(document, "title", "name"), 3U);
  EXPECT_EQ(line_of(document, "summary", "first"), 5U);
  EXPECT_EQ(line_of(document, "summary", "second"), 6U);
}

TEST(Lines, OfAllBlocksOfMarkdown) {
  expect_numbered_words(read_file("a.md",
                                  "w1\n=\n\n- w4\n  w5\n- w6\n\n> w8\n> w9\n\n"
                                  "```\nw12\n\nw14\n```\n\n    w17\n    w18\n\n"
                                  "| w20 | w20 |\n|---|---|\n| w22 | &amp; w22 |\n\n"
                                  "<div>\nw25\n\n<p>w27\n<b>w28\n</b> w29\n</div>\n\n"
                                  "a<br>w32\nw33  \nw34\\\nw35 &lt;\nw36\n\n"
                                  "1. <div>\n   w39 &amp; w39\n\n   w41\n")
                            .at(0));
}

TEST(Lines, OfAMarkdownHeadingAreThoseOfTheTitle) {
  EXPECT_EQ(line_of(read_file("a.md", "text\n\n## The name\n").at(0), "title", "name"), 3U);
  EXPECT_EQ(line_of(read_file("a.md", "---\ntitle:\n---\n\n# The name\n").at(0), "title", "name"),
            5U);
}

TEST(Lines, OfHtmlGoOnWithinTagsAndComments) {
  const Document document =
      read_file("a.html",
                "<html>\n<title>\nThe name</title>\n<script>\n'w'\n</script>\n"
                "<p\n class=x\n title='>\n'>w10\nw11 <!--\n\n-->w13 &amp;\n"
                "w14&nbsp;w14&#10;\nw15\n<pre>\nw17\n\n  w19\n</pre>w20\n"
                "<textarea>\nw22\n</textarea>\n<td>w24<td\n>w25\n")
          .at(0);
  expect_numbered_words(document);
  EXPECT_EQ(line_of(document, "title", "name"), 3U);
}

TEST(Lines, OfRecordsAreWhereTheyBegin) {
  const auto rows = read_file("a.csv", "id,body\r\n1,\"a\r\nb\r\nc\"\r\n\r\n2,\"d\ne\"\n3,f\n");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(line_of(rows[0], "body", "c"), 2U);
  EXPECT_EQ(line_of(rows[1], "body", "e"), 6U);
  EXPECT_EQ(line_of(rows[2], "body", "f"), 8U);
  const auto objects = read_file("a.jsonl", "{\"b\":\"x\"}\n\noops\n{\"b\":\"y\\nz\"}\n");
  ASSERT_EQ(objects.size(), 2U);
  EXPECT_EQ(line_of(objects[0], "b", "x"), 1U);
  EXPECT_EQ(line_of(objects[1], "b", "z"), 4U);
}

TEST(Lines, AreKeptOnlyWhereAskedForAndOfFiles) {
  const auto documents = test::read_as(SourceFormat::kJsonLines, "{\"a\":1}", {.origins = true});
  EXPECT_EQ(documents.documents.at(0).find(kOriginField), nullptr);
  const test::TemporaryFolder folder;
  std::ofstream(folder.path() / "a.txt") << "text";
  EXPECT_EQ(read_source(folder.path().string()).documents.at(0).find(kOriginField), nullptr);
}

// Whatever the pieces, each numbered word is found in its line.
TEST(Lines, OfRandomPages) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  constexpr std::string_view kMarkdown[] = {"\n",    "\n\n",  "# ",     "- ",      "> ",   "*",
                                            "`",     "```\n", "    ",   "|",       "<p>",  "<",
                                            "&amp;", "\r\n",  "[x](y)", "\n---\n", "  \n", "\\\n"};
  constexpr std::string_view kHtml[] = {"\n",     "<p>",   "</p>",       "<pre>",      "</pre>",
                                        "<br\n>", "&lt;",  "\r\n",       "<!--",       "-->",
                                        "<td>",   "<b\n>", "  ",         "&#10;",      "<xmp>",
                                        "</xmp>", "\n\n",  "<textarea>", "</textarea>"};
  for (int i = 0; i < 400; ++i) {
    const bool html = i % 2 == 0;
    std::string page = "w1 ";
    for (auto n = random() % 40; n > 0; --n) {
      page +=
          html ? kHtml[random() % std::size(kHtml)] : kMarkdown[random() % std::size(kMarkdown)];
      if (random() % 2 == 0) {
        page += " w" + std::to_string(1 + std::ranges::count(page, '\n')) + " ";
      }
    }
    SCOPED_TRACE(page);
    const auto lines =
        html ? sources::html_text(page).body_lines : sources::markdown_text(page).body_lines;
    Document document{
        {"body", html ? sources::html_text(page).body : sources::markdown_text(page).body}};
    document.set(kOriginField, Origin{"x", 1, {{"body", 1, lines}}}.to_value());
    expect_numbered_words(document);
  }
}

}  // namespace
}  // namespace lodex
