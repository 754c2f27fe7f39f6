// Errors of lodex: one base class and a kind for each thing a caller may want to tell apart.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

#include "lodex/config.h"

namespace lodex {

// The base of every exception that lodex throws. what() is a whole sentence that says what was
// expected and what was found; path() and offset() name the place where there is one.
// Thread-safe to copy and to read, like std::runtime_error.
class LODEX_API Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message) : std::runtime_error(message) {}
  Error(const std::string& message, std::string path, std::optional<std::uint64_t> offset = {})
      : std::runtime_error(message), path_(std::move(path)), offset_(offset) {}

  // The file or directory concerned; empty where the error is not about one.
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  // A byte offset in the file, or in the text of a query.
  [[nodiscard]] std::optional<std::uint64_t> offset() const noexcept { return offset_; }

 private:
  std::string path_;
  std::optional<std::uint64_t> offset_;
};

// A query that cannot be understood (strict parser) or cannot be answered (an unknown field, an
// operator that the engine or the field does not support). offset() is in bytes of the query's
// text.
class LODEX_API QueryError : public Error {
  using Error::Error;
};

// Stored bytes are not what was written: a checksum, a magic number or an invariant fails.
class LODEX_API CorruptIndexError : public Error {
  using Error::Error;
};

// Another writer holds the index.
class LODEX_API LockError : public Error {
  using Error::Error;
};

// A limit was passed: the length or depth of a query, the number of documents, the size of an id.
class LODEX_API LimitError : public Error {
  using Error::Error;
};

// The operating system refused: no such file, no permission, disk full, read or write error.
class LODEX_API IoError : public Error {
  using Error::Error;
};

// A document that cannot be indexed: no id, a value of the wrong kind, JSON that does not parse.
class LODEX_API DocumentError : public Error {
  using Error::Error;
};

// A schema that is not valid, or that contradicts the schema of the index.
class LODEX_API SchemaError : public Error {
  using Error::Error;
};

// An object used outside its contract: a writer after a failed commit, an unknown document id.
class LODEX_API UsageError : public Error {
  using Error::Error;
};

}  // namespace lodex
