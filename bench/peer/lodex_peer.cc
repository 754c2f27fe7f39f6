// lodex behind the protocol by which full-text engines are compared in one run on one machine:
//
//   lodex_peer build CORPUS.jsonl INDEXDIR [--threads N] [--memory MB] [--analyzer A] [--body-only]
//              [--reorder yes|no]
//   lodex_peer query INDEXDIR QUERIES.tsv [--k 10] [--rounds 5] [--out OUT.jsonl] [--analyzer A]
//              [--exhaustive 1] [--total 1]
//   lodex_peer count INDEXDIR QUERIES.tsv [--rounds 5] [--out OUT.jsonl] [--analyzer A]
//   lodex_peer run   INDEXDIR QUERIES.tsv [--k 1000] --out RUN [--analyzer A]
//
// Documents are {"id", "title", "body"}. Analyzer "plain" (the default) cuts the body at white
// space; "standard" and "english" index title and body together. Queries are KIND<TAB>WORDS with
// the kinds and, or, phrase, term and text; `run` takes ID<TAB>WORDS and writes a TREC run.
#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "lodex/lodex.h"

namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](timeval t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long peak_memory_kb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

struct Arguments {
  std::vector<std::string> positional;
  std::map<std::string, std::string> options;

  [[nodiscard]] std::string text(const std::string& name, const std::string& otherwise) const {
    const auto found = options.find(name);
    return found == options.end() ? otherwise : found->second;
  }
  [[nodiscard]] std::size_t number(const std::string& name, std::size_t otherwise) const {
    const std::string given = text(name, std::to_string(otherwise));
    std::size_t out = 0;
    const auto end = std::from_chars(given.data(), given.data() + given.size(), out).ptr;
    if (end != given.data() + given.size())
      throw std::runtime_error("--" + name + " wants a number");
    return out;
  }
  // A choice of yes and no (the default).
  [[nodiscard]] bool flag(const std::string& name) const {
    const std::string given = text(name, "no");
    if (given != "yes" && given != "no") throw std::runtime_error("--" + name + " wants yes or no");
    return given == "yes";
  }
};

Arguments parse_arguments(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (!argument.starts_with("--")) {
      out.positional.push_back(argument);
    } else if (argument == "--body-only") {
      out.options["body-only"] = "yes";
    } else {
      if (i + 1 == argc) throw std::runtime_error(argument + " wants a value");
      out.options[argument.substr(2)] = argv[++i];
    }
  }
  return out;
}

std::string lodex_analyzer(const std::string& name) {
  if (name == "plain") return "whitespace";
  if (name == "standard" || name == "english") return name;
  throw std::runtime_error("--analyzer: lodex has plain, standard and english here, not " + name);
}

std::vector<std::pair<std::string, std::string>> read_queries(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + ": cannot open");
  std::vector<std::pair<std::string, std::string>> out;
  for (std::string line; std::getline(in, line);) {
    const auto tab = line.find('\t');
    if (tab != std::string::npos) out.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }
  return out;
}

json common(const char* command) {
  return {{"engine", "lodex"}, {"version", lodex::version()}, {"command", command}};
}

void put_title_before_body(lodex::Document& document) {
  const auto* title = document.find("title");
  const auto* body = document.find("body");
  std::string text = title == nullptr ? "" : title->to_text();
  const std::string* words = body == nullptr ? nullptr : body->get_if<std::string>();
  text.reserve(text.size() + 1 + (words == nullptr ? 0 : words->size()));
  text += ' ';
  if (words != nullptr) text += *words;
  document.set("body", std::move(text));
}

void build(const Arguments& arguments) {
  const std::string& corpus = arguments.positional.at(1);
  const std::string& directory = arguments.positional.at(2);
  const std::string analyzer = arguments.text("analyzer", "plain");
  const bool titled = analyzer != "plain" && !arguments.options.contains("body-only");
  std::filesystem::remove_all(directory);
  const auto begin = Clock::now();
  lodex::Index index = lodex::Index::create(directory, lodex::Schema{}
                                                           .analyzer(lodex_analyzer(analyzer))
                                                           .text("body", {.stored = false})
                                                           .text("title", {.indexed = false}));
  lodex::Writer writer =
      index.writer({.threads = static_cast<unsigned>(arguments.number("threads", 1)),
                    .memory = arguments.number("memory", 1400) << 20});
  lodex::SourceOptions options;
  options.format = lodex::SourceFormat::kJsonLines;
  options.strict = true;
  const lodex::SourceCounts counts = lodex::read_documents(
      corpus,
      [&](lodex::Document&& document) {
        if (titled) put_title_before_body(document);
        writer.upsert(std::move(document));
      },
      options);
  writer.commit();
  const double build_s = seconds_since(begin);
  const auto merge_begin = Clock::now();
  writer.merge({.reorder = arguments.flag("reorder")});
  json out = common("build");
  out["docs"] = counts.documents;
  out["build_s"] = build_s;
  out["merge_s"] = seconds_since(merge_begin);
  out["index_bytes"] = index.stats().bytes;
  out["peak_rss_kb"] = peak_memory_kb();
  out["threads"] = arguments.number("threads", 1);
  out["reorder"] = arguments.flag("reorder");
  out["cpu_s"] = cpu_seconds();
  std::cout << out.dump() << '\n';
}

// An index opened for queries that were cut by the analyzer it was built with.
class Engine {
 public:
  explicit Engine(const Arguments& arguments)
      : index_(lodex::Index::open(arguments.positional.at(1))),
        searcher_(index_.searcher()),
        analyzer_(lodex::find_analyzer(lodex_analyzer(arguments.text("analyzer", "plain")))) {}

