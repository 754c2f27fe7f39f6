// SPDX-License-Identifier: GPL-2.0-or-later
// Where databases are, and how they are opened.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lodex::xapian {

// One or more databases opened to be read as one. Not thread-safe.
struct Handle {
  std::vector<Xapian::Database> parts;  // one for each place
  Xapian::Database all;                 // shares them
};

// Which state of its databases a handle shows.
struct Revision {
  std::string key;  // equal for handles that show the same state
  // Rises with each commit; nothing where the databases do not say it (servers, stub files).
  std::optional<std::uint64_t> number;
};

// Immutable, thread-safe. Throws Xapian's errors, which callers translate.
class DatabaseSource {
 public:
  // Each a directory, a file or "xapian+tcp://host:port".
  explicit DatabaseSource(std::vector<std::filesystem::path> places);

  [[nodiscard]] Handle open() const;
  // Throws UsageError where there are several places.
  [[nodiscard]] Xapian::WritableDatabase open_for_writing() const;

  [[nodiscard]] const std::vector<std::filesystem::path>& places() const { return places_; }
  // For messages.
  [[nodiscard]] const std::string& name() const { return name_; }
  // Whether any of it is on a server.
  [[nodiscard]] bool is_remote() const { return is_remote_; }

 private:
  std::vector<std::filesystem::path> places_;
  std::string name_;
  bool is_remote_ = false;
};

[[nodiscard]] Revision revision_of(const Handle& handle);

}  // namespace lodex::xapian
