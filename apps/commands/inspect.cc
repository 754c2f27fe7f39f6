// lodex stats, terms, check and merge: what an index is made of.
#include <iostream>
#include <nlohmann/json.hpp>

#include "../arguments.h"
#include "../terminal.h"
#include "commands.h"
#include "lodex/lodex.h"
#include "open_index.h"

namespace lodex::app {
namespace {

using nlohmann::ordered_json;

ordered_json to_json(const IndexStats& stats, const Schema& schema) {
  ordered_json fields = ordered_json::array();
  for (const FieldStats& field : stats.fields) {
    fields.push_back({{"name", field.name},
                      {"kind", to_string(field.kind)},
                      {"documents", field.documents},
                      {"terms", field.terms},
                      {"tokens", field.tokens}});
  }
  return {{"engine", stats.engine},
          {"generation", stats.generation},
          {"documents", stats.documents},
          {"deleted", stats.deleted},
          {"segments", stats.segments},
          {"bytes", stats.bytes},
          {"created_by", stats.created_by},
          {"fields", std::move(fields)},
          {"schema", ordered_json::parse(schema.to_json())}};
}

void print(const IndexStats& stats) {
  std::cout << "documents\t" << stats.documents << "\ndeleted\t" << stats.deleted << "\nsegments\t"
            << stats.segments << "\nbytes\t" << stats.bytes << "\ncommits\t" << stats.generation
            << "\nengine\t" << stats.engine << "\nwritten by\t" << stats.created_by << '\n';
  for (const FieldStats& field : stats.fields) {
    std::cout << "field\t" << field.name << '\t' << to_string(field.kind) << '\t' << field.documents
              << " documents";
    if (field.terms > 0) std::cout << '\t' << field.terms << " terms";
    if (field.tokens > 0) std::cout << '\t' << field.tokens << " tokens";
    std::cout << '\n';
  }
}

}  // namespace

int run_stats(const Arguments& arguments) {
  const Index index = open_index(arguments);
  const IndexStats stats = index.stats();
  if (arguments.has("json")) {
    std::cout << to_json(stats, index.schema()).dump() << '\n';
  } else {
    print(stats);
  }
  return kFound;
}

int run_terms(const Arguments& arguments) {
  const Index index = open_index(arguments);
  const auto terms =
      index.searcher().terms(*arguments.text("FIELD"), arguments.text("PREFIX").value_or(""),
                             arguments.number("limit", SIZE_MAX));
  for (const TermStats& term : terms) {
    std::cout << term.term << '\t' << term.document_frequency << '\t' << term.total_frequency
              << '\n';
  }
  return terms.empty() ? kNothingFound : kFound;
}

int run_check(const Arguments& arguments) {
  const std::filesystem::path path = index_directory(arguments, false);
  const CheckReport report = Index::check(path);
  if (arguments.has("json")) {
    ordered_json problems = ordered_json::array();
    for (const CheckProblem& problem : report.problems) {
      problems.push_back({{"path", problem.path}, {"message", problem.message}});
    }
    std::cout << ordered_json{{"ok", report.ok()},
                              {"files", report.files},
                              {"bytes", report.bytes},
                              {"problems", std::move(problems)}}
                     .dump()
              << '\n';
  } else {
    for (const CheckProblem& problem : report.problems) std::cout << problem.message << '\n';
    if (report.ok() && !arguments.has("quiet")) {
      tell("every byte is as it was written: " + grouped(report.files) + " files, " +
           readable_bytes(report.bytes));
    }
  }
  return report.ok() ? kFound : kFailure;
}

int run_merge(const Arguments& arguments) {
  if (arguments.has("reorder") && arguments.has("no-reorder")) {
    throw UsageMistake("--reorder and --no-reorder contradict each other");
  }
  Index index = Index::open(index_directory(arguments, false));
  Writer writer = index.writer({.memory = arguments.bytes("memory", WriterOptions{}.memory)});
  writer.merge(
      {.max_segments = arguments.number("segments", 1), .reorder = arguments.has("reorder")});
  if (!arguments.has("quiet")) {
    const IndexStats stats = index.stats();
    tell("the index has " + grouped(stats.segments) +
         (stats.segments == 1 ? " segment, " : " segments, ") + readable_bytes(stats.bytes));
  }
  return kFound;
}

}  // namespace lodex::app
