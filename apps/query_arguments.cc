#include "query_arguments.h"

namespace lodex::app {

ParseOptions parse_options(const Arguments& arguments) {
  ParseOptions options;
  options.fields = arguments.comma_list("fields");
  options.require_all = arguments.has("all");
  options.words_only = arguments.has("words");
  if (arguments.has("strict")) options.mode = ParseMode::kStrict;
  return options;
}

SearchOptions scoring_options(const Arguments& arguments, const Searcher& searcher) {
  SearchOptions options;
  if (const auto filter = arguments.text("filter")) {
    options.filter = searcher.parse(*filter, {.mode = ParseMode::kStrict});
  }
  options.model = {arguments.real("k1", options.model.k1), arguments.real("b", options.model.b)};
  return options;
}

}  // namespace lodex::app
