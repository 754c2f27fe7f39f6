#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include "io/directory.h"
#include "lodex/error.h"

namespace lodex::io {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& what, int error) {
  throw IoError(path + ": " + what + ": " + std::strerror(error), path);
}

// An open file descriptor, closed at the end of its life.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

class MappedFile final : public ReadableFile {
 public:
  MappedFile(void* data, std::size_t size) : data_(data), size_(size) {}
  ~MappedFile() override {
    if (size_ > 0) ::munmap(data_, size_);
  }
  [[nodiscard]] ByteSpan bytes() const override {
    return {static_cast<const std::uint8_t*>(data_), size_};
  }

 private:
  void* data_;
  std::size_t size_;
};

class PosixWritableFile final : public WritableFile {
 public:
  PosixWritableFile(Descriptor fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}

  void append(ByteSpan bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_.get(), bytes.data(), bytes.size());
      if (written < 0) {
        if (errno == EINTR) continue;
        fail(path_, "cannot write", errno);
      }
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }
  void sync() override {
    if (::fsync(fd_.get()) != 0) fail(path_, "cannot make the file durable (fsync)", errno);
  }
  void close() override {
    const int fd = fd_.release();
    if (fd >= 0 && ::close(fd) != 0 && errno != EINTR) fail(path_, "cannot close", errno);
  }

 private:
  Descriptor fd_;
  std::string path_;
};

struct flock whole_file(short type) {
  struct flock lock{};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  return lock;
}

// An open-file-description lock: exclusive between handles also of one process, and gone with the
// process that holds it.
class PosixLock final : public Lock {
 public:
  explicit PosixLock(Descriptor fd) : fd_(std::move(fd)) {}
  PosixLock(const PosixLock&) = delete;
  PosixLock& operator=(const PosixLock&) = delete;
  // Unlocks, for closing alone leaves the lock to children that were forked meanwhile; their copies
  // of this object leave it alone. The name of the holder goes with the lock, so that nobody is
  // told of one who is gone.
  ~PosixLock() override {
    if (::getpid() != holder_) return;
    (void)!::ftruncate(fd_.get(), 0);
    struct flock unlock = whole_file(F_UNLCK);
    (void)::fcntl(fd_.get(), F_OFD_SETLK, &unlock);
  }

 private:
  Descriptor fd_;
  pid_t holder_ = ::getpid();
};

std::string holder_of(int fd) {
  char text[200] = {};
  ssize_t size = 0;
  // A holder that has just taken the lock is about to write its name.
  for (int attempt = 0; attempt < 10 && size <= 0; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(std::chrono::milliseconds(3));
    size = ::pread(fd, text, sizeof text - 1, 0);
  }
  std::string holder(text, size > 0 ? static_cast<std::size_t>(size) : 0);
  while (!holder.empty() && holder.back() == '\n') holder.pop_back();
  return holder.empty() ? "another writer" : "the writer of " + holder;
}

