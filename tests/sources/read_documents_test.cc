// Folders, single files and standard input; ids; problems; progress.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "lodex/error.h"
#include "lodex/query.h"
#include "sources/reading.h"
#include "support/temporary_folder.h"

namespace lodex {
namespace {

namespace fs = std::filesystem;
using test::Reading;
using Ids = std::vector<std::string>;

TEST(Folder, IsReadWithAllFoldersWithinInByteOrderOfPaths) {
  const test::TemporaryFolder folder;
  for (const char* name : {"b.txt", "a/x.md", "a.txt", "a-b.txt", "a/B.html", "B/c.htm",
                           "a/c/d.markdown", "\xc3\xa4.txt"}) {
    folder.write(name, "text");
  }
  const Reading reading = test::read_source(folder.path().string());
  EXPECT_EQ(reading.ids(), (Ids{"B/c.htm", "a-b.txt", "a.txt", "a/B.html", "a/c/d.markdown",
                                "a/x.md", "b.txt", "\xc3\xa4.txt"}));
  EXPECT_EQ(reading.counts.files, 8U);
  EXPECT_EQ(reading.counts.bytes, 32U);
  EXPECT_TRUE(reading.problems.empty());
}

TEST(Folder, NumbersTheRecordsOfFilesThatCanHaveSeveral) {
  const test::TemporaryFolder folder;
  folder.write("a.jsonl", "{\"x\":1}\n\nbad\n{\"x\":2}\n{\"id\":\"own\"}\n");
  folder.write("b/c.csv", "x\n1\n2\n");
  folder.write("d.ndjson", "{}");
  folder.write("e.tsv", "x\ty\n1\t2\n");
  const Reading reading = test::read_source(folder.path().string());
  EXPECT_EQ(reading.ids(), (Ids{"a.jsonl#1", "a.jsonl#3", "own", "b/c.csv#1", "b/c.csv#2",
                                "d.ndjson#1", "e.tsv#1"}));
  ASSERT_EQ(reading.problems.size(), 1U);
  EXPECT_EQ(reading.problems[0].path, (folder / "a.jsonl").string());
  EXPECT_EQ(reading.problems[0].line, 3U);
}

TEST(Folder, PassesOverHiddenAndUnknownFiles) {
  const test::TemporaryFolder folder;
  for (const char* name :
       {".hidden.txt", ".git/a.txt", "a.png", "b", "txt", "c.txt.bak", "UPPER.TXT"}) {
    folder.write(name, "text");
  }
  const Reading reading = test::read_source(folder.path().string());
  EXPECT_EQ(reading.ids(), (Ids{"UPPER.TXT"}));
  EXPECT_TRUE(reading.problems.empty());
}

TEST(Folder, OfAGivenFormatIsReadWithEveryFileInIt) {
  const test::TemporaryFolder folder;
  folder.write("a.log", "x");
  folder.write("b.md", "# y");
  folder.write(".c", "z");
  SourceOptions options;
  options.format = SourceFormat::kText;
  const Reading reading = test::read_source(folder.path().string(), options);
  EXPECT_EQ(reading.ids(), (Ids{"a.log", "b.md"}));
  EXPECT_EQ(reading.documents.at(1).text("body"), "# y");
}

TEST(Folder, FollowsLinksToFilesAndNotToFolders) {
  const test::TemporaryFolder folder;
  folder.write("a/x.txt", "text");
  fs::create_directory_symlink(folder / "a", folder / "b");
  fs::create_directory_symlink(folder.path(), folder / "a" / "loop");
  fs::create_symlink(folder / "a/x.txt", folder / "c.txt");
  const Reading reading = test::read_source(folder.path().string());
  EXPECT_EQ(reading.ids(), (Ids{"a/x.txt", "c.txt"}));
  EXPECT_TRUE(reading.problems.empty());
}

TEST(Folder, PassesOverPipes) {
  const test::TemporaryFolder folder;
  ASSERT_EQ(::mkfifo((folder / "pipe.txt").c_str(), 0600), 0);
  EXPECT_TRUE(test::read_source(folder.path().string()).documents.empty());
}

TEST(Folder, ReportsFilesThatCannotBeRead) {
  const test::TemporaryFolder folder;
  folder.write("a.txt", "text");
  fs::create_symlink("nowhere", folder / "b.txt");
  fs::create_symlink("nowhere", folder / "b.png");
  const Reading reading = test::read_source(folder.path().string());
  EXPECT_EQ(reading.ids(), (Ids{"a.txt"}));
  ASSERT_EQ(reading.problems.size(), 1U);
  EXPECT_EQ(reading.problems[0].path, (folder / "b.txt").string());
  EXPECT_EQ(reading.problems[0].line, 0U);
  EXPECT_EQ(reading.counts.skipped, 1U);
}

TEST(Folder, WhereStrictThrowsAtAFileThatCannotBeRead) {
  const test::TemporaryFolder folder;
  fs::create_symlink("nowhere", folder / "b.txt");
  SourceOptions options;
  options.strict = true;
  try {
    (void)test::read_source(folder.path().string(), options);
    FAIL() << "nothing was thrown";
  } catch (const IoError& error) {
    EXPECT_EQ(error.path(), (folder / "b.txt").string());
  }
}

TEST(Folder, ReportsFoldersThatCannotBeRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "the superuser may read everything";
  const test::TemporaryFolder folder;
  folder.write("a/x.txt", "text");
  folder.write("b.txt", "text");
  fs::permissions(folder / "a", fs::perms::none);
  const Reading reading = test::read_source(folder.path().string());
  EXPECT_EQ(reading.ids(), (Ids{"b.txt"}));
  EXPECT_EQ(reading.problems.size(), 1U);
  EXPECT_THROW((void)test::read_source((folder / "a").string()), IoError);
  fs::permissions(folder / "a", fs::perms::owner_all);
}

TEST(Folder, MayBeEmpty) {
  const test::TemporaryFolder folder;
  const Reading reading = test::read_source(folder.path().string());
  EXPECT_EQ(reading.counts.documents, 0U);
  EXPECT_EQ(reading.counts.files, 0U);
}

TEST(Folder, MayHaveNamesThatAreNotUtf8) {
  const test::TemporaryFolder folder;
  folder.write("\xff.txt", "text");
  const Reading reading = test::read_source(folder.path().string());
  EXPECT_EQ(reading.ids(), (Ids{"\ufffd.txt"}));
  EXPECT_EQ(reading.counts.repaired, 1U);
  EXPECT_EQ(reading.counts.replaced, 1U);
}

TEST(Folder, MayBeNestedDeeply) {
  const test::TemporaryFolder folder;
  std::string name;
  for (int i = 0; i < 200; ++i) name += "d/";
  folder.write(name + "x.txt", "text");
  EXPECT_EQ(test::read_source(folder.path().string()).ids(), (Ids{name + "x.txt"}));
}

TEST(SingleFile, HasItsNameAsGivenForItsId) {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("a b.txt", "one\r\ntwo\n").string();
  const Reading reading = test::read_source(path);
  ASSERT_EQ(reading.ids(), (Ids{path}));
  EXPECT_EQ(reading.documents[0].text("body"), "one\r\ntwo\n");
}

TEST(SingleFile, MayBeHidden) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(test::read_source(folder.write(".notes.txt", "x").string()).counts.documents, 1U);
}

TEST(SingleFile, OfAnUnknownKindNeedsAFormat) {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("a.log", "text").string();
  EXPECT_THROW((void)test::read_source(path), UsageError);
  SourceOptions options;
  options.format = SourceFormat::kText;
  EXPECT_EQ(test::read_source(path, options).counts.documents, 1U);
}

TEST(SingleFile, ThatIsMissingThrows) {
  const test::TemporaryFolder folder;
  for (const char* name : {"none.jsonl", "none", "none/a.txt"}) {
    EXPECT_THROW((void)test::read_source((folder / name).string()), IoError) << name;
  }
}

TEST(SingleFile, OfTextLosesItsByteOrderMarkAndNothingElse) {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("a.txt", "\xef\xbb\xbf \n<b>&amp;\xff\n").string();
  const Reading reading = test::read_source(path);
  EXPECT_EQ(reading.documents.at(0).text("body"), " \n<b>&amp;\ufffd\n");
  EXPECT_EQ(reading.counts.repaired, 1U);
}

TEST(StandardInput, IsJsonLinesUnlessAFormatIsGiven) {
  std::istringstream lines("{\"id\":\"a\"}\n{\"x\":1}\n");
  EXPECT_EQ(test::read_source("-", {}, &lines).ids(), (Ids{"a", "-#2"}));
  EXPECT_EQ(test::read_as(SourceFormat::kText, "{}").documents.at(0).text("body"), "{}");
}

TEST(StandardInput, ThatFailsThrows) {
  struct Failing : std::streambuf {
    int_type underflow() override { throw std::runtime_error("no more"); }
  } buffer;
  std::istream in(&buffer);
  EXPECT_THROW((void)test::read_source("-", {}, &in), IoError);
}

Reading read_with_ids_from(const std::string& field, std::string_view lines) {
  SourceOptions options;
  options.id_field = field;
  return test::read_as(SourceFormat::kJsonLines, lines, options);
}

TEST(Ids, ComeFromTheFieldThatIsNamed) {
  const Reading reading = read_with_ids_from("key", "{\"key\":\"a\",\"id\":\"x\"}\n{\"key\":7}\n");
  ASSERT_EQ(reading.ids(), (Ids{"a", "7"}));
  EXPECT_EQ(reading.documents[0].to_json(), R"({"key":"a","id":"a"})");
  EXPECT_EQ(reading.documents[1].to_json(), R"({"key":7,"id":"7"})");
}

TEST(Ids, ThatTheNamedFieldDoesNotGiveAreProblems) {
  const Reading reading = read_with_ids_from(
      "key", "{\"id\":\"x\"}\n{\"key\":\"\"}\n{\"key\":null}\n{\"key\":\"a\"}\n{\"key\":1.5}\n");
  EXPECT_EQ(reading.ids(), (Ids{"a"}));
  EXPECT_EQ(reading.problem_lines(), (std::vector<std::uint64_t>{1, 2, 3, 5}));
}

TEST(Ids, ThatAreIntegersBecomeTheirDigits) {
  const Reading reading = test::read_as(
      SourceFormat::kJsonLines, "{\"id\":42}\n{\"id\":-1}\n{\"id\":18446744073709551615}\n");
  EXPECT_EQ(reading.ids(), (Ids{"42", "-1", "18446744073709551615"}));
}

TEST(Ids, ThatAreNeitherStringsNorIntegersAreProblems) {
  const Reading reading = test::read_as(SourceFormat::kJsonLines,
                                        "{\"id\":1.5}\n{\"id\":true}\n{\"id\":[\"a\"]}\n{\"id\":{"
                                        "\"a\":1}}\n{\"id\":99999999999999999999}\n");
  EXPECT_TRUE(reading.documents.empty());
  EXPECT_EQ(reading.problem_lines(), (std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
  EXPECT_EQ(reading.problems[0].message,
            "the id in the field \"id\" has to be a string or an integer; found 1.5");
}

TEST(Ids, ThatAreEmptyOrNullAreTakenFromTheFile) {
  EXPECT_EQ(test::read_as(SourceFormat::kJsonLines, "{\"id\":\"\"}\n{\"id\":null}\n").ids(),
            (Ids{"-#1", "-#2"}));
}

TEST(Ids, ThatAreTooLongAreProblems) {
  const std::string longest(Limits::kMaxIdBytes, 'x');
  const Reading reading = test::read_as(
      SourceFormat::kJsonLines, "{\"id\":\"" + longest + "\"}\n{\"id\":\"" + longest + "x\"}\n");
  EXPECT_EQ(reading.ids(), (Ids{longest}));
  EXPECT_EQ(reading.problem_lines(), (std::vector<std::uint64_t>{2}));
}

TEST(Ids, OfFrontMatterMayBeIntegers) {
  EXPECT_EQ(test::read_as(SourceFormat::kMarkdown, "---\nid: 12\n---\nx").ids(), (Ids{"12"}));
}

TEST(Emitting, DocumentErrorsAreProblemsOfTheDocument) {
  std::istringstream in("{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n");
  std::vector<SourceProblem> problems;
  SourceOptions options;
  options.on_problem = [&](const SourceProblem& problem) { problems.push_back(problem); };
  const auto refuse_b = [](const Document& document) {
    if (document.id() == "b") throw DocumentError("is refused");
  };
  const SourceCounts counts = read_documents("-", refuse_b, options, &in);
  EXPECT_EQ(counts.documents, 2U);
  EXPECT_EQ(counts.skipped, 1U);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].line, 2U);
  EXPECT_EQ(problems[0].message, "is refused");
}

TEST(Emitting, OtherErrorsPassThrough) {
  const test::TemporaryFolder folder;
  for (const char* name : {"a.jsonl", "b.csv", "c.md", "d.html", "e.txt"}) {
    folder.write(std::string("x/") + name, "{\"id\": 1}\n{\"id\": 2}\n");
    const auto fail = [](Document&&) { throw IoError("the disk is full"); };
    EXPECT_THROW(read_documents((folder / "x").string(), fail), IoError) << name;
    fs::remove_all(folder / "x");
  }
}

TEST(Progress, IsToldInStepsUpToTheTotal) {
  const test::TemporaryFolder folder;
  std::string lines;
  for (int i = 0; i < 60'000; ++i) lines += "{\"id\":\"" + std::to_string(i) + "\"}\n";
  folder.write("a.jsonl", lines);
  folder.write("b.txt", std::string(1'000'000, 'x'));
  folder.write("c.txt", "x");
  const std::uint64_t all = lines.size() + 1'000'001;
  std::vector<std::uint64_t> told;
  SourceOptions options;
  options.on_progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(total, all);
    told.push_back(done);
  };
  EXPECT_EQ(test::read_source(folder.path().string(), options).counts.bytes, all);
  ASSERT_GE(told.size(), 4U);
  EXPECT_LE(told.size(), all / (256 * 1024) + 1);
  EXPECT_TRUE(std::ranges::is_sorted(told));
  EXPECT_EQ(told.back(), all);
}

TEST(Progress, OfStandardInputHasNoTotal) {
  std::uint64_t last = 0;
  SourceOptions options;
  options.on_progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(total, 0U);
    last = done;
  };
  (void)test::read_as(SourceFormat::kJsonLines, "{\"id\":\"a\"}\n", options);
  EXPECT_EQ(last, 11U);
}

}  // namespace
}  // namespace lodex
