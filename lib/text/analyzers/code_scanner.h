// The names in source code, commands and paths, and the words they are made of.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace lodex::text {

// Bytes of a text.
struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const ByteRange&) const = default;
};

// Letters, digits, marks and "_" without anything between them: "foo_bar", "parseHTTPHeader".
// "C++" and "C#" are identifiers too, and so are "don't" and "it's".
struct Identifier {
  ByteRange range;
  bool has_symbol = false;  // "++" or "#" at its end, so that it is one word
};

// Identifiers joined by ".", "-", "/", "\", "@", "::" or "->", with what may stand before them:
// "std::vector", "/usr/bin", "--help", ".NET", "user@example.com". Most are one identifier alone.
struct CodeName {
  ByteRange range;
  std::vector<Identifier> identifiers;  // at least one
  bool is_number = false;               // "3.14", "127.0.0.1": one word
};

// Walks over the names of a text; bytes that are not UTF-8 stand between them.
class CodeScanner {
 public:
  explicit CodeScanner(std::string_view text) : text_(text) {}
  // Moves to the next name. False at the end.
  bool next(CodeName& name);

 private:
  [[nodiscard]] std::size_t identifier_end(std::size_t begin) const;
  [[nodiscard]] std::size_t contraction_end(std::size_t at) const;
  [[nodiscard]] Identifier identifier_at(std::size_t begin) const;
  [[nodiscard]] std::size_t joined_at(const CodeName& name) const;
  [[nodiscard]] std::size_t sigil_before(std::size_t begin) const;

  std::string_view text_;
  std::size_t at_ = 0;
};

// The words of an identifier, in their order: "parse", "HTTP" and "Header"; "foo" and "bar"; "utf"
// and "8". What begins with a digit is not cut, but at "_". None where it is made of "_" only.
void split_identifier(std::string_view text, const Identifier& identifier,
                      std::vector<ByteRange>& words);

}  // namespace lodex::text
