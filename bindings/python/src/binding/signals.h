// Ctrl-C during work that runs without the GIL.
#pragma once

#include <chrono>

namespace lodex::python {

// Asked again and again by one thread that does not hold the GIL. Every 50 ms it takes the GIL and
// lets Python handle signals, which Python does in its main thread alone.
class SignalCheck {
 public:
  // Whether a handler of a signal has raised an exception; from then on always.
  [[nodiscard]] bool interrupted();
  // Call with the GIL: raises that exception, where there is one.
  void rethrow() const;

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point next_ = Clock::now() + kInterval;
  bool interrupted_ = false;

 public:
  static constexpr std::chrono::milliseconds kInterval{50};
};

// The same at once, with the GIL.
void check_signals();

}  // namespace lodex::python
