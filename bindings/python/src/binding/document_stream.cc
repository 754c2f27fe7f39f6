#include "document_stream.h"

#include <utility>

#include "bindings.h"
#include "documents.h"
#include "pickling.h"
#include "text.h"

namespace lodex::python {
namespace {

// Enough that threads seldom wait for each other, little against one large document.
constexpr std::size_t kMostItems = 256;
constexpr std::size_t kMostBytes = std::size_t{4} << 20;

// Ends a function whose reader is gone.
struct Stopped {};

std::size_t weight_of_item(const StreamItem& item) {
  const auto* document = std::get_if<Document>(&item);
  return document == nullptr ? 0 : weight_of(*document);
}

nb::object to_python(StreamItem&& item) {
  if (const auto* document = std::get_if<Document>(&item)) return python::to_python(*document);
  if (auto* problem = std::get_if<SourceProblem>(&item)) return nb::cast(std::move(*problem));
  return nb::cast(std::get<SourceProgress>(item));
}

}  // namespace

StreamQueue::StreamQueue(Produce produce)
    : thread_([this, produce = std::move(produce)] { run(produce); }) {}

StreamQueue::~StreamQueue() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  emptied_.notify_all();
}

void StreamQueue::run(const Produce& produce) {
  std::exception_ptr error;
  try {
    produce([this](StreamItem&& item) { put(std::move(item)); });
  } catch (const Stopped&) {
    // Nobody waits for anything.
  } catch (...) {
    error = std::current_exception();
  }
  const std::lock_guard lock(mutex_);
  error_ = error;
  done_ = true;
  filled_.notify_all();
}

void StreamQueue::put(StreamItem&& item) {
  const std::size_t weight = weight_of_item(item);
  std::unique_lock lock(mutex_);
  emptied_.wait(
      lock, [this] { return stopped_ || (queue_.size() < kMostItems && weight_ < kMostBytes); });
  if (stopped_) throw Stopped{};
  queue_.push_back(std::move(item));
  weight_ += weight;
  if (queue_.size() == 1) filled_.notify_all();
}

bool StreamQueue::wait(std::unique_lock<std::mutex>& lock, SignalCheck& signals) {
  const auto is_filled = [this] { return done_ || !queue_.empty(); };
  while (!filled_.wait_for(lock, SignalCheck::kInterval, is_filled)) {
    lock.unlock();  // the GIL is never waited for with this lock, which the function needs
    if (signals.interrupted()) return false;
    lock.lock();
  }
  return true;
}

std::optional<StreamItem> StreamQueue::take_ready() {
  const std::unique_lock taking(taking_, std::try_to_lock);
  if (!taking.owns_lock() || ready_.empty()) return {};
  std::optional<StreamItem> item(std::move(ready_.front()));
  ready_.pop_front();
  return item;
}

std::optional<StreamItem> StreamQueue::take(SignalCheck& signals) {
  const std::lock_guard taking(taking_);
  if (ready_.empty()) {
    std::unique_lock lock(mutex_);
    if (!wait(lock, signals)) return {};
    std::swap(ready_, queue_);
    weight_ = 0;
    emptied_.notify_all();
    if (ready_.empty()) {
      if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
      return {};
    }
  }
  std::optional<StreamItem> item(std::move(ready_.front()));
  ready_.pop_front();
  return item;
}

void StreamQueue::wait_for_first(SignalCheck& signals) {
  std::unique_lock lock(mutex_);
  if (wait(lock, signals) && queue_.empty() && error_) {
    std::rethrow_exception(std::exchange(error_, nullptr));
  }
}

DocumentStream::~DocumentStream() {
  // Waits for the thread; others need not.
  const nb::gil_scoped_release release;
  queue_.destroy();
}

void DocumentStream::wait_for_first() {
  SignalCheck signals;
  {
    const nb::gil_scoped_release release;
    queue_.get()->wait_for_first(signals);
  }
  signals.rethrow();
}

nb::object DocumentStream::next() {
  queue_.require_own("this iterator");
  std::optional<StreamItem> item = queue_.get()->take_ready();
  if (!item) {
    SignalCheck signals;
    {
      const nb::gil_scoped_release release;
      item = queue_.get()->take(signals);
    }
    signals.rethrow();
  }
  if (!item) throw nb::stop_iteration();
  return to_python(std::move(*item));
}

void bind_document_stream(nb::module_& m) {
  nb::class_<SourceProblem>(m, "SourceProblem", "Something in the input that was passed over.")
      .def_prop_ro(
          "path", [](const SourceProblem& p) { return str_of_path(p.path); }, "The file.")
      .def_ro("line", &SourceProblem::line, "From 1; 0: the file as a whole.")
      .def_prop_ro(
          "message", [](const SourceProblem& p) { return str_of(p.message); }, "What is wrong.")
      .def(
          "__str__",
          [](const SourceProblem& p) {
            const std::string line = p.line == 0 ? "" : ":" + std::to_string(p.line);
            return nb::str("{}{}: {}").format(str_of_path(p.path), str_of(line), str_of(p.message));
          })
      .def("__repr__", [](const SourceProblem& p) {
        return nb::str("SourceProblem({!r}, line={}, message={!r})")
            .format(str_of_path(p.path), p.line, str_of(p.message));
      });
  nb::class_<SourceProgress>(m, "SourceProgress", "How much of the input has been read.")
      .def_ro("done", &SourceProgress::done, "Bytes read.")
      .def_ro("total", &SourceProgress::total, "Bytes of all; 0: unknown.");
  nb::class_<DocumentStream> type(m, "DocumentStream", "Documents, one after the other.");
  type.def(
          "__iter__", [](nb::handle self) { return nb::borrow(self); },
          nb::sig("def __iter__(self) -> DocumentStream"))
      .def("__next__", &DocumentStream::next,
           nb::sig("def __next__(self) -> dict[str, typing.Any] | SourceProblem | SourceProgress"));
  refuse_pickling(type, "an iterator over documents cannot be pickled");
}

}  // namespace lodex::python
