// The one way to files: a directory with named files. Everything that an index reads or writes goes
// through this interface, so that tests can inject faults and an index can live in memory.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "lodex/config.h"

namespace lodex::io {

// An open file whose bytes can be read in place. They stay valid while the object lives, also when
// the file is removed from its directory. Thread-safe.
class ReadableFile {
 public:
  ReadableFile() = default;
  ReadableFile(const ReadableFile&) = delete;
  ReadableFile& operator=(const ReadableFile&) = delete;
  virtual ~ReadableFile() = default;
  [[nodiscard]] virtual ByteSpan bytes() const = 0;
};

// A new file, written from its beginning to its end. Not thread-safe.
class WritableFile {
 public:
  WritableFile() = default;
  WritableFile(const WritableFile&) = delete;
  WritableFile& operator=(const WritableFile&) = delete;
  virtual ~WritableFile() = default;
  virtual void append(ByteSpan bytes) = 0;
  // Makes what was appended durable. After a failure nothing is known about the file any more: the
  // caller must neither retry nor go on with it.
  virtual void sync() = 0;
  virtual void close() = 0;
};

// Held while the object lives; the operating system frees it when the process dies.
class Lock {
 public:
  Lock() = default;
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  virtual ~Lock() = default;
};

// A directory. Names are plain file names (see is_file_name), never paths. Every method throws
// IoError that names the file and what the system said. Thread-safe.
class Directory {
 public:
  Directory() = default;
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  virtual ~Directory() = default;

  // Only regular files are opened; links are not followed.
  [[nodiscard]] virtual std::unique_ptr<ReadableFile> open(const std::string& name) const = 0;
  // Fails where the file exists: live files are never overwritten.
  [[nodiscard]] virtual std::unique_ptr<WritableFile> create(const std::string& name) = 0;
  [[nodiscard]] virtual bool exists(const std::string& name) const = 0;
  // Atomic; replaces `to`.
  virtual void rename(const std::string& from, const std::string& to) = 0;
  // Removing a file that is not there is no error.
  virtual void remove(const std::string& name) = 0;
  // Regular files, in byte order.
  [[nodiscard]] virtual std::vector<std::string> list() const = 0;
  // Makes creations, renames and removals durable.
  virtual void sync() = 0;
  // Throws LockError that says who holds the lock, after `timeout`. Exclusive against every other
  // handle, of this process or another.
  [[nodiscard]] virtual std::unique_ptr<Lock> lock(const std::string& name,
                                                   std::chrono::milliseconds timeout) = 0;
  // For messages; empty for memory.
  [[nodiscard]] virtual std::string path() const = 0;
};

// Lower-case letters, digits, '_', '-' and '.', 1 to 100 of them, not beginning with '.': what a
// manifest may name.
[[nodiscard]] bool is_file_name(std::string_view name) noexcept;

// A directory of the file system, which has to exist. Files are mapped for reading and written with
// write calls. Directories hold open descriptors, so that renaming a parent does no harm.
[[nodiscard]] std::unique_ptr<Directory> open_directory(const std::filesystem::path& path);
// Makes the directory (and its parents) where it does not exist.
[[nodiscard]] std::unique_ptr<Directory> make_directory(const std::filesystem::path& path);
// An empty directory in memory.
[[nodiscard]] std::unique_ptr<Directory> memory_directory();

// The whole text of a file: for files that are not an index's.
[[nodiscard]] LODEX_API std::string read_file(const std::filesystem::path& path);

}  // namespace lodex::io
