// From a function that calls back with every document to an iterator that gives the next one.
#pragma once

#include <nanobind/nanobind.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "lodex/document.h"
#include "lodex/sources.h"
#include "own_process.h"
#include "signals.h"

namespace lodex::python {

namespace nb = nanobind;

struct SourceProgress {
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};

using StreamItem = std::variant<Document, SourceProblem, SourceProgress>;

// The function runs in a thread of its own, which never touches Python, up to a queue of items
// ahead of its reader. Safe to use from any number of threads.
class StreamQueue {
 public:
  using Put = std::function<void(StreamItem&&)>;
  using Produce = std::function<void(const Put&)>;

  explicit StreamQueue(Produce produce);
  StreamQueue(const StreamQueue&) = delete;
  StreamQueue& operator=(const StreamQueue&) = delete;
  ~StreamQueue();  // ends the function at its next call of `put`

  // The next item where it is there without waiting.
  [[nodiscard]] std::optional<StreamItem> take_ready();
  // The next item, or nothing after the last one or where `signals` ended the wait. Throws what the
  // function threw, once.
  [[nodiscard]] std::optional<StreamItem> take(SignalCheck& signals);
  // Waits until there is something to take. Throws what the function threw before its first item.
  void wait_for_first(SignalCheck& signals);

 private:
  void run(const Produce& produce);
  void put(StreamItem&& item);
  bool wait(std::unique_lock<std::mutex>& lock, SignalCheck& signals);

  std::mutex taking_;             // held by one reader at a time; taken before mutex_
  std::deque<StreamItem> ready_;  // guarded by taking_
  std::mutex mutex_;              // guards the rest
  std::condition_variable filled_;
  std::condition_variable emptied_;
  std::deque<StreamItem> queue_;
  std::size_t weight_ = 0;  // of queue_
  bool stopped_ = false;
  bool done_ = false;
  std::exception_ptr error_;
  std::jthread thread_;  // last: begins when the rest is there
};

// What Python iterates over: dicts, SourceProblem and SourceProgress.
class DocumentStream {
 public:
  explicit DocumentStream(StreamQueue::Produce produce)
      : queue_(std::make_unique<StreamQueue>(std::move(produce))) {}
  ~DocumentStream();

  // Both need the GIL, and let go of it while they wait.
  void wait_for_first();
  nb::object next();

 private:
  OwnProcess<StreamQueue> queue_;
};

}  // namespace lodex::python
