#include "base/worker_threads.h"

#include <gtest/gtest.h>

#include <atomic>
#include <numeric>
#include <stdexcept>

namespace lodex {
namespace {

TEST(WorkerThreads, DoAllWorkOnAnyNumberOfThreads) {
  for (const unsigned count : {1U, 2U, 5U}) {
    WorkerThreads threads(count);
    EXPECT_EQ(threads.count(), count);
    std::vector<int> results(1000);
    std::vector<WorkerThreads::Handle> tasks;
    for (int i = 0; i < 1000; ++i) {
      tasks.push_back(
          threads.start([&results, i] { results[static_cast<std::size_t>(i)] = i + 1; }));
    }
    for (const auto& task : tasks) threads.finish(task);
    EXPECT_EQ(std::accumulate(results.begin(), results.end(), 0), 500'500);
  }
}

TEST(WorkerThreads, ThrowWhatTheWorkThrewToWhoeverWaitsForIt) {
  for (const unsigned count : {1U, 3U}) {
    WorkerThreads threads(count);
    const auto bad = threads.start([] { throw std::runtime_error("no"); });
    const auto good = threads.start([] {});
    EXPECT_NO_THROW(threads.finish(good));
    EXPECT_THROW(threads.finish(bad), std::runtime_error);
    EXPECT_TRUE(threads.is_done(bad));
  }
}

TEST(WorkerThreads, DropWorkThatIsCancelledBeforeItBegins) {
  WorkerThreads threads(1);  // nothing begins before someone waits
  bool ran = false;
  const auto dropped = threads.start([&ran] { ran = true; });
  const auto last = threads.start([] {});
  threads.cancel(dropped);
  threads.finish(last);
  EXPECT_FALSE(ran);
  EXPECT_TRUE(threads.is_done(dropped));
  EXPECT_NO_THROW(threads.cancel(last));
}

TEST(WorkSequence, KeepsTheOrderAndNeverDoesTwoPiecesAtOnce) {
  for (const unsigned count : {1U, 2U, 5U}) {
    WorkerThreads threads(count);
    WorkSequence sequence(threads);
    std::vector<int> done;  // not protected: pieces must not overlap
    std::atomic<int> others{0};
    std::vector<WorkerThreads::Handle> tasks;
    for (int i = 0; i < 500; ++i) {
      sequence.add([&done, i] { done.push_back(i); }, 3);
      tasks.push_back(threads.start([&others] { ++others; }));
    }
    sequence.finish();
    for (const auto& task : tasks) threads.finish(task);
    std::vector<int> expected(500);
    std::iota(expected.begin(), expected.end(), 0);
    EXPECT_EQ(done, expected);
    EXPECT_EQ(others, 500);
  }
}

TEST(WorkSequence, ThrowsAndDoesNothingAfterAnError) {
  for (const unsigned count : {1U, 2U}) {
    WorkerThreads threads(count);
    WorkSequence sequence(threads);
    bool after = false;
    sequence.add([] { throw std::runtime_error("no"); }, 10);
    EXPECT_THROW(
        {
          sequence.add([&after] { after = true; }, 10);
          sequence.finish();
        },
        std::runtime_error);
    EXPECT_FALSE(after);
  }
}

TEST(WorkSequence, WaitsAtItsEndForWhatHasBegun) {
  WorkerThreads threads(2);
  std::atomic<int> begun{0};
  std::atomic<int> ended{0};
  {
    WorkSequence sequence(threads);
    for (int i = 0; i < 20; ++i) {
      sequence.add(
          [&] {
            ++begun;
            std::this_thread::yield();
            ++ended;
          },
          100);
    }
  }
  EXPECT_EQ(begun, ended);
}

}  // namespace
}  // namespace lodex
