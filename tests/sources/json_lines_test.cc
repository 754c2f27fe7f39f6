#include <gtest/gtest.h>

#include <vector>

#include "lodex/error.h"
#include "sources/reading.h"
#include "support/temporary_folder.h"

namespace lodex {
namespace {

using test::Reading;

Reading read_lines(std::string_view text, const SourceOptions& options = {}) {
  return test::read_as(SourceFormat::kJsonLines, text, options);
}

TEST(JsonLines, GivesOneDocumentALineWithItsFieldsInOrder) {
  const Reading reading = read_lines("{\"id\":\"a\",\"n\":1}\n{\"id\":\"b\",\"x\":[true,null]}\n");
  ASSERT_EQ(reading.documents.size(), 2U);
  EXPECT_EQ(reading.documents[0].to_json(), R"({"id":"a","n":1})");
  EXPECT_EQ(reading.documents[1].to_json(), R"({"id":"b","x":[true,null]})");
  EXPECT_EQ(reading.counts.documents, 2U);
  EXPECT_EQ(reading.counts.files, 1U);
  EXPECT_EQ(reading.counts.skipped, 0U);
  EXPECT_EQ(reading.counts.bytes, 44U);
}

TEST(JsonLines, NeedsNoLineEndAfterTheLastLine) {
  EXPECT_EQ(read_lines("{\"id\":\"a\"}\n{\"id\":\"b\"}").ids(),
            (std::vector<std::string>{"a", "b"}));
}

TEST(JsonLines, TakesTheLineEndsOfWindows) {
  EXPECT_EQ(read_lines("{\"id\":\"a\"}\r\n\r\n{\"id\":\"b\"}\r\n").ids(),
            (std::vector<std::string>{"a", "b"}));
}

TEST(JsonLines, PassesOverAByteOrderMarkAndBlankLines) {
  const Reading reading = read_lines("\xef\xbb\xbf{\"id\":\"a\"}\n\n  \t\n{\"id\":\"b\"}\n\n");
  EXPECT_EQ(reading.ids(), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(reading.problems.empty());
}

TEST(JsonLines, OfAnEmptyInputGivesNothing) {
  for (const char* text : {"", "\n", "\xef\xbb\xbf", "\xef\xbb\xbf\n\n"}) {
    const Reading reading = read_lines(text);
    EXPECT_TRUE(reading.documents.empty());
    EXPECT_TRUE(reading.problems.empty());
  }
}

TEST(JsonLines, ReportsLinesThatAreNoObjectWithTheirNumbers) {
  const Reading reading =
      read_lines("{\"id\":\"a\"}\n\nnot json\n[1]\n{\"id\":\"b\"}\n{\"id\":\"c\"} {}\n\"x\"\n");
  EXPECT_EQ(reading.ids(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(reading.problem_lines(), (std::vector<std::uint64_t>{3, 4, 6, 7}));
  EXPECT_EQ(reading.counts.skipped, 4U);
  EXPECT_EQ(reading.problems[0].path, "standard input");
  EXPECT_NE(reading.problems[0].message.find("is not a JSON object"), std::string::npos);
}

TEST(JsonLines, WhereStrictThrowsWithFileAndLineAtTheFirstProblem) {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("x.jsonl", "{\"id\":\"a\"}\n{\"id\":\n{").string();
  SourceOptions options;
  options.strict = true;
  std::vector<std::string> ids;
  try {
    read_documents(path, [&](Document&& d) { ids.emplace_back(d.id()); }, options);
    FAIL() << "nothing was thrown";
  } catch (const DocumentError& error) {
    EXPECT_EQ(error.path(), path);
    EXPECT_EQ(std::string(error.what()).find(path + ":2: "), 0U) << error.what();
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"a"}));
}

// Lines around the size of a block and of the buffer, which grows, in every order.
TEST(JsonLines, MayHaveLinesOfAnyLength) {
  std::string text;
  std::vector<std::size_t> sizes;
  for (const std::size_t size : {10U, 262'100U, 262'144U, 262'200U, 100U, 5'000'000U, 10U, 600'000U,
                                 131'072U, 1U, 40'000'000U, 7U}) {
    sizes.push_back(size);
    text += "{\"id\":\"" + std::to_string(sizes.size()) + "\",\"body\":\"";
    text.append(size, static_cast<char>('a' + sizes.size())).append("\"}\n");
  }
  const Reading reading = read_lines(text);
  ASSERT_EQ(reading.documents.size(), sizes.size());
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    EXPECT_EQ(reading.documents[i].text("body"), std::string(sizes[i], static_cast<char>('b' + i)));
  }
  EXPECT_EQ(reading.counts.bytes, text.size());
}

// Every place of a line end relative to the end of a block.
TEST(JsonLines, MayHaveLineEndsAnywhereInABlock) {
  constexpr std::size_t kBlock = 256 * 1024;
  for (std::size_t shift = 0; shift < 8; ++shift) {
    std::string text = "{\"id\":\"a\",\"x\":\"";
    text.append(kBlock - text.size() - 2 - 4 + shift, 'x').append("\"}\n{\"id\":\"b\"}\n");
    EXPECT_EQ(read_lines(text).ids(), (std::vector<std::string>{"a", "b"})) << shift;
  }
}

TEST(JsonLines, CountsDocumentsInWhichInvalidUtf8WasReplaced) {
  const Reading reading =
      read_lines("{\"id\":\"a\",\"t\":\"\xff\"}\n{\"id\":\"b\",\"t\":\"\xc3\xa4\"}\n");
  ASSERT_EQ(reading.documents.size(), 2U);
  EXPECT_EQ(reading.documents[0].text("t"), "\xef\xbf\xbd");
  EXPECT_EQ(reading.documents[1].text("t"), "\xc3\xa4");
  EXPECT_EQ(reading.counts.repaired, 1U);
  EXPECT_EQ(reading.counts.skipped, 0U);
}

}  // namespace
}  // namespace lodex
