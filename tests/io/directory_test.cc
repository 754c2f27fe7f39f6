#include "io/directory.h"

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lodex/error.h"
#include "support/temporary_folder.h"

namespace lodex::io {
namespace {

using test::TemporaryFolder;

void put(Directory& directory, const std::string& name, std::string_view text) {
  const auto file = directory.create(name);
  file->append(as_bytes(text));
  file->sync();
  file->close();
}
std::string get(const Directory& directory, const std::string& name) {
  return std::string(as_text(directory.open(name)->bytes()));
}

// The same behaviour of every kind of directory.
class EveryDirectory : public ::testing::TestWithParam<bool> {
 protected:
  std::unique_ptr<Directory> make() {
    return GetParam() ? memory_directory() : make_directory(folder_ / "a/b");
  }
  TemporaryFolder folder_;
};

TEST_P(EveryDirectory, KeepsFiles) {
  const auto directory = make();
  put(*directory, "one", "first");
  put(*directory, "two", "");
  EXPECT_EQ(get(*directory, "one"), "first");
  EXPECT_EQ(get(*directory, "two"), "");
  EXPECT_EQ(directory->list(), (std::vector<std::string>{"one", "two"}));
  EXPECT_TRUE(directory->exists("one"));
  EXPECT_FALSE(directory->exists("three"));
  directory->rename("one", "two");
  EXPECT_EQ(get(*directory, "two"), "first");
  EXPECT_FALSE(directory->exists("one"));
  directory->sync();
}

TEST_P(EveryDirectory, NeverOverwritesALiveFile) {
  const auto directory = make();
  put(*directory, "one", "first");
  EXPECT_THROW((void)directory->create("one"), IoError);
}

TEST_P(EveryDirectory, SaysWhichFileIsMissing) {
  const auto directory = make();
  try {
    (void)directory->open("none");
    FAIL();
  } catch (const IoError& error) {
    EXPECT_NE(std::string(error.what()).find("none"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("No such file"), std::string::npos);
  }
  EXPECT_NO_THROW(directory->remove("none"));
  EXPECT_THROW(directory->rename("none", "other"), IoError);
}

TEST_P(EveryDirectory, OpenFilesSurviveTheirRemoval) {
  const auto directory = make();
  put(*directory, "one", "first");
  const auto file = directory->open("one");
  directory->remove("one");
  EXPECT_EQ(as_text(file->bytes()), "first");
}

TEST_P(EveryDirectory, LocksExcludeEachOtherAndEndWithTheirHolder) {
  const auto directory = make();
  auto lock = directory->lock("lock", std::chrono::milliseconds(0));
  EXPECT_THROW((void)directory->lock("lock", std::chrono::milliseconds(20)), LockError);
  lock.reset();
  EXPECT_NO_THROW((void)directory->lock("lock", std::chrono::milliseconds(0)));
}

INSTANTIATE_TEST_SUITE_P(All, EveryDirectory, ::testing::Values(false, true),
                         [](const auto& value) { return value.param ? "Memory" : "Posix"; });

TEST(PosixDirectory, OpensRegularFilesOnly) {
  const TemporaryFolder folder;
  const auto directory = open_directory(folder.path());
  folder.write("real", "x");
  std::filesystem::create_directory(folder / "folder");
  std::filesystem::create_symlink("real", folder / "link");
  ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
  EXPECT_NO_THROW((void)directory->open("real"));
  EXPECT_THROW((void)directory->open("folder"), IoError);
  EXPECT_THROW((void)directory->open("link"), IoError);
  EXPECT_THROW((void)directory->open("fifo"), IoError);
  EXPECT_EQ(directory->list(), (std::vector<std::string>{"real"}));
}

TEST(PosixDirectory, ALockDiesWithItsProcess) {
  const TemporaryFolder folder;
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto directory = open_directory(folder.path());
    const auto lock = directory->lock("lock", std::chrono::milliseconds(0));
    (void)!::write(ready[1], "x", 1);
    ::pause();
    ::_exit(0);
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  const auto directory = open_directory(folder.path());
  try {
    (void)directory->lock("lock", std::chrono::milliseconds(0));
    FAIL() << "locked twice";
  } catch (const LockError& error) {
    EXPECT_NE(std::string(error.what()).find(std::to_string(child)), std::string::npos)
        << error.what();
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_NO_THROW((void)directory->lock("lock", std::chrono::milliseconds(1000)));
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST(PosixDirectory, ALockIsFreeAlsoWhileAForkedChildLives) {
  const TemporaryFolder folder;
  const auto directory = open_directory(folder.path());
  auto lock = directory->lock("l", std::chrono::milliseconds(0));
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    // Its copy of the lock does neither free nor keep it.
    lock.reset();
    (void)!::write(ends[1], "x", 1);
    ::pause();
    ::_exit(0);
  }
  char byte = 0;
  ASSERT_EQ(::read(ends[0], &byte, 1), 1);
  EXPECT_THROW((void)directory->lock("l", std::chrono::milliseconds(0)), LockError);
  lock.reset();
  EXPECT_NE(directory->lock("l", std::chrono::milliseconds(0)), nullptr);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(FileNames, AreWhatAManifestMayName) {
  for (const char* name : {"segment_000001.seg", "a", "x-1.del"}) EXPECT_TRUE(is_file_name(name));
  for (const char* name : {"", ".", "..", "../x", "a/b", "A", "a b", ".hidden"})
    EXPECT_FALSE(is_file_name(name));
  EXPECT_FALSE(is_file_name(std::string(101, 'a')));
}

TEST(ReadFile, SaysWhatIsWrong) {
  const TemporaryFolder folder;
  folder.write("f", "text");
  EXPECT_EQ(read_file(folder / "f"), "text");
  EXPECT_THROW((void)read_file(folder / "none"), IoError);
  EXPECT_THROW((void)read_file(folder.path()), IoError);
}

}  // namespace
}  // namespace lodex::io
