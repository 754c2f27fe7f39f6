// JSON text of documents and values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "lodex/document.h"

namespace lodex {

// Reads JSON objects, one a call; keeps its memory from call to call. Not thread-safe.
class JsonReader {
 public:
  JsonReader();
  ~JsonReader();
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  // The rules of Document::from_json. The bytes after the text, kPadding of them, may be read (not
  // used), so they have to be readable memory. `replaced` says how many sequences that are not
  // UTF-8 became U+FFFD. Throws DocumentError.
  [[nodiscard]] Document read_padded(std::string_view text, std::uint64_t& replaced);
  // The same for any text; copies it.
  [[nodiscard]] Document read(std::string_view text, std::uint64_t& replaced);
  static constexpr std::size_t kPadding = 64;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Appends `text` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);
// Appends a value as JSON; a real that is an integer keeps a ".0", NaN and infinities are null.
void append_json(std::string& out, const Value& value);

}  // namespace lodex
