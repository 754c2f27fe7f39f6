#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "io/directory.h"
#include "lodex/error.h"

namespace lodex::io {
namespace {

using Contents = std::shared_ptr<std::vector<std::uint8_t>>;

class MemoryReadableFile final : public ReadableFile {
 public:
  explicit MemoryReadableFile(Contents contents) : contents_(std::move(contents)) {}
  [[nodiscard]] ByteSpan bytes() const override { return *contents_; }

 private:
  Contents contents_;
};

class MemoryWritableFile final : public WritableFile {
 public:
  explicit MemoryWritableFile(Contents contents) : contents_(std::move(contents)) {}
  void append(ByteSpan bytes) override {
    contents_->insert(contents_->end(), bytes.begin(), bytes.end());
  }
  void sync() override {}
  void close() override { contents_->shrink_to_fit(); }

 private:
  Contents contents_;
};

// The locks of a memory directory; outlives the directory while one is held.
struct Locks {
  std::mutex mutex;
  std::condition_variable freed;
  std::set<std::string> held;
};

class MemoryLock final : public Lock {
 public:
  MemoryLock(std::shared_ptr<Locks> locks, std::string name)
      : locks_(std::move(locks)), name_(std::move(name)) {}
  ~MemoryLock() override {
    const std::lock_guard guard(locks_->mutex);
    locks_->held.erase(name_);
    locks_->freed.notify_all();
  }

 private:
  std::shared_ptr<Locks> locks_;
  std::string name_;
};

class MemoryDirectory final : public Directory {
 public:
  [[nodiscard]] std::unique_ptr<ReadableFile> open(const std::string& name) const override {
    const std::lock_guard guard(mutex_);
    return std::make_unique<MemoryReadableFile>(find(name)->second);
  }
  [[nodiscard]] std::unique_ptr<WritableFile> create(const std::string& name) override {
    const std::lock_guard guard(mutex_);
    auto contents = std::make_shared<std::vector<std::uint8_t>>();
    if (!files_.emplace(name, contents).second) {
      throw IoError(name + ": cannot create: File exists", name);
    }
    return std::make_unique<MemoryWritableFile>(std::move(contents));
  }
  [[nodiscard]] bool exists(const std::string& name) const override {
    const std::lock_guard guard(mutex_);
    return files_.contains(name);
  }
  void rename(const std::string& from, const std::string& to) override {
    const std::lock_guard guard(mutex_);
    const auto found = find(from);
    files_.insert_or_assign(to, found->second);
    files_.erase(from);
  }
  void remove(const std::string& name) override {
    const std::lock_guard guard(mutex_);
    files_.erase(name);
  }
  [[nodiscard]] std::vector<std::string> list() const override {
    const std::lock_guard guard(mutex_);
    std::vector<std::string> names;
    names.reserve(files_.size());
    for (const auto& [name, contents] : files_) names.push_back(name);
    return names;
  }
  void sync() override {}
  [[nodiscard]] std::unique_ptr<Lock> lock(const std::string& name,
                                           std::chrono::milliseconds timeout) override {
    std::unique_lock guard(locks_->mutex);
    const auto is_free = [&] { return !locks_->held.contains(name); };
    if (!locks_->freed.wait_for(guard, timeout, is_free)) {
      throw LockError("the index in memory is locked by another writer of this process");
    }
    locks_->held.insert(name);
    return std::make_unique<MemoryLock>(locks_, name);
  }
  [[nodiscard]] std::string path() const override { return {}; }

 private:
  using Files = std::map<std::string, Contents>;

  [[nodiscard]] Files::const_iterator find(const std::string& name) const {
    const auto found = files_.find(name);
    if (found == files_.end()) {
      throw IoError(name + ": cannot open: No such file or directory", name);
    }
    return found;
  }

  mutable std::mutex mutex_;
  Files files_;
  std::shared_ptr<Locks> locks_ = std::make_shared<Locks>();
};

}  // namespace

std::unique_ptr<Directory> memory_directory() { return std::make_unique<MemoryDirectory>(); }

}  // namespace lodex::io
