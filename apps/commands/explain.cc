// lodex explain.
#include <iostream>
#include <nlohmann/json.hpp>

#include "../arguments.h"
#include "../explanation_output.h"
#include "../query_arguments.h"
#include "../terminal.h"
#include "commands.h"
#include "lodex/lodex.h"
#include "open_index.h"

namespace lodex::app {

int run_explain(const Arguments& arguments) {
  const auto id = arguments.text("doc");
  if (!id) throw UsageMistake("--doc names the document whose score is explained");
  const Index index = open_index(arguments);
  const Searcher searcher = index.searcher();
  const std::string text = joined(arguments.list("QUERY"));
  const Query query = searcher.parse(text, parse_options(arguments));
  const auto explanation = searcher.explain(query, *id, scoring_options(arguments, searcher));
  for (const QueryNote& note : query.notes()) tell("note: " + note.message);
  if (!explanation) {
    tell("there is no document \"" + *id + "\"");
    return kNothingFound;
  }
  if (arguments.has("json")) {
    const nlohmann::ordered_json all = {
        {"query", text}, {"id", *id}, {"explanation", explanation_json(*explanation)}};
    std::cout << all.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
  } else {
    write_explanation(std::cout, *explanation, "");
  }
  return explanation->matches ? kFound : kNothingFound;
}

}  // namespace lodex::app
