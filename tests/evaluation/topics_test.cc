#include <gtest/gtest.h>

#include "lodex/error.h"
#include "lodex/evaluation.h"
#include "support/temporary_folder.h"

namespace lodex {
namespace {

TEST(LoadTopics, ReadsIdAndTextOfEachLine) {
  const test::TemporaryFolder folder;
  const auto topics =
      load_topics(folder.write("q", "\xef\xbb\xbfq1\tfirst query\r\n\nq2\ta\tb\nq3\t\n").string());
  ASSERT_EQ(topics.size(), 3U);
  EXPECT_EQ(topics[0].id, "q1");
  EXPECT_EQ(topics[0].text, "first query");
  EXPECT_EQ(topics[1].text, "a\tb");
  EXPECT_EQ(topics[2].text, "");
}

TEST(LoadTopics, NamesTheLineThatIsNone) {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("q", "q1\tfirst\nno tab here\n").string();
  try {
    (void)load_topics(path);
    FAIL();
  } catch (const DocumentError& error) {
    EXPECT_NE(std::string(error.what()).find(path + ":2: expected id<TAB>text"), std::string::npos)
        << error.what();
  }
  EXPECT_THROW((void)load_topics((folder / "none").string()), IoError);
}

}  // namespace
}  // namespace lodex
