// lodex search and lodex get.
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include "../arguments.h"
#include "../query_arguments.h"
#include "../search_output.h"
#include "../terminal.h"
#include "commands.h"
#include "lodex/lodex.h"
#include "open_index.h"

namespace lodex::app {
namespace {

std::vector<SortKey> sort_keys(const Arguments& arguments) {
  std::vector<SortKey> keys;
  for (const std::string& key : arguments.comma_list("sort")) {
    const bool descending = key.starts_with('-');
    const std::string field = key.substr(descending ? 1 : 0);
    keys.push_back({field == "score" ? std::string() : field, descending});
  }
  return keys;
}

// FIELD, or FIELD:N.
std::optional<Collapse> collapse_of(const Arguments& arguments) {
  const std::optional<std::string> given = arguments.text("collapse");
  if (!given) return {};
  const std::size_t colon = given->rfind(':');
  Collapse out{given->substr(0, colon)};
  if (colon == std::string::npos) return out;
  const auto per_value = number_in<std::size_t>(std::string_view(*given).substr(colon + 1));
  if (!per_value) {
    throw UsageMistake("--collapse wants FIELD or FIELD:N, not \"" + *given + "\"");
  }
  out.per_value = *per_value;
  return out;
}

}  // namespace

int run_search(const Arguments& arguments) {
  if (arguments.has("lines") && arguments.has("json")) {
    throw UsageMistake("--lines and --json contradict each other; --json has path and line");
  }
  if (arguments.has("lines") && arguments.has("explain")) {
    throw UsageMistake("--lines and --explain contradict each other");
  }
  const Index index = open_index(arguments);
  const Searcher searcher = index.searcher();
  const std::string text = joined(arguments.list("QUERY"));
  const Query query = searcher.parse(text, parse_options(arguments));
  SearchOptions options = scoring_options(arguments, searcher);
  options.limit = arguments.number("limit", 10);
  options.offset = arguments.number("offset", 0);
  if (const auto after = arguments.text("after")) options.after = SearchAfter{*after};
  options.sort = sort_keys(arguments);
  options.collapse = collapse_of(arguments);
  options.facets = arguments.list("facet");
  options.exact_total = true;
  options.cancelled = interrupted;
  const Results results = searcher.search(query, options);
  if (interrupted()) throw Interruption{};

  OutputOptions output;
  output.snippet_length = arguments.number("snippet-length", 200);
  output.fields = arguments.comma_list("show");
  output.explain = arguments.has("explain");
  output.color = use_color(arguments);
  output.width = terminal_width();
  if (arguments.has("lines")) {
    write_places(std::cout, results, output);
  } else if (arguments.has("json")) {
    write_json(std::cout, text, results, output);
  } else if (output_is_terminal() || arguments.has("pretty")) {
    write_for_people(std::cout, results, output);
  } else {
    write_lines(std::cout, results, output);
  }
  for (const QueryNote& note : results.notes) tell("note: " + note.message);
  return results.empty() ? kNothingFound : kFound;
}

int run_get(const Arguments& arguments) {
  const Index index = open_index(arguments);
  const Searcher searcher = index.searcher();
  int status = kFound;
  for (const std::string& id : arguments.list("ID")) {
    if (const auto document = searcher.get(id)) {
      std::cout << document->to_json() << '\n';
    } else {
      tell("there is no document \"" + id + "\"");
      status = kNothingFound;
    }
  }
  return status;
}

}  // namespace lodex::app
