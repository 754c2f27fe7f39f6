#include <iostream>

#include "evaluation/trec_lines.h"
#include "lodex/evaluation.h"

namespace lodex {
namespace {

std::vector<Topic> read_topics(std::istream& in, const std::string& name) {
  std::vector<Topic> topics;
  evaluation::TrecLines lines(in, name);
  while (lines.next()) {
    const auto [id, text] = lines.halves("id<TAB>text");
    topics.push_back({std::string(id), std::string(text)});
  }
  return topics;
}

}  // namespace

std::vector<Topic> load_topics(const std::string& path) {
  if (path == "-") return read_topics(std::cin, "standard input");
  std::ifstream in = evaluation::open_file(path);
  return read_topics(in, path);
}

}  // namespace lodex
