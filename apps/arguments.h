// The arguments of one call of a command, parsed by its entry in the table.
#pragma once

#include <charconv>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "command_table.h"

namespace lodex::app {

// The user's mistake; exit status 2.
class UsageMistake : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Arguments {
 public:
  // Throws UsageMistake.
  static Arguments parse(const Command& command, const std::vector<std::string>& words);

  [[nodiscard]] bool has(std::string_view name) const;
  // The value of a flag or positional that is given once; nothing where it is not given.
  [[nodiscard]] std::optional<std::string> text(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
  // A comma-separated value.
  [[nodiscard]] std::vector<std::string> comma_list(std::string_view name) const;
  // Throw UsageMistake where the value is not a number of the kind.
  [[nodiscard]] std::uint64_t number(std::string_view name, std::uint64_t otherwise) const;
  [[nodiscard]] double real(std::string_view name, double otherwise) const;
  // A number of bytes: 1000, 64K, 512M, 2G.
  [[nodiscard]] std::uint64_t bytes(std::string_view name, std::uint64_t otherwise) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

// The directory of the index: -d, $LODEX_INDEX, the nearest .lodex/ upward; for a new index
// `.lodex` here. Throws UsageMistake where there is none and none may be made.
[[nodiscard]] std::filesystem::path index_directory(const Arguments& arguments, bool may_be_new);

// The number that all of the text is; nothing where it is none.
template <class Number>
[[nodiscard]] std::optional<Number> number_in(std::string_view text) {
  Number out{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return out;
}

// The words with spaces between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& words);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

}  // namespace lodex::app
