// An object with threads, locks or files of its own, which a fork copies without its threads.
#pragma once

#include <unistd.h>

#include <memory>
#include <string>
#include <utility>

#include "lodex/error.h"

namespace lodex::python {

// Owns a T for the process that made it. In a child of a fork the T can neither be used nor be
// destroyed: its destructor would wait for threads that are not there, or remove files that the
// parent still needs. There it is left alone.
template <class T>
class OwnProcess {
 public:
  explicit OwnProcess(std::unique_ptr<T> object) : object_(std::move(object)) {}
  OwnProcess(const OwnProcess&) = delete;
  OwnProcess& operator=(const OwnProcess&) = delete;
  ~OwnProcess() { destroy(); }

  // Throws UsageError in a child process; `what` names the object.
  void require_own(const char* what) const {
    if (!is_foreign()) return;
    throw UsageError(std::string(what) + " belongs to the process that made it (" +
                     std::to_string(process_) + "), not to its child after a fork");
  }
  // Null when it was destroyed.
  [[nodiscard]] T* get() const { return object_.get(); }
  void destroy() {
    if (is_foreign()) (void)object_.release();
    object_.reset();
  }

 private:
  [[nodiscard]] bool is_foreign() const { return ::getpid() != process_; }

  std::unique_ptr<T> object_;
  pid_t process_ = ::getpid();
};

}  // namespace lodex::python