void announce_holder(int fd, const std::string& path) {
  char host[128] = {};
  ::gethostname(host, sizeof host - 1);
  const std::string text = "process " + std::to_string(::getpid()) + " on " + host + "\n";
  if (::ftruncate(fd, 0) != 0 ||
      ::pwrite(fd, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    fail(path, "cannot write to the lock file", errno);
  }
}

class PosixDirectory final : public Directory {
 public:
  PosixDirectory(Descriptor fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}

  [[nodiscard]] std::unique_ptr<ReadableFile> open(const std::string& name) const override {
    const Descriptor fd(
        ::openat(fd_.get(), name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (fd.get() < 0) fail(full(name), "cannot open", errno);
    struct stat info{};
    if (::fstat(fd.get(), &info) != 0) fail(full(name), "cannot read its size", errno);
    if (!S_ISREG(info.st_mode)) throw IoError(full(name) + ": is not a regular file", full(name));
    const auto size = static_cast<std::size_t>(info.st_size);
    if (size == 0) return std::make_unique<MappedFile>(nullptr, 0);
    void* data = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd.get(), 0);
    if (data == MAP_FAILED) fail(full(name), "cannot map", errno);
    return std::make_unique<MappedFile>(data, size);
  }

  [[nodiscard]] std::unique_ptr<WritableFile> create(const std::string& name) override {
    Descriptor fd(::openat(fd_.get(), name.c_str(),
                           O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666));
    if (fd.get() < 0) fail(full(name), "cannot create", errno);
    return std::make_unique<PosixWritableFile>(std::move(fd), full(name));
  }

  [[nodiscard]] bool exists(const std::string& name) const override {
    struct stat info{};
    if (::fstatat(fd_.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0) return true;
    if (errno == ENOENT) return false;
    fail(full(name), "cannot look for it", errno);
  }

  void rename(const std::string& from, const std::string& to) override {
    if (::renameat(fd_.get(), from.c_str(), fd_.get(), to.c_str()) != 0) {
      fail(full(from), "cannot rename it to " + to, errno);
    }
  }

  void remove(const std::string& name) override {
    if (::unlinkat(fd_.get(), name.c_str(), 0) != 0 && errno != ENOENT) {
      fail(full(name), "cannot remove", errno);
    }
  }

  [[nodiscard]] std::vector<std::string> list() const override {
    const int copy = ::openat(fd_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* dir = copy < 0 ? nullptr : ::fdopendir(copy);
    if (dir == nullptr) fail(path_, "cannot list", errno);
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(dir)) {
      struct stat info{};
      if (::fstatat(fd_.get(), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
          S_ISREG(info.st_mode)) {
        names.emplace_back(entry->d_name);
      }
    }
    ::closedir(dir);
    std::sort(names.begin(), names.end());
    return names;
  }

  void sync() override {
    if (::fsync(fd_.get()) != 0) fail(path_, "cannot make the directory durable (fsync)", errno);
  }

  [[nodiscard]] std::unique_ptr<Lock> lock(const std::string& name,
                                           std::chrono::milliseconds timeout) override {
    Descriptor fd(
        ::openat(fd_.get(), name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
    if (fd.get() < 0) fail(full(name), "cannot open the lock file", errno);
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    struct flock whole = whole_file(F_WRLCK);
    while (::fcntl(fd.get(), F_OFD_SETLK, &whole) != 0) {
      if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
        fail(full(name), "cannot lock", errno);
      }
      if (std::chrono::steady_clock::now() >= deadline) {
        throw LockError(path_ + ": is locked by " + holder_of(fd.get()), path_);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    announce_holder(fd.get(), full(name));
    return std::make_unique<PosixLock>(std::move(fd));
  }

  [[nodiscard]] std::string path() const override { return path_; }

 private:
  [[nodiscard]] std::string full(const std::string& name) const { return path_ + "/" + name; }

  Descriptor fd_;
  std::string path_;
};

}  // namespace

bool is_file_name(std::string_view name) noexcept {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  };
  return !name.empty() && name.size() <= 100 && name[0] != '.' &&
         std::all_of(name.begin(), name.end(), allowed);
}

std::unique_ptr<Directory> open_directory(const std::filesystem::path& path) {
  const std::string text = path.string();
  Descriptor fd(::open(text.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0) fail(text, "cannot open the directory", errno);
  return std::make_unique<PosixDirectory>(std::move(fd), text);
}

std::unique_ptr<Directory> make_directory(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) fail(path.string(), "cannot make the directory", error.value());
  return open_directory(path);
}

std::string read_file(const std::filesystem::path& path) {
  const std::string text = path.string();
  const Descriptor fd(::open(text.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) fail(text, "cannot open", errno);
  struct stat info{};
  if (::fstat(fd.get(), &info) == 0 && S_ISDIR(info.st_mode)) fail(text, "cannot read", EISDIR);
  std::string out;
  out.reserve(info.st_size > 0 ? static_cast<std::size_t>(info.st_size) : 0);
  std::vector<char> buffer(std::size_t{256} * 1024);
  while (true) {
    const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(text, "cannot read", errno);
    if (got == 0) return out;
    out.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace lodex::io
