// Evaluation of rankings against relevance judgments, with the measures of trec_eval.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/config.h"

namespace lodex {

// Judgments: query → document → grade. A grade of 1 or more is relevant.
struct LODEX_API Qrels {
  std::map<std::string, std::map<std::string, int>> grades;

  // TREC form (`query iteration document grade`, between white space) or
  // `query<TAB>document<TAB>grade` (exactly two tabs; a first line that names these columns is
  // passed over), told apart line by line. Where tabs alone separate the fields, ids of documents
  // may have spaces within. Throws DocumentError that names the line where it is malformed or gives
  // a document a second grade; IoError. `name` is that of the file, for messages.
  static Qrels read(std::istream& in, const std::string& name);
  static Qrels load(const std::string& path);
};

// A query to be run, with the name that judgments know it by.
struct Topic {
  std::string id;
  std::string text;
};

// Lines of id, tab, text, in their order; blank ones are passed over. "-" is standard input. Throws
// DocumentError that names the line, IoError.
LODEX_API std::vector<Topic> load_topics(const std::string& path);

struct RunEntry {
  std::string document;
  double score = 0;
};

// The rankings of a system: query → documents with scores.
struct LODEX_API Run {
  std::string name;
  std::map<std::string, std::vector<RunEntry>> rankings;

  // TREC form: `query Q0 document rank score tag`, between white space (or tabs, as in Qrels). As
  // in trec_eval the order is by score, in single precision, equal scores by falling document id;
  // the rank is not used. Throws DocumentError that names the line where it is malformed or has a
  // document for the second time; IoError. `name` becomes the name of the run.
  static Run read(std::istream& in, const std::string& name);
  static Run load(const std::string& path);
  // Writes TREC form, with tabs where an id has spaces. Documents of equal score stay in the order
  // that they have here; scores are written strictly decreasing (by relative steps of 1e-6 where
  // they were equal, also if only in single precision), so that every reader keeps the order.
  // Throws DocumentError where an id is empty or has tabs or line ends.
  void write(std::ostream& out, std::string_view tag) const;
};

// A measure: nDCG (gain: the grade), AP, RR, P, R, Success, Judged (the part of the ranking that
// has a grade, whichever); with an optional cutoff ("nDCG@10") and, but for nDCG and Judged, an
// optional least relevant grade ("AP(rel=2)@100").
struct LODEX_API Measure {
  enum class Kind : unsigned char { kNdcg, kAp, kRr, kPrecision, kRecall, kSuccess, kJudged };
  Kind kind = Kind::kNdcg;
  std::size_t cutoff = 0;  // 0: none
  int relevant_from = 1;

  // Accepts the spellings of ir_measures (nDCG@10, AP, RR@10, P@5, R@100, Success@1, Judged@10) and
  // of trec_eval (ndcg_cut_10, map, recip_rank, P_5, recall_100, success_1), in any case. Throws
  // QueryError that lists the measures.
  static Measure parse(std::string_view text);
  [[nodiscard]] std::string to_string() const;
  bool operator==(const Measure&) const = default;
};

// The value of a measure for each query of the judgments that has a relevant document, by query id;
// queries missing from the run count as 0. Whether a query counts does not depend on the measure:
// one whose best grade is 1 counts as 0 in AP(rel=2). Rankings are put in the order of trec_eval
// (see Run::read) first, whatever order they are in. The values are those of trec_eval.
LODEX_API std::map<std::string, double> evaluate_by_query(const Qrels& qrels, const Run& run,
                                                          const Measure& measure);
// Its mean over these queries; 0 where there is none.
LODEX_API double evaluate(const Qrels& qrels, const Run& run, const Measure& measure);

}  // namespace lodex
