#include "sources/html.h"

#include <gtest/gtest.h>

#include <chrono>

#include "sources/character_reference.h"
#include "sources/reading.h"

namespace lodex::sources {
namespace {

std::string body(std::string_view html) { return html_text(html).body; }

TEST(Html, GivesTitleAndBody) {
  const HtmlText page = html_text(
      "<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>\n A &amp; B\n</title>\n"
      "<link rel=stylesheet></head>\n<body><h1>Head</h1>\n<p>Some "
      "<b>bold</b>\ntext.</p></body></html>");
  EXPECT_EQ(page.title, "A & B");
  EXPECT_EQ(page.body, "Head\nSome bold text.");
}

TEST(Html, PutsBlocksOnLinesOfTheirOwn) {
  EXPECT_EQ(body("a<div>b<p>c<p>d</div>e<br>f<ul><li>g<li>h</ul><hr>i<h2>j</h2>k"),
            "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk");
}

TEST(Html, KeepsInlineElementsWithinTheirWords) {
  EXPECT_EQ(body("un<em>believ</em>able <a href='x'>link</a>, <span> s </span>!"),
            "unbelievable link, s !");
}

TEST(Html, PutsRowsOfTablesOnLines) {
  EXPECT_EQ(body("<table><tr><th>a<th>b<tr><td>1</td><td>2</td></tr></table>"), "a b\n1 2");
}

TEST(Html, LeavesOutScriptsStylesTemplatesAndComments) {
  EXPECT_EQ(body("a<script>if (x < 1) { '<p>no</p>' }</script>b<style>p > q { }</style>c"
                 "<template>no<p>no<template>no</template>no</template>d<!-- no <p> -- no -->e"
                 "<SCRIPT SRC=x></ScRiPt >f<iframe>no</iframe>g<noscript>yes</noscript>"),
            "abcdefgyes");
}

TEST(Html, EndsCommentsAsTheStandardSays) {
  EXPECT_EQ(
      body("a<!-->b<!--->c<!---->d<!-- x --!>e<!-- y --->f<!x>g<?y z?>h</ i>j</>k<!-- - -- >-->l"),
      "abcdefghjkl");
  EXPECT_EQ(body("a<!-- never closed <p>b"), "a");
}

TEST(Html, TakesAngleBracketsThatBeginNoTagAsText) {
  EXPECT_EQ(body("1 < 2 > 1 <3 a<"), "1 < 2 > 1 <3 a<");
}

TEST(Html, ReadsAttributesInEveryWayTheyAreWritten) {
  EXPECT_EQ(
      body("<p title=\"a>b\" x='c>d' y=e z =\n f hidden / =g data-x=\">\">ok</p><img alt='>'/>!"),
      "ok\n!");
  EXPECT_EQ(body("a<p title=\"never closed>b"), "a");
}

TEST(Html, KeepsPreformattedTextAsItIs) {
  EXPECT_EQ(body("x<pre>\nint  a;\n\n  <b>b</b>;\n</pre> y  z <textarea>\n q &lt; r </textarea>"),
            "x\nint  a;\n\n  b;\ny z\n q < r");
}

TEST(Html, TakesOnlyTheFirstTitleThatIsNotPartOfADrawing) {
  const HtmlText page =
      html_text("<svg><title>icon</title><path/></svg><title>page</title><title>other</title>x");
  EXPECT_EQ(page.title, "page");
  EXPECT_EQ(page.body, "icon\nx");
}

TEST(Html, EndsElementsThatAreNeverClosedWithThePage) {
  EXPECT_EQ(body("a<script>b</scripty></script"), "a");
  EXPECT_EQ(html_text("<title>t").title, "t");
  EXPECT_EQ(body("a<plaintext><b>&amp;</plaintext>"), "a\n<b>&amp;</plaintext>");
}

TEST(Html, ResolvesCharacterReferences) {
  EXPECT_EQ(
      body("&lt;b&gt; &auml;&#228;&#xE4;&#XE4 &copy &nbsp;| &hellip; &notit; &nosuch; AT&T &"),
      "<b> ääää © \u00a0| … ¬it; &nosuch; AT&T &");
}

TEST(Html, ResolvesNumbersAsTheStandardSays) {
  EXPECT_EQ(resolved_references("&#0;&#xD800;&#x110000;&#99999999999999999999;&#150;&#x80;&#x81;"),
            "\ufffd\ufffd\ufffd\ufffd\u2013\u20ac\u0081");
  EXPECT_EQ(resolved_references("&#; &#x; &#xg; &#-1; &# &"), "&#; &#x; &#xg; &#-1; &# &");
  EXPECT_EQ(resolved_references("&CounterClockwiseContourIntegral;&ThickSpace;"),
            "\u2233\u205f\u200a");
}

TEST(Html, MayBeEmpty) {
  EXPECT_EQ(test::read_as(SourceFormat::kHtml, "").documents.at(0).to_json(),
            R"({"body":"","id":"-"})");
}

TEST(Html, IsRepairedWhereItIsNotUtf8) {
  const auto reading = test::read_as(SourceFormat::kHtml, "<title>\xe4</title>b\xff");
  EXPECT_EQ(reading.documents.at(0).to_json(),
            "{\"title\":\"\ufffd\",\"body\":\"b\ufffd\",\"id\":\"-\"}");
  EXPECT_EQ(reading.counts.repaired, 1U);
}

// Pages made to be expensive: each would take minutes, or the machine's memory, to repair to a
// tree.
TEST(Html, TakesHostilePagesInLinearTime) {
  std::string nested, formatted = "<p>";
  for (int i = 0; i < 1'000'000; ++i) nested += "<div>";
  for (int i = 0; i < 100'000; ++i) formatted += "<b a=" + std::to_string(i) + ">";
  for (int i = 0; i < 100'000; ++i) formatted += "<p>x";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(body(nested), "");
  EXPECT_EQ(body(formatted).size(), 199'999U);
  for (const char* part :
       {"<", "</", "<!", "<!--", "<script>", "<a b='", "&", "&a", "<pre>", "-->"}) {
    std::string page;
    for (int i = 0; i < 200'000; ++i) page += part;
    (void)body(page);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

}  // namespace
}  // namespace lodex::sources