  [[nodiscard]] std::optional<lodex::Query> parse(const std::string& kind,
                                                  const std::string& text) {
    tokens_.clear();
    analyzer_->analyze(text, tokens_);
    std::vector<std::string> terms;
    for (const lodex::Token& token : tokens_.tokens()) terms.emplace_back(token.term);
    if (terms.empty()) return lodex::Query::none();
    if (kind == "phrase") return lodex::Query::phrase("body", std::move(terms));
    std::vector<lodex::Query> parts;
    parts.reserve(terms.size());
    for (std::string& term : terms) parts.push_back(lodex::Query::term("body", std::move(term)));
    if (kind == "and") return lodex::Query::all_of(std::move(parts));
    if (kind == "or" || kind == "term" || kind == "text")
      return lodex::Query::any_of(std::move(parts));
    return {};
  }
  [[nodiscard]] const lodex::Searcher& searcher() const { return searcher_; }

 private:
  lodex::Index index_;
  lodex::Searcher searcher_;
  std::shared_ptr<const lodex::Analyzer> analyzer_;
  lodex::TokenBuffer tokens_;
};

json summary(const std::map<std::string, std::vector<double>>& by_kind) {
  json out = json::object();
  for (auto [kind, values] : by_kind) {
    std::ranges::sort(values);
    double sum = 0;
    for (const double value : values) sum += value;
    const auto at = [&](double share) {
      return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
    };
    out[kind] = {{"n", values.size()},
                 {"mean_us", sum / static_cast<double>(values.size())},
                 {"p50_us", at(0.5)},
                 {"p99_us", at(0.99)}};
  }
  return out;
}

// `answer(kind, text)` runs one query from its text to its hits; `keep` says whether the answer is
// written out.
template <class Answer>
void measure(const char* command, const Arguments& arguments, Answer answer) {
  const auto queries = read_queries(arguments.positional.at(2));
  const std::size_t rounds = std::max<std::size_t>(1, arguments.number("rounds", 5));
  std::vector<json> answers;
  answers.reserve(queries.size());
  for (const auto& [kind, text] : queries) answers.push_back(answer(kind, text, true));
  std::vector<std::vector<double>> times(queries.size());
  const auto begin = Clock::now();
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
      const auto start = Clock::now();
      (void)answer(queries[i].first, queries[i].second, false);
      times[i].push_back(seconds_since(start) * 1e6);
    }
  }
  const double total_s = seconds_since(begin);
  std::ofstream out(arguments.text("out", "/dev/null"));
  std::map<std::string, std::vector<double>> by_kind;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    std::ranges::sort(times[i]);
    const double median = times[i][times[i].size() / 2];
    by_kind[queries[i].first].push_back(median);
    json line = {{"kind", queries[i].first}, {"query", queries[i].second}, {"us", median}};
    line.update(answers[i]);
    out << line.dump() << '\n';
  }
  json report = common(command);
  report["queries"] = queries.size();
  report["rounds"] = rounds;
  report["by_kind"] = summary(by_kind);
  report["total_s"] = total_s;
  report["peak_rss_kb"] = peak_memory_kb();
  std::cout << report.dump() << '\n';
}

void query(const Arguments& arguments) {
  Engine engine(arguments);
  const std::size_t k = arguments.number("k", 10);
  // Scores every match, which must give the same hits.
  const bool exhaustive = arguments.number("exhaustive", 0) != 0;
  const bool total = arguments.number("total", 0) != 0;
  measure("query", arguments, [&](const std::string& kind, const std::string& text, bool keep) {
    const auto parsed = engine.parse(kind, text);
    if (!parsed) return json{{"error", "unsupported kind: " + kind}};
    const lodex::Results results = engine.searcher().search(
        *parsed, {.limit = k, .exact_total = total, .exhaustive = exhaustive});
    json out;
    if (!keep) return out;
    out["hits"] = json::array();
    for (const lodex::Hit& hit : results) out["hits"].push_back({hit.id, hit.score});
    return out;
  });
}

void count(const Arguments& arguments) {
  Engine engine(arguments);
  measure("count", arguments, [&](const std::string& kind, const std::string& text, bool keep) {
    const auto parsed = engine.parse(kind, text);
    if (!parsed) return json{{"error", "unsupported kind: " + kind}};
    const std::uint64_t total = engine.searcher().count(*parsed);
    json out;
    if (keep) out["count"] = total;
    return out;
  });
}

void run(const Arguments& arguments) {
  Engine engine(arguments);
  const auto queries = read_queries(arguments.positional.at(2));
  lodex::Run out;
  for (const auto& [id, text] : queries) {
    auto& ranking = out.rankings[id];
    for (const lodex::Hit& hit : engine.searcher().search(*engine.parse("text", text),
                                                          {.limit = arguments.number("k", 1000)})) {
      ranking.push_back({hit.id, hit.score});
    }
  }
  std::ofstream file(arguments.text("out", "/dev/null"));
  out.write(file, "lodex");
  json report = common("run");
  report["queries"] = queries.size();
  std::cout << report.dump() << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Arguments arguments = parse_arguments(argc, argv);
    const std::string command = arguments.positional.empty() ? "" : arguments.positional[0];
    if (arguments.positional.size() == 3) {
      if (command == "build") return build(arguments), 0;
      if (command == "query") return query(arguments), 0;
      if (command == "count") return count(arguments), 0;
      if (command == "run") return run(arguments), 0;
    }
    std::cerr
        << "usage: lodex_peer build CORPUS.jsonl INDEXDIR [--threads N] [--analyzer A]\n"
           "       lodex_peer query|count INDEXDIR QUERIES.tsv [--k K] [--rounds R] [--out FILE]\n"
           "       lodex_peer run INDEXDIR QUERIES.tsv [--k K] --out RUN\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "lodex_peer: " << error.what() << '\n';
    return 3;
  }
}
