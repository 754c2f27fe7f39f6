// The table of engines, and what is said of places that no engine reads.
#include "engine/registry.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/xapian_place.h"
#include "lodex/error.h"
#include "support/temporary_folder.h"

namespace lodex::engine {
namespace {

namespace fs = std::filesystem;

void write_file(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string message_of_open(const fs::path& path) {
  try {
    (void)Index::open(path);
  } catch (const Error& error) {
    return error.what();
  }
  return "opened";
}

TEST(Registry, FindsTheNativeEngineByNameAndPlace) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(engine_named("native").name, "native");
  const fs::path path = folder.path() / "index";
  EXPECT_FALSE(has_index(path));
  (void)Index::create(path, Schema{});
  EXPECT_TRUE(has_index(path));
  EXPECT_EQ(engine_at(path).name, "native");
  EXPECT_THROW((void)engine_named("nowhere"), UsageError);
}

// An engine that sees an index in every file "mine" and opens one in memory instead.
EngineKind engine_of_test() {
  EngineKind kind = engine_named("native");
  kind.name = "of-test";
  kind.is_there = [](const fs::path& place) { return place.filename() == "mine"; };
  kind.open = [](const std::vector<fs::path>&, const OpenOptions&) {
    return engine_named("native").in_memory(Schema{}.keyword("seen"));
  };
  return kind;
}

TEST(Registry, HandsPlacesToTheEngineThatKnowsThem) {
  register_engine(engine_of_test());
  register_engine(engine_of_test());  // takes the place of the first
  const Index index = Index::open("/nowhere/mine");
  EXPECT_NE(index.schema().find("seen"), nullptr);
  EXPECT_NO_THROW((void)Index::open(std::vector<fs::path>{"/a/mine", "/b/mine"}));
  EXPECT_THROW((void)Index::open("/nowhere/yours"), IoError);
}

TEST(Registry, OpensSeveralPlacesOnlyOfOneEngineThatCan) {
  register_engine(engine_of_test());
  const test::TemporaryFolder folder;
  const fs::path native = folder.path() / "index";
  (void)Index::create(native, Schema{});
  EXPECT_THROW((void)Index::open(std::vector<fs::path>{"/a/mine", native}), UsageError);
  EXPECT_THROW((void)Index::open(std::vector<fs::path>{native, native}), UsageError);
  EXPECT_THROW((void)Index::open(std::vector<fs::path>{}), UsageError);
  EXPECT_THROW((void)Index::open(native, {.mapping = "mu"}), UsageError);
}

TEST(XapianPlace, IsKnownByItsFiles) {
  const test::TemporaryFolder folder;
  for (const char* name : {"iamglass", "iamchert", "XAPIANDB"}) {
    const fs::path path = folder.path() / (std::string("with-") + name);
    fs::create_directory(path);
    EXPECT_FALSE(is_xapian_place(path));
    write_file(path / name, "");
    EXPECT_TRUE(is_xapian_place(path)) << name;
  }
  const fs::path file = folder.path() / "file";
  const auto is_database = [&](std::string_view text) {
    write_file(file, text);
    return is_xapian_place(file);
  };
  EXPECT_TRUE(is_database("\x0f\x0dXapian Glass\x01\x02"));
  EXPECT_TRUE(is_database("# the mail\n\nauto mail\nglass /var/mail.db\n"));
  EXPECT_TRUE(is_database("remote 127.0.0.1:7000"));
  EXPECT_TRUE(is_database("inmemory"));
  EXPECT_FALSE(is_database("automatic\n"));
  EXPECT_FALSE(is_database("auto"));
  EXPECT_FALSE(is_database("words\nauto mail\n"));
  EXPECT_FALSE(is_database("# nothing\n"));
  EXPECT_FALSE(is_database(""));
  EXPECT_FALSE(is_xapian_place(folder.path() / "nothing"));
}

TEST(XapianPlace, OfAServerHasHostAndPort) {
  EXPECT_FALSE(xapian_remote("/var/xapian").has_value());
  const auto local = xapian_remote("xapian+tcp://localhost:7000");
  ASSERT_TRUE(local.has_value());
  EXPECT_EQ(local->host, "localhost");
  EXPECT_EQ(local->port, 7000U);
  EXPECT_EQ(xapian_remote("xapian+tcp://[::1]:65535")->host, "::1");
  for (const char* wrong :
       {"xapian+tcp://", "xapian+tcp://host", "xapian+tcp://:70", "xapian+tcp://host:0",
        "xapian+tcp://host:65536", "xapian+tcp://host:7x"}) {
    EXPECT_THROW((void)xapian_remote(wrong), UsageError) << wrong;
  }
}

// This program has no engine over Xapian.
TEST(XapianPlace, WithoutItsEngineIsNamedAsWhatItIs) {
  const test::TemporaryFolder folder;
  write_file(folder.path() / "iamglass", "");
  EXPECT_NE(message_of_open(folder.path())
                .find("is a Xapian database, and this program was built "
                      "without"),
            std::string::npos);
  EXPECT_NE(message_of_open("xapian+tcp://localhost:7000").find("lodex::xapian"),
            std::string::npos);
}

}  // namespace
}  // namespace lodex::engine
