// lodex index, lodex upsert, lodex delete: what changes an index.
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

SourceFormat format_of(const std::optional<std::string>& name) {
  if (!name) return SourceFormat::kAuto;
  if (*name == "jsonl") return SourceFormat::kJsonLines;
  if (*name == "csv") return SourceFormat::kCsv;
  if (*name == "tsv") return SourceFormat::kTsv;
  if (*name == "markdown") return SourceFormat::kMarkdown;
  if (*name == "html") return SourceFormat::kHtml;
  return SourceFormat::kText;
}

// Tells problems, the first of many.
class ProblemTeller {
 public:
  void operator()(const SourceProblem& problem) {
    if (++count_ > kMost) return;
    std::string place = problem.path;
    if (problem.line > 0) place += ":" + std::to_string(problem.line);
    tell(place + ": " + problem.message);
  }
  void finish() const {
    if (count_ > kMost) tell("… and " + grouped(count_ - kMost) + " more problems");
  }

 private:
  static constexpr std::uint64_t kMost = 20;
  std::uint64_t count_ = 0;
};

void add(SourceCounts& total, const SourceCounts& part) {
  total.documents += part.documents;
  total.files += part.files;
  total.skipped += part.skipped;
  total.skipped_lines += part.skipped_lines;
  total.skipped_documents += part.skipped_documents;
  total.skipped_files += part.skipped_files;
  total.other_files += part.other_files;
  total.replaced += part.replaced;
  total.repaired += part.repaired;
  total.bytes += part.bytes;
}

std::string counted(std::uint64_t number, const std::string& noun) {
  return grouped(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string skipped_text(const SourceCounts& counts) {
  std::string out;
  const auto add_kind = [&](std::uint64_t number, const char* noun) {
    if (number > 0) out += (out.empty() ? "" : ", ") + counted(number, noun);
  };
  add_kind(counts.skipped_lines, "line");
  add_kind(counts.skipped_documents, "document");
  add_kind(counts.skipped_files, "file");
  return out + " with problems";
}

std::string summary(const SourceCounts& counts, const CommitInfo& info, double seconds) {
  char speed[64];
  std::snprintf(speed, sizeof speed, "%.1f s", seconds);
  std::string out = "indexed " + counted(counts.documents, "document") + " (" +
                    readable_bytes(counts.bytes) + ") in " + speed + "; the index has " +
                    grouped(info.documents);
  if (counts.skipped > 0) out += "; passed over " + skipped_text(counts);
  if (counts.other_files > 0) {
    out += "; left out " + counted(counts.other_files, "file") + " of other kinds";
  }
  if (counts.repaired > 0) {
    out += "; replaced invalid UTF-8 in " + counted(counts.repaired, "document") + " (" +
           counted(counts.replaced, "character") + ")";
  }
  return out;
}

void print_json(const SourceCounts& counts, const CommitInfo& info, double seconds) {
  const nlohmann::ordered_json report = {{"documents", counts.documents},
                                         {"files", counts.files},
                                         {"bytes", counts.bytes},
                                         {"skipped_lines", counts.skipped_lines},
                                         {"skipped_documents", counts.skipped_documents},
                                         {"skipped_files", counts.skipped_files},
                                         {"other_files", counts.other_files},
                                         {"repaired_documents", counts.repaired},
                                         {"replaced_characters", counts.replaced},
                                         {"seconds", seconds},
                                         {"index_documents", info.documents},
                                         {"generation", info.generation}};
  std::cout << report.dump() << '\n';
}

// Says which languages the analyzer "auto" stands for since the commit.
void tell_languages(const Schema& before, const Schema& after) {
  for (const FieldSpec& field : after.fields()) {
    if (field.kind != FieldKind::kText || after.analyzer_of(field) == "auto") continue;
    const FieldSpec* known = before.find(field.name);
    const std::string& was =
        known == nullptr ? before.default_analyzer() : before.analyzer_of(*known);
    if (was == "auto") {
      tell("analyzer of " + field.name + ": " + after.analyzer_of(field) + " (auto)");
    }
  }
}

WriterOptions writer_options(const Arguments& arguments) {
  WriterOptions options;
  options.threads = static_cast<unsigned>(arguments.number("threads", options.threads));
  options.memory = arguments.bytes("memory", options.memory);
  return options;
}

// Reads all sources into the index and commits.
int index_sources(Index index, const std::vector<std::string>& sources,
                  const Arguments& arguments) {
  const bool quiet = arguments.has("quiet");
  const auto begin = std::chrono::steady_clock::now();
  const Schema before = index.schema();
  Writer writer = index.writer(writer_options(arguments));
  Progress progress(quiet);
  ProblemTeller problems;
  SourceCounts counts;
  SourceOptions options;
  options.format = format_of(arguments.text("format"));
  options.id_field = arguments.text("id").value_or("");
  options.strict = arguments.has("strict");
  options.origins = !arguments.has("no-origins");
  options.on_problem = [&](const SourceProblem& problem) {
    progress.clear();
    problems(problem);
  };
  std::uint64_t documents = 0;
  options.on_progress = [&](std::uint64_t done, std::uint64_t total) {
    progress.show(done, total, grouped(documents) + " documents");
  };
  for (const std::string& source : sources) {
    add(counts, read_documents(
                    source,
                    [&](Document&& document) {
                      if (interrupted()) throw Interruption{};
                      writer.upsert(std::move(document));
                      ++documents;
                    },
                    options));
  }
  progress.clear();
  problems.finish();
  if (interrupted()) throw Interruption{};
  const CommitInfo info = writer.commit();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  if (!quiet) {
    tell(summary(counts, info, took.count()));
    tell_languages(before, index.schema());
  }
  if (arguments.has("json")) print_json(counts, info, took.count());
  return kFound;
}

Schema wanted_schema(const Arguments& arguments) {
  Schema schema = Schema::dynamic();
  if (const auto file = arguments.text("schema")) schema = Schema::load(*file);
  if (const auto analyzer = arguments.text("analyzer")) {
    (void)schema.find_analyzer(*analyzer);  // throws before anything is made
    schema.analyzer(*analyzer);
  }
  return schema;
}

}  // namespace

int run_index(const Arguments& arguments) {
  const fs::path path = index_directory(arguments, true);
  const Schema schema = wanted_schema(arguments);
  (void)writer_options(arguments);  // mistakes in them are told before anything is made
  const std::vector<std::string> sources = arguments.list("SOURCE");
  for (const std::string& source : sources) {
    std::error_code error;
    if (source != "-" && !fs::exists(source, error)) {
      throw IoError(source + ": there is no such file or folder", source);
    }
  }
  Index index =
      Index::open_or_create(path, schema, {.engine = arguments.text("engine").value_or("")});
  return index_sources(std::move(index), sources, arguments);
}

int run_upsert(const Arguments& arguments) {
  std::vector<std::string> sources = arguments.list("SOURCE");
  if (sources.empty()) sources = {"-"};
  return index_sources(Index::open(index_directory(arguments, false)), sources, arguments);
}

int run_delete(const Arguments& arguments) {
  Index index = Index::open(index_directory(arguments, false));
  Writer writer = index.writer();
  std::uint64_t deleted = 0;
  for (const std::string& id : arguments.list("ID")) {
    if (writer.erase(id)) {
      ++deleted;
    } else {
      tell("there is no document \"" + id + "\"");
    }
  }
  const CommitInfo info = writer.commit();
  if (!arguments.has("quiet")) {
    tell("deleted " + grouped(deleted) + " documents; the index has " + grouped(info.documents));
  }
  return deleted > 0 ? kFound : kNothingFound;
}

}  // namespace lodex::app
