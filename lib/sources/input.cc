#include "sources/input.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <istream>
#include <utility>

namespace lodex::sources {
namespace {

class FileInput final : public Input {
 public:
  explicit FileInput(const std::string& path)
      : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), path_(path) {
    if (fd_ < 0) fail("cannot open");
  }
  ~FileInput() override { ::close(fd_); }

  std::size_t read(char* into, std::size_t size) override {
    while (true) {
      const ssize_t got = ::read(fd_, into, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) fail("cannot read");
    }
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw UnreadableSource(path_, what + ": " + std::strerror(errno));
  }

  int fd_;
  std::string path_;
};

class StreamInput final : public Input {
 public:
  StreamInput(std::istream& in, std::string name) : in_(in), name_(std::move(name)) {}

  std::size_t read(char* into, std::size_t size) override {
    in_.read(into, static_cast<std::streamsize>(size));
    if (in_.bad()) throw UnreadableSource(name_, "cannot read");
    return static_cast<std::size_t>(in_.gcount());
  }

 private:
  std::istream& in_;
  std::string name_;
};

}  // namespace

std::unique_ptr<Input> open_file(const std::string& path) {
  return std::make_unique<FileInput>(path);
}

std::unique_ptr<Input> stream_input(std::istream& in, std::string name) {
  return std::make_unique<StreamInput>(in, std::move(name));
}

}  // namespace lodex::sources
