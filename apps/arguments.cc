#include "arguments.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <cstdlib>

namespace lodex::app {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;
using Values = std::vector<std::string>;

po::options_description describe(const Command& command) {
  po::options_description all;
  const auto add = [&](const Flag& flag) {
    std::string name(flag.name);
    if (flag.letter != 0) name += std::string(",") + flag.letter;
    if (flag.value.empty()) {
      all.add_options()(name.c_str(), "");
    } else {
      all.add_options()(name.c_str(), po::value<Values>()->composing(), "");
    }
  };
  for (const Flag& flag : command.flags) add(flag);
  add(help_flag());
  for (const Positional& positional : command.positionals) {
    all.add_options()(std::string(positional.name).c_str(), po::value<Values>(), "");
  }
  return all;
}

// What Boost says of a mistake, in our words.
std::string explain(const po::error& error) {
  if (const auto* unknown = dynamic_cast<const po::unknown_option*>(&error)) {
    return "there is no option " + unknown->get_option_name() +
           " (put -- before words that begin with a minus)";
  }
  if (dynamic_cast<const po::too_many_positional_options_error*>(&error) != nullptr) {
    return "there are too many arguments";
  }
  return error.what();
}

void check(const Flag& flag, const Values& values) {
  if (!flag.repeated && values.size() > 1) {
    throw UsageMistake("--" + std::string(flag.name) + " is given more than once");
  }
  if (flag.choices.empty() || flag.other_values) return;
  for (const std::string& value : values) {
    if (std::ranges::find(flag.choices, value) != flag.choices.end()) continue;
    std::string message = "--" + std::string(flag.name) + " is one of";
    for (const std::string_view choice : flag.choices) message += " " + std::string(choice);
    throw UsageMistake(message + ", not \"" + value + "\"");
  }
}

}  // namespace

Arguments Arguments::parse(const Command& command, const std::vector<std::string>& words) {
  po::positional_options_description positions;
  for (const Positional& positional : command.positionals) {
    positions.add(std::string(positional.name).c_str(), positional.repeated ? -1 : 1);
  }
  Arguments out;
  try {
    using po::command_line_style::style_t;
    constexpr int kStyle = style_t::allow_long | style_t::allow_short |
                           style_t::allow_dash_for_short | style_t::long_allow_next |
                           style_t::long_allow_adjacent | style_t::short_allow_next |
                           style_t::short_allow_adjacent | style_t::allow_sticky;
    const po::options_description description = describe(command);
    const auto parsed = po::command_line_parser(words)
                            .options(description)
                            .positional(positions)
                            .style(kStyle)
                            .run();
    for (const auto& option : parsed.options) {
      Values& values = out.values_[option.string_key];
      values.insert(values.end(), option.value.begin(), option.value.end());
    }
  } catch (const po::error& error) {
    throw UsageMistake(explain(error));
  }
  if (out.has("help")) return out;
  for (const Flag& flag : command.flags) {
    if (out.has(flag.name)) check(flag, out.values_.find(flag.name)->second);
  }
  for (const Positional& positional : command.positionals) {
    if (positional.required && !out.has(positional.name)) {
      throw UsageMistake(std::string(positional.name) +
                         " is missing: " + std::string(positional.help));
    }
  }
  return out;
}

bool Arguments::has(std::string_view name) const { return values_.find(name) != values_.end(); }

std::optional<std::string> Arguments::text(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end() || found->second.empty()) return {};
  return found->second.back();
}

std::vector<std::string> Arguments::list(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? Values() : found->second;
}

std::vector<std::string> Arguments::comma_list(std::string_view name) const {
  const auto value = text(name);
  return value ? split(*value, ',') : Values();
}

std::uint64_t Arguments::number(std::string_view name, std::uint64_t otherwise) const {
  const auto value = text(name);
  if (!value) return otherwise;
  const auto out = number_in<std::uint64_t>(*value);
  if (!out) {
    throw UsageMistake("--" + std::string(name) + " wants a whole number, not \"" + *value + "\"");
  }
  return *out;
}

double Arguments::real(std::string_view name, double otherwise) const {
  const auto value = text(name);
  if (!value) return otherwise;
  const auto out = number_in<double>(*value);
  if (!out) {
    throw UsageMistake("--" + std::string(name) + " wants a number, not \"" + *value + "\"");
  }
  return *out;
}

std::uint64_t Arguments::bytes(std::string_view name, std::uint64_t otherwise) const {
  const auto value = text(name);
  if (!value) return otherwise;
  std::uint64_t count = 0;
  const char* end = value->data() + value->size();
  const auto [unit, error] = std::from_chars(value->data(), end, count);
  constexpr std::string_view kUnits = "KMG";
  const bool has_unit = unit + 1 == end;
  const auto power =
      has_unit ? kUnits.find(static_cast<char>(*unit & ~0x20)) : std::string_view::npos;
  const unsigned shift = has_unit ? 10 * static_cast<unsigned>(power + 1) : 0;
  if (error != std::errc() || (unit != end && power == std::string_view::npos) ||
      count > (UINT64_MAX >> shift)) {
    throw UsageMistake("--" + std::string(name) + " wants a size like 512M or 2G, not \"" + *value +
                       "\"");
  }
  return count << shift;
}

fs::path index_directory(const Arguments& arguments, bool may_be_new) {
  if (const auto given = arguments.text("directory")) return *given;
  const char* variable = std::getenv("LODEX_INDEX");
  if (variable != nullptr && *variable != '\0') return variable;
  std::error_code error;
  for (fs::path here = fs::current_path(error); !here.empty(); here = here.parent_path()) {
    if (fs::is_directory(here / ".lodex", error)) return here / ".lodex";
    if (here == here.root_path()) break;
  }
  if (may_be_new) return ".lodex";
  throw UsageMistake(
      "there is no index: name one with -d or $LODEX_INDEX, or make .lodex/ here with "
      "lodex index");
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace lodex::app
