// A writer as Python holds it: safe to use from several threads, closed when Python says so, and of
// no use in the child of a fork.
#pragma once

#include <nanobind/nanobind.h>

#include <mutex>
#include <optional>
#include <vector>

#include "lodex/index.h"
#include "lodex/sources.h"
#include "own_process.h"
#include "signals.h"
#include "text.h"

namespace lodex::python {

namespace nb = nanobind;

class SharedWriter {
 public:
  explicit SharedWriter(Writer writer) : writer_(std::make_unique<Writer>(std::move(writer))) {}
  // Needs the GIL and lets go of it: threads may be in functions of Python, and are waited for.
  ~SharedWriter();
  SharedWriter(const SharedWriter&) = delete;
  SharedWriter& operator=(const SharedWriter&) = delete;

  // All of these need the GIL and let go of it. Throw UsageError when the writer is closed.
  void upsert(nb::handle document);
  std::size_t upsert_many(nb::handle documents);
  SourceCounts upsert_source(const std::string& source, SourceOptions options,
                             const nb::object& on_problem, const nb::object& on_progress);
  bool erase(const Text& id);
  CommitInfo commit();
  void rollback();
  CommitInfo merge(const MergeOptions& options);

  // Rolls back what was not committed and gives the lock up. Does nothing the second time.
  void close();
  [[nodiscard]] bool is_closed();

 private:
  // Calls `work(writer)` without the GIL and with the lock.
  template <class Work>
  auto with_writer(Work work);
  // Without the GIL; throws UsageError.
  Writer& writer();
  void upsert_batch(std::vector<Document>& batch, std::size_t first);

  std::mutex mutex_;  // never waited for with the GIL
  OwnProcess<Writer> writer_;
};

}  // namespace lodex::python
