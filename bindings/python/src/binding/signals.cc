#include "signals.h"

#include <nanobind/nanobind.h>

namespace lodex::python {

namespace nb = nanobind;

bool SignalCheck::interrupted() {
  if (interrupted_ || Clock::now() < next_) return interrupted_;
  {
    const nb::gil_scoped_acquire gil;
    // What the handler raises stays set in the state of this thread until rethrow().
    interrupted_ = PyErr_CheckSignals() != 0;
  }
  next_ = Clock::now() + kInterval;
  return interrupted_;
}

void SignalCheck::rethrow() const {
  if (interrupted_) throw nb::python_error();
}

void check_signals() {
  if (PyErr_CheckSignals() != 0) throw nb::python_error();
}

}  // namespace lodex::python
