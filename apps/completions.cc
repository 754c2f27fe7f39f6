// Completions for shells, from the table of commands.
#include <string>

#include "arguments.h"
#include "help.h"

namespace lodex::app {
namespace {

std::string flag_words(const Command& command) {
  std::string out;
  for (const Flag& flag : command.flags) out += "--" + std::string(flag.name) + " ";
  return out + "--help";
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : " ") + std::string(word);
  return out;
}

std::string flag_pattern(const Flag& flag, const char* separator) {
  std::string out = "--" + std::string(flag.name);
  if (flag.letter != 0) out += separator + (std::string("-") + flag.letter);
  return out;
}

std::string bash_case(const Command& command) {
  std::string out = "    " + std::string(command.name) + ")\n      case \"$previous\" in\n";
  for (const Flag& flag : command.flags) {
    if (flag.value.empty()) continue;
    std::string reply = "return";
    if (!flag.choices.empty()) {
      reply = "COMPREPLY=($(compgen -W \"" + joined(flag.choices) + "\" -- \"$word\")); return";
    } else if (flag.kind == ValueKind::kFile) {
      reply = "COMPREPLY=($(compgen -f -- \"$word\")); return";
    } else if (flag.kind == ValueKind::kDirectory) {
      reply = "COMPREPLY=($(compgen -d -- \"$word\")); return";
    }
    out += "        " + flag_pattern(flag, "|") + ") " + reply + " ;;\n";
  }
  out += "      esac\n      flags=\"" + flag_words(command) + "\"\n";
  if (command.name == "completions") out += "      words=\"bash zsh fish\"\n";
  for (const Positional& positional : command.positionals) {
    if (positional.kind == ValueKind::kFile) out += "      files=yes\n";
    if (positional.kind == ValueKind::kFile) break;
  }
  return out + "      ;;\n";
}

std::string bash_completions() {
  std::string names;
  std::string cases;
  for (const Command& command : commands()) {
    names += std::string(command.name) + " ";
    cases += bash_case(command);
  }
  return "_lodex() {\n"
         "  local word=\"${COMP_WORDS[COMP_CWORD]}\" previous=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
         "  local flags=\"\" words=\"\" files=\"\"\n"
         "  COMPREPLY=()\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    COMPREPLY=($(compgen -W \"" +
         names +
         "--help --version\" -- \"$word\"))\n"
         "    return\n"
         "  fi\n"
         "  case \"${COMP_WORDS[1]}\" in\n" +
         cases +
         "  esac\n"
         "  case \"$word\" in\n"
         "    -*) COMPREPLY=($(compgen -W \"$flags\" -- \"$word\")) ;;\n"
         "    *) COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
         "       [ -n \"$files\" ] && COMPREPLY+=($(compgen -f -- \"$word\")) ;;\n"
         "  esac\n"
         "}\n"
         "complete -o filenames -F _lodex lodex\n";
}

// Text within single quotes of a shell, with what `special` names escaped by a backslash.
std::string quoted(std::string_view text, std::string_view special = {}) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c == '\'' ? "'\\''" : std::string(1, c);
  }
  return out;
}

std::string zsh_flag(const Flag& flag) {
  const std::string help = "[" + quoted(flag.help, "[]:") + "]";
  std::string value;
  if (!flag.value.empty()) {
    value = ":" + quoted(flag.value) + ":";
    if (!flag.choices.empty()) value += "(" + joined(flag.choices) + ")";
    if (flag.kind == ValueKind::kFile) value += "_files";
    if (flag.kind == ValueKind::kDirectory) value += "_files -/";
  }
  const std::string name = "--" + std::string(flag.name);
  if (flag.letter == 0)
    return "'" + std::string(flag.repeated ? "*" : "") + name + help + value + "'";
  const std::string letter = std::string("-") + flag.letter;
  return "'(" + letter + " " + name + ")'{" + letter + "," + name + "}'" + help + value + "'";
}

std::string zsh_completions() {
  std::string names;
  std::string cases;
  for (const Command& command : commands()) {
    names += "    '" + std::string(command.name) + ":" + quoted(command.summary, ":") + "'\n";
    cases += "    " + std::string(command.name) + ") _arguments";
    for (const Flag& flag : command.flags) cases += " \\\n      " + zsh_flag(flag);
    cases += " \\\n      " + zsh_flag(help_flag());
    for (const Positional& positional : command.positionals) {
      const std::string action = command.name == "completions"         ? "(bash zsh fish)"
                                 : positional.kind == ValueKind::kFile ? "_files"
                                                                       : "";
      cases += std::string(" \\\n      '") + (positional.repeated ? "*" : "") + ":" +
               std::string(positional.name) + ":" + action + "'";
    }
    cases += " ;;\n";
  }
  return "#compdef lodex\n"
         "_lodex() {\n"
         "  local -a names\n"
         "  names=(\n" +
         names +
         "  )\n"
         "  if (( CURRENT == 2 )); then _describe command names; return; fi\n"
         "  local name=$words[2]\n"
         "  shift words; (( CURRENT-- ))\n"
         "  case $name in\n" +
         cases +
         "  esac\n"
         "}\n"
         "compdef _lodex lodex\n";
}

std::string fish_completions() {
  std::string out = "complete -c lodex -f\n";
  for (const Command& command : commands()) {
    const std::string name(command.name);
    out += "complete -c lodex -n __fish_use_subcommand -a " + name + " -d '" +
           quoted(command.summary) + "'\n";
    const std::string here = "complete -c lodex -n '__fish_seen_subcommand_from " + name + "'";
    for (const Flag& flag : command.flags) {
      out += here;
      if (flag.letter != 0) out += std::string(" -s ") + flag.letter;
      out += " -l " + std::string(flag.name);
      if (!flag.value.empty()) out += flag.kind == ValueKind::kText ? " -x" : " -r -F";
      if (!flag.choices.empty()) out += " -a '" + joined(flag.choices) + "'";
      out += " -d '" + quoted(flag.help) + "'\n";
    }
    for (const Positional& positional : command.positionals) {
      if (positional.kind == ValueKind::kFile) {
        out += here + " -F\n";
        break;
      }
    }
    if (name == "completions") out += here + " -a 'bash zsh fish'\n";
  }
  return out;
}

}  // namespace

std::string completions(const std::string& shell) {
  if (shell == "bash") return bash_completions();
  if (shell == "zsh") return zsh_completions();
  if (shell == "fish") return fish_completions();
  throw UsageMistake("there are completions for bash, zsh and fish, not for \"" + shell + "\"");
}

}  // namespace lodex::app
