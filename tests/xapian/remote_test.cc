// SPDX-License-Identifier: GPL-2.0-or-later
// Databases served by xapian-tcpsrv on the loopback interface.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "lodex/lodex.h"
#include "support/hits.h"
#include "support/temporary_folder.h"

namespace lodex::xapian {
namespace {

using test::Ids;
using test::ids;

sockaddr_in loopback(unsigned port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// One that nobody listens at.
unsigned free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  const auto* const plain = reinterpret_cast<const sockaddr*>(&address);
  EXPECT_EQ(::bind(socket, plain, size), 0);
  EXPECT_EQ(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size), 0);
  ::close(socket);
  return ntohs(address.sin_port);
}

class Server {
 public:
  Server(std::string database, unsigned port, bool writable = false)
      : database_(std::move(database)), port_(port), writable_(writable) {
    start();
  }
  ~Server() { stop(); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start() {
    process_ = fork();
    if (process_ == 0) {
      // Its children, one for each connection, end with it.
      setpgid(0, 0);
      const int nowhere = open("/dev/null", O_RDWR);
      dup2(nowhere, STDOUT_FILENO);
      dup2(nowhere, STDERR_FILENO);
      const std::string port = std::to_string(port_);
      execlp("xapian-tcpsrv", "xapian-tcpsrv", "--interface", "127.0.0.1", "--port", port.c_str(),
             "--quiet", writable_ ? "--writable" : database_.c_str(),
             writable_ ? database_.c_str() : nullptr, nullptr);
      _exit(127);
    }
    wait_until_it_listens();
  }
  void stop() {
    if (process_ <= 0) return;
    kill(-process_, SIGKILL);
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = 0;
  }
  [[nodiscard]] std::string url() const {
    return "xapian+tcp://127.0.0.1:" + std::to_string(port_);
  }

 private:
  void wait_until_it_listens() const {
    for (int i = 0; i < 500; ++i) {
      const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
      const sockaddr_in address = loopback(port_);
      const int connected =
          ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
      ::close(socket);
      if (connected == 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    FAIL() << "xapian-tcpsrv does not listen";
  }

  std::string database_;
  unsigned port_;
  bool writable_;
  pid_t process_ = 0;
};

class Remote : public ::testing::Test {
 protected:
  void SetUp() override {
    Index index = Index::create(folder_ / "db", Schema{}.text("title").text("body").keyword("tag"),
                                {.engine = "xapian"});
    Writer writer = index.writer();
    for (int i = 0; i < 300; ++i) {
      Value::List tags{std::string("t") + std::to_string(i % 3)};
      if (i % 5 == 0) tags.emplace_back("fifth");
      writer.upsert(Document{{"id", std::to_string(i)},
                             {"title", "title " + std::to_string(i % 7)},
                             {"body", std::string(i % 2 == 0 ? "even" : "odd") + " number word" +
                                          std::to_string(i % 11)},
                             {"tag", std::move(tags)}});
    }
    writer.commit();
  }
  [[nodiscard]] Searcher local() const { return Index::open(folder_ / "db").searcher(); }

  test::TemporaryFolder folder_;
};

TEST_F(Remote, FindsTheDocumentsThatAreFoundLocally) {
  const Server server((folder_ / "db").string(), free_port());
  const Index index = Index::open(server.url());
  EXPECT_EQ(index.path(), server.url());
  EXPECT_EQ(index.stats().documents, 300U);
  const Searcher remote = index.searcher();
  const Searcher here = local();
  for (const char* query :
       {"even", "word3 odd", "+word1 -even", "\"odd number\"", "tag:fifth", "wor*", "word5~1",
        "title:3 OR word2", "tag:t1..t2", "number NEAR/2 word4", "*"}) {
    const SearchOptions options{.limit = 1000, .facets = {"tag"}, .exact_total = true};
    const Results expected = here.search(query, options);
    const Results got = remote.search(query, options);
    Ids sorted = ids(got);
    Ids known = ids(expected);
    std::ranges::sort(sorted);
    std::ranges::sort(known);
    EXPECT_EQ(sorted, known) << query;
    EXPECT_EQ(got.total, expected.total) << query;
    EXPECT_EQ(got.facets[0].counts, expected.facets[0].counts) << query;
    EXPECT_FALSE(got.notes.empty()) << query;
    EXPECT_EQ(remote.count(query), expected.total) << query;
  }
  const Results page = remote.search("even", {.limit = 10, .exact_total = true});
  EXPECT_EQ(page[0].document(), here.get(page[0].id));
  EXPECT_NE(page[0].snippet("body").find("<mark>even</mark>"), std::string::npos);
  const Results next = remote.search("even", {.limit = 10, .after = page.hits.back().cursor()});
  EXPECT_EQ(ids(next), ids(remote.search("even", {.limit = 10, .offset = 10})));
  EXPECT_EQ(remote.terms("tag").size(), here.terms("tag").size());
  EXPECT_THROW((void)remote.search("even", {.sort = {{"tag", false}}}), QueryError);
  // Its scores are Xapian's own.
  EXPECT_THROW((void)remote.explain("even", page[0].id), QueryError);
  EXPECT_THROW((void)page[0].explain(), QueryError);
  EXPECT_THROW((void)Index::check(server.url()), UsageError);
}

TEST_F(Remote, CollapsesHitsAsTheyAreRanked) {
  const Server server((folder_ / "db").string(), free_port());
  const Searcher remote = Index::open(server.url()).searcher();
  for (const char* query : {"even", "word3 odd", "tag:fifth word1"}) {
    const Results all = remote.search(query, {.limit = 1000, .exact_total = true});
    for (const std::size_t per_value : {1, 2}) {
      Ids expected;
      std::map<std::string, std::size_t> met;
      for (const Hit& hit : all) {
        // "fifth" is below the others.
        const int number = std::stoi(hit.id);
        const std::string tag = number % 5 == 0 ? "fifth" : "t" + std::to_string(number % 3);
        if (++met[tag] <= per_value) expected.push_back(hit.id);
      }
      SearchOptions options{.collapse = Collapse{"tag", per_value}, .exact_total = true};
      const Results found = remote.search(query, options);
      EXPECT_EQ(ids(found), expected) << query;
      EXPECT_EQ(found.total, all.total) << query;
      options.facets = {"tag"};
      const Results counted = remote.search(query, options);
      EXPECT_EQ(ids(counted), expected) << query;
      EXPECT_EQ(counted.total, all.total) << query;
      EXPECT_EQ(counted.facets[0].counts,
                remote.search(query, {.facets = {"tag"}}).facets[0].counts);
      for (const Hit& hit : found) EXPECT_FALSE(hit.collapse_value().is_null());
    }
  }
}

TEST_F(Remote, CannotCollapseByAFieldThatIsEmptyInADocument) {
  {
    Index index = Index::open(folder_ / "db");
    Writer writer = index.writer();
    writer.upsert({{"id", "empty"}, {"body", "even"}, {"tag", ""}});
    writer.commit();
  }
  const Server server((folder_ / "db").string(), free_port());
  const Searcher remote = Index::open(server.url()).searcher();
  EXPECT_THROW((void)remote.search("even", {.collapse = Collapse{"tag"}}), QueryError);
  EXPECT_EQ(local().search("even", {.collapse = Collapse{"tag"}}).size(), 5U);
}

TEST_F(Remote, AStubFileMayNameTheServer) {
  const unsigned port = free_port();
  const Server server((folder_ / "db").string(), port);
  const auto stub = folder_.write("stub", "remote 127.0.0.1:" + std::to_string(port) + "\n");
  const Results results = Index::open(stub).searcher().search("word1", {.exact_total = true});
  EXPECT_EQ(results.total, local().count("word1"));
  EXPECT_FALSE(results.notes.empty());
}

TEST_F(Remote, IsAnIoErrorWhileTheServerIsGoneAndWorksWhenItIsBack) {
  Server server((folder_ / "db").string(), free_port());
  const Index index = Index::open(server.url());
  const Searcher searcher = index.searcher();
  const Results before = searcher.search("even", {.limit = 3});
  ASSERT_EQ(before.size(), 3U);
  server.stop();
  EXPECT_THROW((void)searcher.search("even"), IoError);
  EXPECT_THROW((void)before[0].document(), IoError);
  EXPECT_THROW((void)index.searcher(), IoError);
  server.start();
  EXPECT_EQ(ids(searcher.search("even", {.limit = 3})), ids(before));
  EXPECT_EQ(before[0].document().id(), before[0].id);
  // Restarted between two searches: the second does not see it.
  server.stop();
  server.start();
  EXPECT_EQ(ids(index.searcher().search("even", {.limit = 3})), ids(before));
}

TEST_F(Remote, KilledWhileItIsSearchedIsAnIoErrorAndNothingElse) {
  Server server((folder_ / "db").string(), free_port());
  const Searcher searcher = Index::open(server.url()).searcher();
  std::size_t answered = 0;
  std::thread killer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    server.stop();
  });
  EXPECT_THROW(
      {
        for (;; ++answered) (void)searcher.search("even odd wor*", {.limit = 300});
      },
      IoError);
  killer.join();
  EXPECT_GT(answered, 0U);
  server.start();
  EXPECT_EQ(searcher.search("even", {.exact_total = true}).total, 150U);
}

TEST_F(Remote, IsWrittenToWhereTheServerTakesIt) {
  const Server server((folder_ / "db").string(), free_port(), true);
  Index index = Index::open(server.url());
  Writer writer = index.writer();
  EXPECT_THROW((void)index.writer(), LockError);
  writer.upsert({{"id", "new"}, {"body", "quite new"}});
  writer.upsert({{"id", "7"}, {"body", "another seventh"}, {"tag", "fifth"}});
  EXPECT_TRUE(writer.erase("8"));
  EXPECT_FALSE(writer.erase("8"));
  EXPECT_FALSE(writer.erase("never"));
  EXPECT_EQ(local().document_count(), 300U);
  const CommitInfo info = writer.commit();
  EXPECT_EQ(info.documents, 300U);
  EXPECT_EQ(info.upserted, 2U);
  EXPECT_EQ(info.deleted, 1U);
  EXPECT_EQ(ids(local().search("quite")), Ids{"new"});
  EXPECT_EQ(local().get("7")->text("body"), "another seventh");
  EXPECT_FALSE(local().get("8").has_value());
  EXPECT_EQ(ids(index.searcher().search("seventh")), Ids{"7"});

  // The last change of an id counts, as it does locally.
  writer.upsert({{"id", "new"}, {"body", "gone soon"}});
  EXPECT_TRUE(writer.erase("new"));
  writer.upsert({{"id", "9"}, {"body", "first try"}});
  EXPECT_TRUE(writer.erase("9"));
  writer.upsert({{"id", "9"}, {"body", "second try"}});
  EXPECT_EQ(writer.commit().documents, 299U);
  EXPECT_EQ(ids(local().search("try")), Ids{"9"});
  EXPECT_EQ(local().get("9")->text("body"), "second try");
  EXPECT_TRUE(Index::check(folder_ / "db").ok());
}

TEST_F(Remote, WhatIsNotCommittedNeverReachesTheServer) {
  const Server server((folder_ / "db").string(), free_port(), true);
  Index index = Index::open(server.url());
  {
    Writer writer = index.writer();
    writer.upsert({{"id", "new"}, {"body", "rolled"}});
    writer.erase("1");
    writer.rollback();
    writer.upsert({{"id", "newer"}, {"body", "kept"}});
    writer.commit();
    writer.upsert({{"id", "newest"}, {"body", "left"}});
  }
  EXPECT_EQ(ids(local().search("rolled kept left")), Ids{"newer"});
  EXPECT_TRUE(local().get("1").has_value());
  // The connection has ended, and with it the lock.
  Writer next = Index::open(server.url()).writer({.lock_timeout = std::chrono::seconds(5)});
  next.upsert({{"id", "next"}, {"body", "kept"}});
  next.commit();
  EXPECT_EQ(local().count("kept"), 2U);
}

TEST_F(Remote, ChangesThatWaitAreLimitedByTheMemoryOfTheWriter) {
  const Server server((folder_ / "db").string(), free_port(), true);
  Writer writer = Index::open(server.url()).writer({.memory = std::size_t{1} << 20});
  const std::string text(400'000, 'x');
  EXPECT_THROW(
      {
        for (int i = 0; i < 10; ++i) {
          writer.upsert({{"id", "big" + std::to_string(i)}, {"body", text}});
        }
      },
      LimitError);
  // Nothing is lost: what waits can be committed, and then there is room again.
  const std::uint64_t committed = writer.commit().upserted;
  EXPECT_GT(committed, 0U);
  writer.upsert({{"id", "after"}, {"body", text}});
  EXPECT_EQ(writer.commit().documents, 300 + committed + 1);
}

TEST_F(Remote, IsReadOnlyWhereTheServerIs) {
  const Server server((folder_ / "db").string(), free_port());
  const unsigned port = static_cast<unsigned>(std::stoul(server.url().substr(23)));
  const auto stub = folder_.write("stub", "remote 127.0.0.1:" + std::to_string(port) + "\n");
  for (const std::string& place : {server.url(), stub.string()}) {
    try {
      (void)Index::open(place).writer();
      FAIL() << place;
    } catch (const UsageError& error) {
      EXPECT_NE(std::string(error.what()).find("the server only reads"), std::string::npos)
          << error.what();
    }
  }
}

TEST_F(Remote, SaysThatNobodyListens) {
  EXPECT_THROW((void)Index::open("xapian+tcp://127.0.0.1:" + std::to_string(free_port())), IoError);
  EXPECT_THROW((void)Index::open("xapian+tcp://127.0.0.1"), UsageError);
}

}  // namespace
}  // namespace lodex::xapian
