// How search results are printed.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "lodex/search.h"

namespace lodex::app {

struct OutputOptions {
  std::size_t snippet_length = 200;  // 0: none
  std::vector<std::string> fields;   // of documents in JSON; empty: all
  bool explain = false;              // say for each hit why it has its score
  bool color = false;
  unsigned width = 80;
};

// path:line: passage, as grep prints what it finds; the id in place of the path where the document
// was not read from a file.
void write_places(std::ostream& out, const Results& results, const OutputOptions& options);

// For people: rank and title, where it is and its score, the snippet; facets and totals at the end.
void write_for_people(std::ostream& out, const Results& results, const OutputOptions& options);
// rank, id, score, title, snippet, tab-separated; lines of an explanation begin with a tab.
void write_lines(std::ostream& out, const Results& results, const OutputOptions& options);
// One object: query, total, total_relation, took_us, hits, suggestion, facets.
void write_json(std::ostream& out, const std::string& query, const Results& results,
                const OutputOptions& options);

}  // namespace lodex::app
