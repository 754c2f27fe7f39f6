// lodex run and lodex eval: rankings for many queries, and what they are worth.
#include <cstdio>
#include <fstream>
#include <iostream>

#include "../arguments.h"
#include "../query_arguments.h"
#include "../terminal.h"
#include "commands.h"
#include "lodex/lodex.h"
#include "open_index.h"

namespace lodex::app {
namespace {

void write_run(const Run& run, const Arguments& arguments) {
  const std::string tag = arguments.text("tag").value_or("lodex");
  const auto path = arguments.text("output");
  if (!path) {
    run.write(std::cout, tag);
    return;
  }
  std::ofstream out(*path);
  run.write(out, tag);
  out.close();
  if (!out) throw IoError(*path + ": cannot write", *path);
}

// Ten digits for programs, the usual four for people.
std::string value_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, output_is_terminal() ? "%.4f" : "%.10f", value);
  return text;
}

}  // namespace

int run_run(const Arguments& arguments) {
  const Index index = open_index(arguments);
  const Searcher searcher = index.searcher();
  const ParseOptions parse = parse_options(arguments);
  SearchOptions options = scoring_options(arguments, searcher);
  options.limit = arguments.number("limit", 1000);
  Run run;
  for (const Topic& topic : load_topics(*arguments.text("QUERIES"))) {
    if (interrupted()) throw Interruption{};
    auto& ranking = run.rankings[topic.id];
    for (const Hit& hit : searcher.search(searcher.parse(topic.text, parse), options)) {
      ranking.push_back({hit.id, hit.score});
    }
  }
  write_run(run, arguments);
  return kFound;
}

int run_eval(const Arguments& arguments) {
  std::vector<Measure> measures;
  std::vector<std::string> names = arguments.comma_list("measures");
  if (names.empty()) names = {"nDCG@10", "AP"};
  for (const std::string& name : names) measures.push_back(Measure::parse(name));
  const Qrels qrels = Qrels::load(*arguments.text("QRELS"));
  for (const std::string& path : arguments.list("RUN")) {
    const Run run = Run::load(path);
    for (const Measure& measure : measures) {
      if (arguments.has("by-query")) {
        for (const auto& [query, value] : evaluate_by_query(qrels, run, measure)) {
          std::cout << path << '\t' << measure.to_string() << '\t' << value_text(value) << '\t'
                    << query << '\n';
        }
      }
      std::cout << path << '\t' << measure.to_string() << '\t'
                << value_text(evaluate(qrels, run, measure)) << '\n';
    }
  }
  return kFound;
}

}  // namespace lodex::app
