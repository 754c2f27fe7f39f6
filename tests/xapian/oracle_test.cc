// SPDX-License-Identifier: GPL-2.0-or-later
// Two engines that share nothing below the query tree are asked the same: the native one and
// Xapian. They give the same documents, the same scores, the same totals.
//
// LODEX_TEST_EFFORT=100 asks 10,000 queries of each of 20 collections.
#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include "lodex/lodex.h"
#include "support/random_text.h"
#include "support/shrink.h"
#include "support/temporary_folder.h"
#include "xapian/collection.h"
#include "xapian/random_collection.h"
#include "xapian/translate.h"
#include "xapian/writer.h"

namespace lodex::xapian {
namespace {

using test::Change;

constexpr double kTolerance = 1e-5;

void apply(const std::vector<Change>& changes, auto& writer) {
  for (const Change& change : changes) {
    switch (change.kind) {
      case Change::Kind::kUpsert:
        writer.upsert(change.document);
        break;
      case Change::Kind::kErase:
        writer.erase(change.id);
        break;
      case Change::Kind::kCommit:
        writer.commit();
        break;
    }
  }
  writer.commit();
}

struct Question {
  Query query;
  Bm25 model{};
};

// What an engine says, or the error that it throws.
struct Answer {
  std::vector<std::pair<std::string, double>> hits;
  std::uint64_t total = 0;
  std::string error;
};

// The same documents in both engines.
class TwoEngines {
 public:
  TwoEngines(const Schema& schema, const std::vector<Change>& changes)
      : native_(Index::in_memory(schema)) {
    {
      Writer writer = native_.writer();
      apply(changes, writer);
    }
    const std::string place = (folder_ / "db").string();
    Xapian::WritableDatabase created(place, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    prepare_database(created, schema, place);
    created.close();
    DatabaseWriter writer(
        place, [&] { return Xapian::WritableDatabase(place, Xapian::DB_OPEN | Xapian::DB_NO_SYNC); },
        {});
    apply(changes, writer);
    database_ = Xapian::Database(place);
    collection_ = std::make_unique<Collection>(Layout::load(database_), database_, false);
  }

  [[nodiscard]] Answer native(const Question& question) const {
    return answer([&](Answer& out) {
      const Results results = native_.searcher().search(
          question.query, {.limit = limit(), .exact_total = true, .model = question.model});
      out.total = results.total;
      for (const Hit& hit : results) out.hits.emplace_back(hit.id, hit.score);
    });
  }
  [[nodiscard]] Answer xapian(const Question& question) const {
    return answer([&](Answer& out) {
      const TranslatedQuery translated =
          translate(question.query, {}, *collection_, database_, question.model);
      Xapian::Enquire enquire(database_);
      enquire.set_query(translated.query);
      enquire.set_weighting_scheme(*translated.weight);
      const auto all = static_cast<Xapian::doccount>(limit());
      const Xapian::MSet found = enquire.get_mset(0, all, all);
      out.total = found.get_matches_estimated();
      for (Xapian::MSetIterator it = found.begin(); it != found.end(); ++it) {
        const Document document = Document::from_json(it.get_document().get_data());
        out.hits.emplace_back(document.id(), it.get_weight());
      }
    });
  }
  [[nodiscard]] std::size_t limit() const { return native_.searcher().document_count() + 1; }

 private:
  static Answer answer(const std::function<void(Answer&)>& ask) {
    Answer out;
    try {
      ask(out);
    } catch (const QueryError& error) {
      out.error = error.what();
    }
    return out;
  }

  test::TemporaryFolder folder_;
  Index native_;
  Xapian::Database database_;
  std::unique_ptr<Collection> collection_;
};

// What the two say differently; "" where they agree.
std::string difference(const Answer& native, const Answer& xapian) {
  std::ostringstream out;
  if (native.error != xapian.error) {
    out << "errors: \"" << native.error << "\" and \"" << xapian.error << '"';
    return out.str();
  }
  if (native.total != xapian.total || native.hits.size() != xapian.hits.size()) {
    out << "totals: " << native.total << " and " << xapian.total << '\n';
  }
  std::map<std::string, double> scores(native.hits.begin(), native.hits.end());
  double largest = 1;
  for (const auto& [id, score] : native.hits) largest = std::max(largest, score);
  double last = HUGE_VAL;
  for (const auto& [id, score] : xapian.hits) {
    const auto found = scores.find(id);
    if (found == scores.end()) {
      out << id << ": found by xapian only, " << score << '\n';
      continue;
    }
    if (!(std::abs(found->second - score) <= kTolerance * largest)) {
      out << id << ": " << found->second << " and " << score << '\n';
    }
    if (found->second > last + kTolerance * largest) out << id << ": comes too late\n";
    last = found->second;
    scores.erase(found);
  }
  for (const auto& [id, score] : scores) out << id << ": found by native only, " << score << '\n';
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

// A small case for which the two disagree in the same way, as text.
std::string shrunk(const Schema& schema, std::vector<Change> changes, Question question) {
  const auto differs = [&](const std::vector<Change>& some, const Query& query) {
    const TwoEngines engines(schema, some);
    const Question asked{query, question.model};
    return !difference(engines.native(asked), engines.xapian(asked)).empty();
  };
  // Queries first: they cost no new index.
  {
    const TwoEngines engines(schema, changes);
    question.query = test::shrink_query(question.query, [&](const Query& query) {
      const Question asked{query, question.model};
      return !difference(engines.native(asked), engines.xapian(asked)).empty();
    });
  }
  changes = test::shrink_list<Change>(std::move(changes), [&](const std::vector<Change>& some) {
    return differs(some, question.query);
  });
  question.query = test::shrink_query(
      question.query, [&](const Query& query) { return differs(changes, query); });
  const TwoEngines engines(schema, changes);
  std::ostringstream out;
  out << question.query.to_string() << " with k1 = " << question.model.k1
      << ", b = " << question.model.b << '\n'
      << difference(engines.native(question), engines.xapian(question))
      << describe(schema, changes);
  return out.str();
}

TEST(Oracle, AgreesWithTheNativeEngineOnRandomQueries) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const std::size_t effort = test::test_effort();
  const std::size_t collections = effort > 1 ? 20 : 6;
  const std::size_t queries = effort > 1 ? 100 * effort : 250;
  for (std::size_t c = 0; c < collections; ++c) {
    const std::size_t sizes[] = {1, 4, 30, 150, 600, 2500};
    const test::RandomCollection collection(random, sizes[c % std::size(sizes)]);
    const TwoEngines engines(collection.schema(), collection.changes());
    for (std::size_t q = 0; q < queries; ++q) {
      const Question question{
          collection.query(random, static_cast<unsigned>(random.below(4))),
          random.chance(0.6) ? Bm25{} : Bm25{random.real() * 3, random.real()}};
      const std::string found = difference(engines.native(question), engines.xapian(question));
      if (found.empty()) continue;
      FAIL() << "collection " << c << ", query " << q << ": " << question.query.to_string() << '\n'
             << found << "made small:\n"
             << shrunk(collection.schema(), collection.changes(), question);
    }
  }
}

}  // namespace
}  // namespace lodex::xapian
