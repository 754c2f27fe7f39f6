// Threads that share pieces of work with the thread that gives them out.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "lodex/config.h"

namespace lodex {

// Pieces of work are begun in the order in which they were given. Who waits for one works on others
// meanwhile, so that n threads are the caller's and n - 1 more. Thread-safe, but work must not wait
// for other work.
class LODEX_API WorkerThreads {
 public:
  // All in all, at least one: the caller's.
  explicit WorkerThreads(unsigned threads);
  // Waits for the work that has begun; the rest is dropped.
  ~WorkerThreads();
  WorkerThreads(const WorkerThreads&) = delete;
  WorkerThreads& operator=(const WorkerThreads&) = delete;

  class Task;
  using Handle = std::shared_ptr<Task>;

  [[nodiscard]] Handle start(std::function<void()> work);
  // Until the work is done; throws what it threw.
  void finish(const Handle& task);
  // Drops the work, or waits for it where it has begun. What it threw is forgotten.
  void cancel(const Handle& task);
  [[nodiscard]] bool is_done(const Handle& task) const;
  [[nodiscard]] unsigned count() const { return static_cast<unsigned>(threads_.size()) + 1; }

 private:
  void work(const std::stop_token& stop);
  void run_first(std::unique_lock<std::mutex>& lock);

  mutable std::mutex mutex_;
  std::condition_variable_any work_ready_;
  std::condition_variable work_done_;
  std::deque<Handle> waiting_;
  std::vector<std::jthread> threads_;  // last, so that they end first
};

// Work that is done one piece after the other, on whichever thread is free. One thread gives it
// out.
class WorkSequence {
 public:
  explicit WorkSequence(WorkerThreads& threads) : threads_(threads) {}
  // Drops what has not begun.
  ~WorkSequence();
  WorkSequence(const WorkSequence&) = delete;
  WorkSequence& operator=(const WorkSequence&) = delete;

  // Waits while there are `most_waiting` pieces that have not begun. Throws what earlier work
  // threw.
  void add(std::function<void()> work, std::size_t most_waiting);
  // Until all is done.
  void finish();

 private:
  void run();

  WorkerThreads& threads_;
  std::mutex mutex_;
  std::deque<std::function<void()>> waiting_;
  bool running_ = false;
  WorkerThreads::Handle task_;
};

}  // namespace lodex
