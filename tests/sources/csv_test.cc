#include <gtest/gtest.h>

#include <vector>

#include "sources/reading.h"

namespace lodex {
namespace {

using test::Reading;

Reading read_csv(std::string_view text, const SourceOptions& options = {}) {
  return test::read_as(SourceFormat::kCsv, text, options);
}

TEST(Csv, TakesTheNamesOfTheFieldsFromTheFirstRecord) {
  const Reading reading = read_csv("id,title,year\r\na,One,1999\r\nb,Two,2001\r\n");
  ASSERT_EQ(reading.documents.size(), 2U);
  EXPECT_EQ(reading.documents[0].to_json(), R"({"id":"a","title":"One","year":"1999"})");
  EXPECT_EQ(reading.documents[1].to_json(), R"({"id":"b","title":"Two","year":"2001"})");
}

TEST(Csv, TakesAnyLineEndAndNoneAtTheEnd) {
  for (const char* text : {"id,x\na,1\nb,2", "id,x\r\na,1\r\nb,2\r\n", "id,x\ra,1\rb,2\r"}) {
    EXPECT_EQ(read_csv(text).ids(), (std::vector<std::string>{"a", "b"})) << text;
  }
}

TEST(Csv, ReadsQuotedValuesWithSeparatorsQuotesAndLineEnds) {
  const Reading reading = read_csv("id,x\na,\"1, \"\"2\"\"\n3\r\n4\"\nb,\" y \"\n");
  ASSERT_EQ(reading.documents.size(), 2U);
  EXPECT_EQ(reading.documents[0].text("x"), "1, \"2\"\n3\r\n4");
  EXPECT_EQ(reading.documents[1].text("x"), " y ");
}

TEST(Csv, KeepsWhiteSpaceOfValuesButNotOfNames) {
  const Reading reading = read_csv("id , x\n a,\t1 \n");
  ASSERT_EQ(reading.documents.size(), 1U);
  EXPECT_EQ(reading.documents[0].to_json(), R"({"id":" a","x":"\t1 "})");
}

TEST(Csv, KeepsQuotesWithinAValueWithoutQuotes) {
  EXPECT_EQ(read_csv("id,x\na,5\" disk\nb,c\n").documents.at(0).text("x"), "5\" disk");
}

TEST(Csv, OfAnEmptyValueGivesNothingAndOfQuotesAnEmptyString) {
  const Reading reading = read_csv("id,x,y\na,,\"\"\n");
  ASSERT_EQ(reading.documents.size(), 1U);
  EXPECT_EQ(reading.documents[0].to_json(), R"({"id":"a","y":""})");
}

TEST(Csv, TakesFewerValuesThanNamesAndReportsMore) {
  const Reading reading = read_csv("id,x,y\na\nb,1,2,3\n\nc,1,2\nd,1,2,\n");
  EXPECT_EQ(reading.ids(), (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(reading.problem_lines(), (std::vector<std::uint64_t>{3, 6}));
  EXPECT_EQ(reading.problems[0].message, "has 4 values, but the first record names 3 fields");
}

TEST(Csv, NumbersTheLineInWhichARecordBegins) {
  const Reading reading =
      read_csv("\n\nid,\"x\ny\"\na,\"1\n2\n3\"\n\n\nb,1,2\nc,\"4\n\n5\",6\n\"d\",1,2");
  EXPECT_EQ(reading.problem_lines(), (std::vector<std::uint64_t>{10, 11, 14}));
  EXPECT_EQ(reading.ids(), (std::vector<std::string>{"a"}));
  EXPECT_EQ(reading.documents.at(0).fields()[1].name, "x\ny");
}

TEST(Csv, PassesOverBlankRecordsAndColumnsWithoutAName) {
  const Reading reading = read_csv(",id,x\n0,a,1\n,,\n1,b,2\n\n");
  ASSERT_EQ(reading.ids(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(reading.documents[0].to_json(), R"({"id":"a","x":"1"})");
}

TEST(Csv, OfColumnsWithOneNameTakesTheLast) {
  EXPECT_EQ(read_csv("id,x,x\na,1,2\n").documents.at(0).to_json(), R"({"id":"a","x":"2"})");
  EXPECT_EQ(read_csv("x,id,x,y,x\n1,a,2,3,4\n").documents.at(0).to_json(),
            R"({"id":"a","y":"3","x":"4"})");
}

TEST(Csv, ReportsQuotesThatAreNeverClosed) {
  const Reading reading = read_csv("id,x\na,1\nb,\"2\nc,3\n");
  EXPECT_EQ(reading.ids(), (std::vector<std::string>{"a"}));
  EXPECT_EQ(reading.problem_lines(), (std::vector<std::uint64_t>{3}));
}

TEST(Csv, OfAnEmptyInputOrNamesAloneGivesNothing) {
  for (const char* text : {"", "\n\n", "\xef\xbb\xbf", "id,x", "id,x\n"}) {
    const Reading reading = read_csv(text);
    EXPECT_TRUE(reading.documents.empty()) << text;
    EXPECT_TRUE(reading.problems.empty()) << text;
  }
}

TEST(Csv, PassesOverAByteOrderMark) {
  EXPECT_EQ(read_csv("\xef\xbb\xbfid,x\na,1\n").ids(), (std::vector<std::string>{"a"}));
}

TEST(Csv, RepairsInvalidUtf8InNamesAndValues) {
  const Reading values = read_csv("id,x\na,\xff\nb,c\n");
  EXPECT_EQ(values.documents.at(0).text("x"), "\xef\xbf\xbd");
  EXPECT_EQ(values.counts.repaired, 1U);
  const Reading names = read_csv("id,\xff\na,1\nb,2\n");
  EXPECT_EQ(names.documents.at(0).text("\xef\xbf\xbd"), "1");
  EXPECT_EQ(names.counts.repaired, 2U);
}

// In time linear in their number.
TEST(Csv, MayHaveManyColumns) {
  std::string names = "id";
  std::string values = "a";
  for (int i = 0; i < 100'000; ++i) {
    names += ",column" + std::to_string(i);
    values += ",x";
  }
  const Reading reading = read_csv(names + "\n" + values + "\n");
  EXPECT_EQ(reading.documents.at(0).fields().size(), 100'001U);
}

TEST(Csv, MayHaveValuesOfAnyLength) {
  const std::string longest(3'000'000, 'x');
  const Reading reading = read_csv("id,x,y\na," + longest + ",\"" + longest + "\n\"\nb,1,2\n");
  ASSERT_EQ(reading.documents.size(), 2U);
  EXPECT_EQ(reading.documents[0].text("x"), longest);
  EXPECT_EQ(reading.documents[0].text("y"), longest + "\n");
}

TEST(Tsv, SeparatesValuesByTabs) {
  const Reading reading =
      test::read_as(SourceFormat::kTsv, "id\ttitle\na\tOne, two\nb\t\"x\ty\"\nc\td\te\n");
  ASSERT_EQ(reading.documents.size(), 2U);
  EXPECT_EQ(reading.documents[0].text("title"), "One, two");
  EXPECT_EQ(reading.documents[1].text("title"), "x\ty");
  EXPECT_EQ(reading.problem_lines(), (std::vector<std::uint64_t>{4}));
}

}  // namespace
}  // namespace lodex
