// lodex analyze: what an analyzer makes of a text.
#include <clocale>
#include <cwchar>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "../arguments.h"
#include "../terminal.h"
#include "commands.h"
#include "lodex/lodex.h"
#include "open_index.h"

namespace lodex::app {
namespace {

using nlohmann::ordered_json;

// A token of a step, as it is printed.
struct Row {
  const AnalysisStage* step;
  const OwnedToken* token;
  std::string rule;
  bool dropped = false;
};

std::string text_of(const Arguments& arguments) {
  const std::vector<std::string> words = arguments.list("TEXT");
  if (words.empty() || (words.size() == 1 && words[0] == "-")) {
    return {std::istreambuf_iterator<char>(std::cin), {}};
  }
  return joined(words);
}

// That of --schema, else that of the index.
Schema schema_of(const Arguments& arguments) {
  if (const auto file = arguments.text("schema")) return Schema::load(*file);
  return open_index(arguments).schema();
}

std::shared_ptr<const Analyzer> analyzer_of_field(const std::string& name, bool of_queries,
                                                  const Schema& schema) {
  const FieldSpec* field = schema.find(name);
  if (field == nullptr) throw UsageMistake("the schema has no field \"" + name + "\"");
  if (field->kind != FieldKind::kText) {
    throw UsageMistake("field \"" + name + "\" is of kind " + std::string(to_string(field->kind)) +
                       "; only text has an analyzer");
  }
  return schema.find_analyzer(of_queries ? schema.search_analyzer_of(*field)
                                         : schema.analyzer_of(*field));
}

std::shared_ptr<const Analyzer> wanted_analyzer(const Arguments& arguments) {
  const auto field = arguments.text("field");
  const auto name = arguments.text("analyzer");
  if (field && name) throw UsageMistake("--field and --analyzer contradict each other");
  if (arguments.has("query") && !field) throw UsageMistake("--query goes with --field");
  if (field) return analyzer_of_field(*field, arguments.has("query"), schema_of(arguments));
  if (name && name->starts_with('{')) return make_analyzer(*name);
  const bool has_schema = arguments.has("schema") || arguments.has("directory");
  if (!has_schema) return find_analyzer(name.value_or("standard"));
  const Schema schema = schema_of(arguments);
  return schema.find_analyzer(name.value_or(schema.default_analyzer()));
}

std::vector<Row> rows_of(const std::vector<AnalysisStage>& stages, bool only_last) {
  std::vector<Row> rows;
  for (const AnalysisStage& stage : stages) {
    if (only_last && &stage != &stages.back()) continue;
    for (std::size_t i = 0; i < stage.tokens.size(); ++i) {
      rows.push_back({&stage, &stage.tokens[i], stage.rules[i]});
    }
    if (only_last) continue;
    for (const OwnedToken& token : stage.dropped) rows.push_back({&stage, &token, "dropped", true});
  }
  return rows;
}

void write_json(std::ostream& out, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const ordered_json line = {{"step", row.step->name},    {"position", row.token->position},
                               {"begin", row.token->begin}, {"end", row.token->end},
                               {"term", row.token->term},   {"rule", row.rule},
                               {"dropped", row.dropped}};
    out << line.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n';
  }
}

void write_lines(std::ostream& out, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    out << one_line(row.step->name) << '\t' << row.token->position << '\t' << row.token->begin
        << '\t' << row.token->end << '\t' << one_line(row.token->term) << '\t' << one_line(row.rule)
        << '\n';
  }
}

// How many columns of a terminal a text takes.
std::size_t columns(const std::string& text) {
  std::size_t sum = 0;
  std::mbstate_t state{};
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    wchar_t c = 0;
    const std::size_t size = std::mbrtowc(&c, at, static_cast<std::size_t>(end - at), &state);
    if (size == 0 || size > text.size()) return sum + static_cast<std::size_t>(end - at);
    sum += static_cast<std::size_t>(std::max(0, ::wcwidth(c)));
    at += size;
  }
  return sum;
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t taken = columns(text);
  return taken < width ? text + std::string(width - taken, ' ') : text;
}

// A table for each step: position, bytes, term, rule.
void write_for_people(std::ostream& out, const std::vector<Row>& rows, bool color) {
  constexpr std::size_t kWidestTerm = 40;
  const char* bold = color ? "\x1b[1m" : "";
  const char* dim = color ? "\x1b[2m" : "";
  const char* plain = color ? "\x1b[0m" : "";
  std::size_t term_width = 0;
  std::size_t place_width = 0;
  const auto place_of = [](const Row& row) {
    return std::to_string(row.token->begin) + ".." + std::to_string(row.token->end);
  };
  for (const Row& row : rows) {
    term_width = std::max(term_width, columns(one_line(row.token->term)));
    place_width = std::max(place_width, place_of(row).size());
  }
  const AnalysisStage* step = nullptr;
  for (const Row& row : rows) {
    if (step != row.step) out << bold << one_line(row.step->name) << plain << '\n';
    step = row.step;
    char position[16];
    std::snprintf(position, sizeof position, "%5u", row.token->position);
    out << position << "  " << dim << padded(place_of(row), place_width) << plain << "  "
        << (row.dropped ? dim : bold)
        << padded(one_line(row.token->term), std::min(term_width, kWidestTerm)) << plain;
    if (!row.rule.empty()) out << "  " << one_line(row.rule);
    out << '\n';
  }
}

}  // namespace

int run_analyze(const Arguments& arguments) {
  if (arguments.has("list")) {
    for (const std::string& name : analyzer_names()) std::cout << name << '\n';
    return kFound;
  }
  const std::shared_ptr<const Analyzer> analyzer = wanted_analyzer(arguments);
  const std::vector<AnalysisStage> stages = explain_analysis(text_of(arguments), *analyzer);
  const std::vector<Row> rows = rows_of(stages, arguments.has("final"));
  if (arguments.has("json")) {
    write_json(std::cout, rows);
  } else if (output_is_terminal() || arguments.has("pretty")) {
    std::setlocale(LC_CTYPE, "C.UTF-8");  // for the widths of characters
    write_for_people(std::cout, rows, use_color(arguments));
  } else {
    write_lines(std::cout, rows);
  }
  return stages.back().tokens.empty() ? kNothingFound : kFound;
}

}  // namespace lodex::app
