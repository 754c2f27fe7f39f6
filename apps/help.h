// Help, the manual page and completions, made from the table of commands.
#pragma once

#include <string>

#include "command_table.h"

namespace lodex::app {

[[nodiscard]] std::string general_help();
[[nodiscard]] std::string command_help(const Command& command);
[[nodiscard]] std::string usage_line(const Command& command);
[[nodiscard]] std::string manual_page();
// For "bash", "zsh" or "fish"; throws UsageMistake for another shell.
[[nodiscard]] std::string completions(const std::string& shell);

}  // namespace lodex::app
