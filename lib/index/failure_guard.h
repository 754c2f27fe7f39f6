// What makes a writer refuse work behind a failure.
#pragma once

#include <exception>
#include <string>

#include "lodex/error.h"

namespace lodex::index {

// Of a writer whose state is unknown once a step of it has failed. Not thread-safe.
class FailureGuard {
 public:
  [[nodiscard]] bool has_failed() const noexcept { return !failure_.empty(); }

  // Throws UsageError behind a failure.
  void refuse_if_failed() const {
    if (!has_failed()) return;
    throw UsageError("this writer failed before (" + failure_ +
                     ") and takes no more work; the last commit is unharmed, so open a new writer");
  }

  // Runs `work`; an exception makes the writer refuse everything from then on.
  template <class Work>
  auto run(Work work) {
    refuse_if_failed();
    try {
      return work();
    } catch (const std::exception& error) {
      failure_ = error.what();
      throw;
    }
  }

 private:
  std::string failure_;
};

}  // namespace lodex::index
