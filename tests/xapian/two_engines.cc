// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/two_engines.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include "xapian/translate.h"
#include "xapian/writer.h"

namespace lodex::test {
namespace {

constexpr double kTolerance = 1e-5;

Answer answer(const std::function<void(Answer&)>& fill) {
  Answer out;
  try {
    fill(out);
  } catch (const QueryError& error) {
    out.error = error.what();
  }
  return out;
}

}  // namespace

Answer ask(const Searcher& searcher, const Question& question) {
  return answer([&](Answer& out) {
    const Results results = searcher.search(question.query, {.limit = searcher.document_count() + 1,
                                                             .filter = question.filter,
                                                             .exact_total = true,
                                                             .model = question.model});
    out.total = results.total;
    for (const Hit& hit : results) out.hits.emplace_back(hit.id, hit.score);
  });
}

Answer ask(const xapian::Collection& collection, const Xapian::Database& database,
           const Question& question) {
  return answer([&](Answer& out) {
    const xapian::TranslatedQuery translated =
        xapian::translate(question.query, question.filter, collection, database, question.model);
    Xapian::Enquire enquire(database);
    enquire.set_query(translated.query);
    enquire.set_weighting_scheme(*translated.weight);
    const Xapian::doccount all = database.get_doccount();
    const Xapian::MSet found = enquire.get_mset(0, all, all);
    out.total = found.get_matches_estimated();
    for (Xapian::MSetIterator it = found.begin(); it != found.end(); ++it) {
      const Document document = Document::from_json(it.get_document().get_data());
      out.hits.emplace_back(document.id(), it.get_weight());
    }
  });
}

void make_database(const std::filesystem::path& place, const Schema& schema,
                   const std::vector<Change>& changes) {
  const std::string path = place.string();
  Xapian::WritableDatabase made(path, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  xapian::prepare_database(made, schema, path);
  made.close();
  xapian::DatabaseWriter writer(
      path, [&] { return Xapian::WritableDatabase(path, Xapian::DB_OPEN | Xapian::DB_NO_SYNC); },
      {});
  apply(changes, writer);
}

std::string difference(const Answer& expected, const Answer& found, bool scores) {
  std::ostringstream out;
  if (expected.error != found.error) {
    out << "errors: \"" << expected.error << "\" and \"" << found.error << "\"\n";
    return out.str();
  }
  if (expected.total != found.total || expected.hits.size() != found.hits.size()) {
    out << "totals: " << expected.total << " and " << found.total << '\n';
  }
  std::map<std::string, double> left(expected.hits.begin(), expected.hits.end());
  double largest = 1;
  for (const auto& [id, score] : expected.hits) largest = std::max(largest, score);
  double last = HUGE_VAL;
  for (const auto& [id, score] : found.hits) {
    const auto known = left.find(id);
    if (known == left.end()) {
      out << id << ": found by the second only, " << score << '\n';
      continue;
    }
    // Written so that a score that is not a number differs.
    if (scores && !(std::abs(known->second - score) <= kTolerance * largest)) {
      out << id << ": " << known->second << " and " << score << '\n';
    }
    if (scores && known->second > last + kTolerance * largest) out << id << ": comes too late\n";
    last = known->second;
    left.erase(known);
  }
  for (const auto& [id, score] : left) out << id << ": found by the first only, " << score << '\n';
  return out.str();
}

std::string describe(const Schema& schema, const std::vector<Change>& changes) {
  std::string out = schema.to_json() + '\n';
  for (const Change& change : changes) {
    out += change.kind == Change::Kind::kUpsert  ? change.document.to_json()
           : change.kind == Change::Kind::kErase ? "erase " + change.id
                                                 : "commit";
    out += '\n';
  }
  return out;
}

}  // namespace lodex::test
