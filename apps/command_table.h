// The one table of commands and flags. Parser, --help, man page and completions are made from it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace lodex::app {

class Arguments;

// What completions offer for a value.
enum class ValueKind : unsigned char { kText, kFile, kDirectory };

struct Flag {
  char letter = 0;  // 0: none
  std::string_view name;
  std::string_view value;  // its name in help, "NAME"; empty: a switch
  std::string_view help;
  std::string_view otherwise = {};  // the default, as help tells it
  ValueKind kind = ValueKind::kText;
  std::vector<std::string_view> choices = {};
  bool repeated = false;
  bool other_values = false;  // completions offer the choices, but there may be others
};

struct Positional {
  std::string_view name;  // "SOURCE"
  std::string_view help;
  bool required = true;
  bool repeated = false;
  ValueKind kind = ValueKind::kText;
};

struct Command {
  std::string_view name;
  std::string_view summary;      // a line
  std::string_view description;  // paragraphs for --help and the man page
  std::vector<Positional> positionals;
  std::vector<Flag> flags;
  int (*run)(const Arguments&) = nullptr;
};

[[nodiscard]] std::span<const Command> commands();
// Null where there is none of that name.
[[nodiscard]] const Command* find_command(std::string_view name);
// Flags that every command takes: --help.
[[nodiscard]] const Flag& help_flag();

// Exit statuses, which scripts rely on.
inline constexpr int kFound = 0;
inline constexpr int kNothingFound = 1;
inline constexpr int kUsageError = 2;
inline constexpr int kFailure = 3;
inline constexpr int kInterrupted = 130;

}  // namespace lodex::app
