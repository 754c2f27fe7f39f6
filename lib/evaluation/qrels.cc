#include <algorithm>
#include <charconv>

#include "base/in_quotes.h"
#include "evaluation/trec_lines.h"
#include "lodex/evaluation.h"

namespace lodex {
namespace {

using evaluation::TrecLines;

struct Judgment {
  std::string_view query;
  std::string_view document;
  std::string_view grade;
};

// Two tabs may also separate some fields of TREC form, with spaces between the others: then the
// query's field has one, before the iteration.
Judgment judgment_of(TrecLines& lines) {
  if (lines.tabs() == 2) {
    const auto& fields = lines.fields(3, "query<TAB>document<TAB>grade");
    if (fields[0].find(' ') == std::string_view::npos) return {fields[0], fields[1], fields[2]};
  }
  const auto& fields =
      lines.fields(4, "\"query iteration document grade\" or query<TAB>document<TAB>grade");
  return {fields[0], fields[2], fields[3]};
}

bool read_grade(std::string_view text, int& grade) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), grade);
  return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

// Whether the line names the columns, as in the data sets of BEIR ("query-id corpus-id score").
bool is_header(const TrecLines& lines, const Judgment& judgment) {
  constexpr std::string_view kNames[] = {"score", "grade", "relevance", "rel", "label"};
  return lines.number() == 1 && lines.tabs() == 2 &&
         std::ranges::find(kNames, judgment.grade) != std::end(kNames);
}

}  // namespace

Qrels Qrels::read(std::istream& in, const std::string& name) {
  Qrels qrels;
  TrecLines lines(in, name);
  while (lines.next()) {
    const Judgment judgment = judgment_of(lines);
    int grade = 0;
    if (!read_grade(judgment.grade, grade)) {
      if (is_header(lines, judgment)) continue;
      lines.fail("the grade has to be an integer; found " + in_quotes(judgment.grade));
    }
    auto& documents = qrels.grades[std::string(judgment.query)];
    const auto [known, added] = documents.emplace(judgment.document, grade);
    if (!added && known->second != grade) {
      lines.fail("the document \"" + known->first + "\" has the grade " +
                 std::to_string(known->second) + " above; found " + std::to_string(grade));
    }
  }
  return qrels;
}

Qrels Qrels::load(const std::string& path) {
  std::ifstream in = evaluation::open_file(path);
  return read(in, path);
}

}  // namespace lodex
