// What read_documents gave, for tests to look at.
#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lodex/sources.h"

namespace lodex::test {

struct Reading {
  std::vector<Document> documents;
  std::vector<SourceProblem> problems;
  SourceCounts counts;

  [[nodiscard]] std::vector<std::uint64_t> problem_lines() const {
    std::vector<std::uint64_t> lines;
    for (const SourceProblem& problem : problems) lines.push_back(problem.line);
    return lines;
  }
  [[nodiscard]] std::vector<std::string> ids() const {
    std::vector<std::string> ids;
    for (const Document& document : documents) ids.emplace_back(document.id());
    return ids;
  }
};

inline Reading read_source(const std::string& source, SourceOptions options = {},
                           std::istream* standard_input = nullptr) {
  Reading reading;
  options.on_problem = [&](const SourceProblem& problem) { reading.problems.push_back(problem); };
  reading.counts = read_documents(
      source, [&](Document&& document) { reading.documents.push_back(std::move(document)); },
      options, standard_input);
  return reading;
}

// Reads `text` as standard input in the given format.
inline Reading read_as(SourceFormat format, std::string_view text, SourceOptions options = {}) {
  std::istringstream in{std::string(text)};
  options.format = format;
  return read_source("-", std::move(options), &in);
}

}  // namespace lodex::test
