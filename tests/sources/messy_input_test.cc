// Input of the kinds that the world has: random bytes, the conformance files of others.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include "base/utf8.h"
#include "lodex/error.h"
#include "lodex/query.h"
#include "sources/reading.h"
#include "support/random_text.h"
#include "support/temporary_folder.h"

namespace lodex {
namespace {

namespace fs = std::filesystem;
using test::Reading;

constexpr SourceFormat kFormats[] = {SourceFormat::kJsonLines, SourceFormat::kCsv,
                                     SourceFormat::kTsv,       SourceFormat::kMarkdown,
                                     SourceFormat::kHtml,      SourceFormat::kText};

// Pieces that mean something to one format or another.
constexpr const char* kPieces[] = {"{\"id\":",
                                   "\"a\"",
                                   "}",
                                   "\n",
                                   "\r\n",
                                   "\r",
                                   ",",
                                   "\t",
                                   "\"",
                                   "'",
                                   "---\n",
                                   "- x",
                                   "key: value\n",
                                   "[",
                                   "]",
                                   "](",
                                   "<",
                                   ">",
                                   "</",
                                   "<!--",
                                   "-->",
                                   "<p>",
                                   "<pre>",
                                   "<script>",
                                   "</script>",
                                   "<title>",
                                   "<svg>",
                                   "<template>",
                                   "&amp;",
                                   "&#x",
                                   "&notin",
                                   "#",
                                   "# ",
                                   "| a | b |\n|--|--|\n",
                                   "```\n",
                                   "`",
                                   "*",
                                   "~~",
                                   "> ",
                                   "\xef\xbb\xbf",
                                   "\xc3",
                                   "\xf0\x9f",
                                   " ",
                                   "    ",
                                   ": |\n",
                                   "\\",
                                   "1e9",
                                   "- [x] ",
                                   "=",
                                   "<a b=\"",
                                   "text"};

std::string random_input(test::Random& random) {
  std::string text;
  const std::size_t parts = random.below(60);
  for (std::size_t i = 0; i < parts; ++i) {
    if (random.chance(0.1)) {
      text += random.bytes(random.below(20));
    } else {
      text += kPieces[random.below(std::size(kPieces))];
    }
  }
  return random.chance(0.2) ? "---\n" + text + "\n---\n" + text : text;
}

void expect_valid(const Reading& reading) {
  EXPECT_EQ(reading.counts.documents, reading.documents.size());
  EXPECT_EQ(reading.counts.skipped, reading.problems.size());
  for (const Document& document : reading.documents) {
    EXPECT_FALSE(document.id().empty());
    for (const Field& field : document.fields()) {
      EXPECT_TRUE(is_valid_utf8(field.name));
      EXPECT_TRUE(is_valid_utf8(field.value.to_text()));
    }
  }
}

TEST(RandomInput, GivesValidDocumentsOrProblemsInEveryFormat) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = random_input(random);
    for (const SourceFormat format : kFormats) {
      const Reading reading = test::read_as(format, text);
      expect_valid(reading);
      ASSERT_FALSE(::testing::Test::HasFailure()) << "round " << round;
      EXPECT_EQ(reading.counts.bytes, text.size());
    }
  }
}

TEST(RandomInput, OfBytesAloneGivesValidDocumentsOrProblems) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (const std::size_t size : {1U, 7U, 100U, 5'000U, 700'000U}) {
    const std::string text = random.bytes(size);
    for (const SourceFormat format : kFormats) expect_valid(test::read_as(format, text));
  }
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

TEST(LongInput, OfOneLineIsReadInEveryFormat) {
  const std::string words = repeated("word ", 800'000);
  for (const SourceFormat format :
       {SourceFormat::kText, SourceFormat::kMarkdown, SourceFormat::kHtml}) {
    const Reading reading = test::read_as(format, words);
    ASSERT_EQ(reading.counts.documents, 1U);
    EXPECT_GE(reading.documents[0].text("body").size(), words.size() - 1);
    EXPECT_EQ(reading.counts.repaired, 0U);
  }
  const Reading lines = test::read_as(
      SourceFormat::kJsonLines, "{\"id\":\"a\",\"body\":\"" + words + "\"}\n{\"id\":\"b\"}\n");
  ASSERT_EQ(lines.counts.documents, 2U);
  EXPECT_EQ(lines.documents[0].text("body"), words);
  const Reading table = test::read_as(SourceFormat::kCsv, "id,body\na,\"" + words + "\"\nb,x\n");
  ASSERT_EQ(table.counts.documents, 2U);
  EXPECT_EQ(table.documents[0].text("body"), words);
}

// Deep nesting and openings without an end, for which readers are known to take the square of the
// time, or the stack.
TEST(LongInput, ThatNestsWithoutEndIsReadOrRefusedInEveryFormat) {
  for (const char* piece :
       {"[",          "[a](",   "![",      "*a",    "_a*", "`a``", "> ",      "- ",
        "<a",         "<!--",   "|",       "<div>", "<b>", "<a>",  "<table>", "<svg>",
        "<template>", "<p><i>", "<a b=\"", "&",     "\"",  ",",    "{\"a\":", "\\u0000"}) {
    const std::string text = repeated(piece, 60'000);
    for (const SourceFormat format : kFormats) {
      SCOPED_TRACE(piece);
      expect_valid(test::read_as(format, text));
    }
  }
}

TEST(BrokenInput, IsCountedOnceADocument) {
  const std::string broken = "\xff \xc0\xaf \xed\xa0\x80 \xf0\x9f";
  const Reading text = test::read_as(SourceFormat::kText, broken);
  EXPECT_EQ(text.counts.repaired, 1U);
  const Reading lines = test::read_as(
      SourceFormat::kJsonLines, "{\"id\":\"a\",\"b\":\"" + broken +
                                    "\"}\n{\"id\":\"b\"}\n{\"id\":\"c\",\"b\":\"\\ud800\"}\n");
  EXPECT_EQ(lines.counts.documents, 2U);
  EXPECT_EQ(lines.counts.repaired, 1U);
  EXPECT_EQ(lines.counts.skipped, 1U);
}

TEST(EmptyInput, OfManyDocumentsIsCounted) {
  const Reading reading = test::read_as(SourceFormat::kJsonLines, repeated("{}\n", 1'000'000));
  EXPECT_EQ(reading.counts.documents, 1'000'000U);
  EXPECT_EQ(reading.counts.skipped, 0U);
}

const fs::path kMessy = fs::path(LODEX_SHARED_DATA) / "messy";

// Calls `check` with the text of each file whose name holds `part`; false where there is none.
bool each_file(const fs::path& folder, std::string_view part,
               const std::function<void(const std::string& name, const std::string& text)>& check) {
  if (!fs::is_directory(folder)) return false;
  bool found = false;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.find(part) == std::string::npos) continue;
    found = true;
    check(name, test::read_text(entry.path()));
  }
  return found;
}

