// lodex import, lodex export: documents from one engine to another, terms as they are.
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>

#include "../arguments.h"
#include "../terminal.h"
#include "commands.h"
#include "lodex/lodex.h"

namespace lodex::app {
namespace {

namespace fs = std::filesystem;

std::string documents(std::uint64_t number) {
  return grouped(number) + (number == 1 ? " document" : " documents");
}

std::string summary(const ImportReport& report, const char* verb, double seconds) {
  char took[64];
  std::snprintf(took, sizeof took, "%.1f s", seconds);
  std::string out = verb + (" " + documents(report.imported)) + " in " + took;
  if (report.continued > 0) {
    out += ", behind " + documents(report.continued) + " of a run that was broken off";
  }
  if (report.skipped > 0) out += "; passed over " + documents(report.skipped);
  return out + "; the index has " + grouped(report.commit.documents);
}

void print_json(const ImportReport& report, double seconds) {
  const nlohmann::ordered_json json = {{"documents", report.documents},
                                       {"imported", report.imported},
                                       {"continued", report.continued},
                                       {"skipped", report.skipped},
                                       {"tokens", report.tokens},
                                       {"verified", report.problems.empty()},
                                       {"problems", report.problems},
                                       {"seconds", seconds},
                                       {"index_documents", report.commit.documents}};
  std::cout << json.dump() << '\n';
}

ImportOptions import_options(const Arguments& arguments, Progress& progress) {
  ImportOptions options;
  options.writer.threads = static_cast<unsigned>(arguments.number("threads", 1));
  options.writer.memory = arguments.bytes("memory", options.writer.memory);
  options.commit_every = arguments.number("commit-every", options.commit_every);
  if (options.commit_every == 0) throw UsageMistake("--commit-every has to be at least 1");
  options.on_progress = [&progress](std::uint64_t done, std::uint64_t total) {
    if (interrupted()) throw Interruption{};
    progress.show(done, total, documents(done));
  };
  options.on_problem = [&progress](const std::string& problem) {
    progress.clear();
    tell(problem);
  };
  return options;
}

// Moves all documents of `source` to `target`; `verb` says what was done, to people.
int transfer(const Index& source, Index target, const Arguments& arguments, const char* verb) {
  const auto begin = std::chrono::steady_clock::now();
  Progress progress(arguments.has("quiet"));
  const ImportReport report = target.import_from(source, import_options(arguments, progress));
  progress.clear();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  if (!arguments.has("quiet")) tell(summary(report, verb, took.count()));
  for (const std::string& problem : report.problems) tell("counts differ: " + problem);
  if (arguments.has("json")) print_json(report, took.count());
  return report.problems.empty() ? kFound : kFailure;
}

}  // namespace

int run_import(const Arguments& arguments) {
  const fs::path path = index_directory(arguments, true);
  const std::vector<std::string> names = arguments.list("DATABASE");
  const Index source = Index::open(std::vector<fs::path>(names.begin(), names.end()),
                                   {.mapping = arguments.text("mapping").value_or("")});
  return transfer(source, Index::open_or_create(path, source.schema()), arguments, "imported");
}

int run_export(const Arguments& arguments) {
  const Index source = Index::open(index_directory(arguments, false));
  const std::string path = *arguments.text("PATH");
  const std::string engine = arguments.text("to").value_or("xapian");
  Index target = Index::open_or_create(path, source.schema(), {.engine = engine});
  return transfer(source, std::move(target), arguments, "exported");
}

}  // namespace lodex::app
