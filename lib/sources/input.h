// Where the bytes of a source come from: a file, or a stream such as standard input.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

#include "lodex/error.h"

namespace lodex::sources {

// A source that the system refuses to read. A kind of its own, because in a folder such a file is
// passed over, while an IoError of whoever receives the documents has to reach the caller.
class UnreadableSource : public IoError {
 public:
  UnreadableSource(const std::string& path, const std::string& reason)
      : IoError(path + ": " + reason, path), reason_(reason) {}
  [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

 private:
  std::string reason_;
};

// Bytes, from the first to the last. Not thread-safe.
class Input {
 public:
  Input() = default;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  virtual ~Input() = default;
  // Reads at least one byte and at most `size`; 0 at the end. Throws UnreadableSource.
  [[nodiscard]] virtual std::size_t read(char* into, std::size_t size) = 0;
};

// Throws UnreadableSource.
[[nodiscard]] std::unique_ptr<Input> open_file(const std::string& path);
// `in` has to outlive the result; `name` is for messages.
[[nodiscard]] std::unique_ptr<Input> stream_input(std::istream& in, std::string name);

// What Windows programs write before UTF-8 is no text.
[[nodiscard]] inline std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  return text;
}

}  // namespace lodex::sources
