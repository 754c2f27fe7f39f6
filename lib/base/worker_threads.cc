#include "base/worker_threads.h"

#include <algorithm>
#include <utility>

namespace lodex {

class WorkerThreads::Task {
 public:
  explicit Task(std::function<void()> work) : work_(std::move(work)) {}

 private:
  friend class WorkerThreads;
  std::function<void()> work_;
  bool done_ = false;
  std::exception_ptr error_;
};

WorkerThreads::WorkerThreads(unsigned threads) {
  for (unsigned i = 1; i < threads; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
}

WorkerThreads::~WorkerThreads() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

WorkerThreads::Handle WorkerThreads::start(std::function<void()> work) {
  auto task = std::make_shared<Task>(std::move(work));
  const std::lock_guard lock(mutex_);
  waiting_.push_back(task);
  work_ready_.notify_one();
  // Someone who waits for a task works on others.
  work_done_.notify_all();
  return task;
}

void WorkerThreads::run_first(std::unique_lock<std::mutex>& lock) {
  const Handle task = std::move(waiting_.front());
  waiting_.pop_front();
  lock.unlock();
  std::exception_ptr error;
  try {
    task->work_();
  } catch (...) {
    error = std::current_exception();
  }
  task->work_ = nullptr;  // what it holds goes while nobody waits for the lock
  lock.lock();
  task->error_ = error;
  task->done_ = true;
  work_done_.notify_all();
}

void WorkerThreads::finish(const Handle& task) {
  std::unique_lock lock(mutex_);
  while (!task->done_) {
    if (waiting_.empty()) {
      work_done_.wait(lock);
    } else {
      run_first(lock);
    }
  }
  if (task->error_) std::rethrow_exception(task->error_);
}

void WorkerThreads::cancel(const Handle& task) {
  std::unique_lock lock(mutex_);
  if (std::erase(waiting_, task) > 0) {
    task->done_ = true;
    return;
  }
  work_done_.wait(lock, [&] { return task->done_; });
}

bool WorkerThreads::is_done(const Handle& task) const {
  const std::lock_guard lock(mutex_);
  return task->done_;
}

void WorkerThreads::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (work_ready_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
    if (stop.stop_requested()) return;
    run_first(lock);
  }
}

WorkSequence::~WorkSequence() {
  {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
  }
  if (task_ != nullptr) threads_.cancel(task_);
}

void WorkSequence::add(std::function<void()> work, std::size_t most_waiting) {
  std::unique_lock lock(mutex_);
  const bool wait = running_ && waiting_.size() >= most_waiting;
  if (!running_ || wait) {
    lock.unlock();
    finish();
    lock.lock();
  }
  waiting_.push_back(std::move(work));
  if (std::exchange(running_, true)) return;
  lock.unlock();
  task_ = threads_.start([this] { run(); });
}

void WorkSequence::finish() {
  if (task_ == nullptr) return;
  threads_.finish(task_);
  task_.reset();
}

void WorkSequence::run() {
  std::unique_lock lock(mutex_);
  while (!waiting_.empty()) {
    const auto work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    work();
    lock.lock();
  }
  running_ = false;
}

}  // namespace lodex