TEST(JsonConformance, TextsThatAreJsonAreRead) {
  const bool found =
      each_file(kMessy / "json_conformance", "_y_", [](const auto& name, const auto& text) {
        if (text.find_first_not_of(" \n") == text.find('{')) {
          EXPECT_NO_THROW((void)Document::from_json(text)) << name;
        }
        // The others are values of a document.
        EXPECT_NO_THROW((void)Document::from_json("{\"value\":" + text + "}")) << name;
      });
  if (!found) GTEST_SKIP() << "no files in " << kMessy;
}

TEST(JsonConformance, TextsThatAreNotJsonAreRefused) {
  const bool found =
      each_file(kMessy / "json_conformance", "_n_", [](const auto& name, const auto& text) {
        EXPECT_THROW((void)Document::from_json(text), DocumentError) << name;
      });
  if (!found) GTEST_SKIP() << "no files in " << kMessy;
}

// Texts that a reader may take or refuse: either is fine, as long as it is one of them.
TEST(JsonConformance, TextsOfUnclearStateAreReadOrRefused) {
  const bool found =
      each_file(kMessy / "json_conformance", "_i_", [](const auto& name, const auto& text) {
        for (const std::string& json : {text, "{\"value\":" + text + "}"}) {
          try {
            const Document document = Document::from_json(json);
            EXPECT_TRUE(is_valid_utf8(document.to_json())) << name;
          } catch (const DocumentError&) {
            continue;
          }
        }
      });
  if (!found) GTEST_SKIP() << "no files in " << kMessy;
}

TEST(JsonConformance, FilesGiveDocumentsOrProblemsAsJsonLines) {
  const bool found =
      each_file(kMessy / "json_conformance", ".json", [](const auto& name, const auto& text) {
        SCOPED_TRACE(name);
        expect_valid(test::read_as(SourceFormat::kJsonLines, text));
      });
  if (!found) GTEST_SKIP() << "no files in " << kMessy;
}

TEST(Utf8Conformance, BytesAreRepairedAsTheReferenceSays) {
  const fs::path folder = kMessy / "utf8_conformance";
  const fs::path broken = folder / "utf8tests__utf8tests.bin";
  if (!fs::exists(broken)) GTEST_SKIP() << "no file " << broken;
  SourceOptions options;
  options.format = SourceFormat::kText;
  const Reading reading = test::read_source(broken.string(), options);
  EXPECT_EQ(reading.documents.at(0).text("body"),
            test::read_text(folder / "utf8tests__artifacts_utf8.replace.ref.txt"));
  EXPECT_EQ(reading.counts.repaired, 1U);
}

TEST(NaughtyStrings, AreReadInEveryFormat) {
  const bool found = each_file(kMessy / "naughty", "", [](const auto& name, const auto& text) {
    SCOPED_TRACE(name);
    for (const SourceFormat format : kFormats) expect_valid(test::read_as(format, text));
  });
  if (!found) GTEST_SKIP() << "no files in " << kMessy;
}

TEST(MessyInput, WhatIsReplacedInARefusedDocumentIsNotCounted) {
  const std::string id(Limits::kMaxIdBytes + 1, 'x');
  const Reading reading =
      test::read_as(SourceFormat::kJsonLines,
                    "{\"id\":\"" + id + "\",\"a\":\"\xff\"}\n{\"id\":\"b\",\"a\":\"\xff\xff\"}\n");
  EXPECT_EQ(reading.counts.skipped_documents, 1U);
  EXPECT_EQ(reading.counts.documents, 1U);
  EXPECT_EQ(reading.counts.repaired, 1U);
  EXPECT_EQ(reading.counts.replaced, 2U);
}

}  // namespace
}  // namespace lodex
