#include "search_all.h"

#include <nanobind/nanobind.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "signals.h"

namespace lodex::python {
namespace {

namespace nb = nanobind;

// The searches of one call: threads take the next query until none is left or one failed.
class Batch {
 public:
  Batch(const Searcher& searcher, const std::vector<Query>& queries, const SearchOptions& options)
      : searcher_(searcher), queries_(queries), options_(options), results_(queries.size()) {}

  // On the calling thread.
  void run_here(SignalCheck& signals) {
    work([&] { return signals.interrupted(); });
  }
  // On others, while this one waits for them and for signals.
  void run_on(unsigned threads, SignalCheck& signals) {
    std::vector<std::jthread> workers;
    running_ = threads;
    for (unsigned i = 0; i < threads; ++i) {
      workers.emplace_back([this] {
        work([this] { return stopped_.load(std::memory_order_relaxed); });
        const std::lock_guard lock(mutex_);
        --running_;
        finished_.notify_all();
      });
    }
    std::unique_lock lock(mutex_);
    while (!finished_.wait_for(lock, SignalCheck::kInterval, [this] { return running_ == 0; })) {
      lock.unlock();
      if (signals.interrupted()) stopped_ = true;
      lock.lock();
    }
  }

  [[nodiscard]] std::vector<Results> finish() {
    if (error_) std::rethrow_exception(error_);
    return std::move(results_);
  }

 private:
  template <class Cancelled>
  void work(const Cancelled& cancelled) {
    SearchOptions options = options_;
    options.cancelled = cancelled;
    for (std::size_t i = 0; !cancelled() && (i = next_++) < queries_.size();) {
      try {
        results_[i] = searcher_.search(queries_[i], options);
      } catch (...) {
        fail(i, std::current_exception());
        return;
      }
    }
  }

  // Queries are taken in order, so that none before the first one that fails is left out.
  void fail(std::size_t query, std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    next_ = queries_.size();
    if (error_ && failed_ < query) return;
    failed_ = query;
    error_ = std::move(error);
  }

  const Searcher& searcher_;
  const std::vector<Query>& queries_;
  const SearchOptions& options_;
  std::vector<Results> results_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;  // guards the rest
  std::condition_variable finished_;
  unsigned running_ = 0;
  std::size_t failed_ = 0;
  std::exception_ptr error_;
};

}  // namespace

std::vector<Results> search_all(const Searcher& searcher, const std::vector<Query>& queries,
                                const SearchOptions& options, unsigned threads) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  threads = static_cast<unsigned>(std::min<std::size_t>(threads, queries.size()));
  Batch batch(searcher, queries, options);
  SignalCheck signals;
  {
    const nb::gil_scoped_release release;
    if (threads <= 1) {
      batch.run_here(signals);
    } else {
      batch.run_on(threads, signals);
    }
  }
  signals.rethrow();
  return batch.finish();
}

}  // namespace lodex::python
