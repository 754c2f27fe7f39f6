#include "help.h"

#include <algorithm>

#include "lodex/config.h"

namespace lodex::app {
namespace {

constexpr std::size_t kWidth = 80;

// The text in lines of at most kWidth, each behind `indent` spaces; paragraphs stay apart.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  std::size_t column = 0;
  const auto new_line = [&] {
    out += '\n';
    column = 0;
  };
  while (!text.empty()) {
    if (text.starts_with("\n\n")) {
      new_line();
      new_line();
      text.remove_prefix(2);
      continue;
    }
    const auto end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    if (column > 0 && column + 1 + word.size() > kWidth) new_line();
    if (column == 0) {
      out += std::string(indent, ' ');
      column = indent;
    } else {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    text.remove_prefix(end);
    if (text.starts_with(' ')) text.remove_prefix(1);
  }
  return out + "\n";
}

// "  left      help", the help wrapped in its column.
std::string two_columns(const std::string& left, std::string_view help) {
  constexpr std::size_t kColumn = 26;
  const std::string right = wrapped(help, kColumn);
  if (left.size() + 4 > kColumn) return "  " + left + "\n" + right;
  return "  " + left + right.substr(left.size() + 2);
}

std::string flag_text(const Flag& flag) {
  std::string out = flag.letter != 0 ? std::string("-") + flag.letter + ", " : "    ";
  out += "--" + std::string(flag.name);
  if (!flag.value.empty()) out += " " + std::string(flag.value);
  return out;
}

std::string flag_help(const Flag& flag) {
  std::string out(flag.help);
  if (!flag.otherwise.empty()) out += " (" + std::string(flag.otherwise) + ")";
  if (flag.repeated) out += "; can be repeated";
  return out;
}

}  // namespace

std::string usage_line(const Command& command) {
  std::string out = "lodex " + std::string(command.name);
  if (!command.flags.empty()) out += " [OPTION]...";
  for (const Positional& positional : command.positionals) {
    std::string name(positional.name);
    if (positional.repeated) name += "...";
    out += positional.required ? " " + name : " [" + name + "]";
  }
  return out;
}

std::string command_help(const Command& command) {
  std::string out = "Usage: " + usage_line(command) + "\n\n" + wrapped(command.description, 0);
  if (!command.positionals.empty()) out += "\n";
  for (const Positional& positional : command.positionals) {
    out += two_columns(std::string(positional.name), positional.help);
  }
  out += "\n";
  for (const Flag& flag : command.flags) out += two_columns(flag_text(flag), flag_help(flag));
  return out + two_columns(flag_text(help_flag()), help_flag().help);
}

std::string general_help() {
  std::string out = "Usage: lodex COMMAND [OPTION]... [ARGUMENT]...\n\nFull-text search.\n\n";
  for (const Command& command : commands()) {
    out += two_columns(std::string(command.name), command.summary);
  }
  out +=
      "\n" + wrapped(
                 "lodex COMMAND --help tells more. The index is the directory given with -d, else "
                 "$LODEX_INDEX, else the nearest .lodex/ upward. Exit status: 0 found, 1 nothing "
                 "found, 2 usage or query error, 3 I/O error or corrupt index, 130 interrupted.",
                 0);
  return out;
}

namespace {

std::string roff(std::string_view text) {
  std::string out;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    line_start = c == '\n';
  }
  return out;
}

std::string roff_paragraphs(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find("\n\n", at), text.size());
    out += roff(text.substr(at, end - at)) + "\n";
    if (end < text.size()) out += ".PP\n";
    at = end + 2;
  }
  return out;
}

std::string roff_flag(const Flag& flag) {
  std::string out = ".TP\n";
  if (flag.letter != 0) out += std::string("\\fB\\-") + flag.letter + "\\fR, ";
  out += "\\fB\\-\\-" + roff(flag.name) + "\\fR";
  if (!flag.value.empty()) out += " \\fI" + roff(flag.value) + "\\fR";
  return out + "\n" + roff(flag_help(flag)) + "\n";
}

}  // namespace

std::string manual_page() {
  std::string out = ".TH LODEX 1 \"\" \"lodex " LODEX_VERSION
                    "\" \"User Commands\"\n.SH NAME\nlodex "
                    "\\- full\\-text search\n.SH SYNOPSIS\n";
  for (const Command& command : commands()) out += ".B " + roff(usage_line(command)) + "\n.br\n";
  out +=
      ".SH DESCRIPTION\nlodex indexes documents (folders of Markdown, HTML and text, JSON Lines, "
      "CSV) and finds the best of them for a query.\n.SH COMMANDS\n";
  for (const Command& command : commands()) {
    out += ".SS lodex " + roff(command.name) + " \\- " + roff(command.summary) + "\n";
    out += roff_paragraphs(command.description);
    for (const Positional& positional : command.positionals) {
      out += ".TP\n\\fI" + roff(positional.name) + "\\fR\n" + roff(positional.help) + "\n";
    }
    for (const Flag& flag : command.flags) out += roff_flag(flag);
  }
  out +=
      ".SH \"EXIT STATUS\"\n.TP\n0\nsomething was found or done\n.TP\n1\nnothing was "
      "found\n.TP\n2\n"
      "usage or query error\n.TP\n3\nI/O error or corrupt index\n.TP\n130\ninterrupted\n"
      ".SH ENVIRONMENT\n.TP\n.B LODEX_INDEX\nthe directory of the index where \\-d is not given\n"
      ".TP\n.B NO_COLOR\nif set, no colour is used\n"
      ".SH FILES\n.TP\n.I .lodex/\nthe index that is used, and made, where none is named\n";
  return out;
}

}  // namespace lodex::app
