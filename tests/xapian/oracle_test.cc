// SPDX-License-Identifier: GPL-2.0-or-later
// Two engines that share nothing below the query tree are asked the same: the native one and
// Xapian. They give the same documents, the same scores, the same totals.
//
// LODEX_TEST_EFFORT=100 asks 10,000 queries of each of 20 collections.
#include <gtest/gtest.h>
#include <xapian.h>

#include <sstream>

#include "lodex/lodex.h"
#include "support/random_text.h"
#include "support/shrink.h"
#include "support/temporary_folder.h"
#include "xapian/random_collection.h"
#include "xapian/two_engines.h"

namespace lodex::xapian {
namespace {

using test::Answer;
using test::Change;
using test::Question;

class TwoEngines {
 public:
  TwoEngines(const Schema& schema, const std::vector<Change>& changes)
      : native_(Index::in_memory(schema)) {
    Writer writer = native_.writer();
    test::apply(changes, writer);
    test::make_database(folder_ / "db", schema, changes);
    database_ = Xapian::Database((folder_ / "db").string());
    collection_ = std::make_unique<Collection>(Layout::load(database_), database_, false);
  }
  // What Xapian says otherwise; "" where they agree.
  [[nodiscard]] std::string difference(const Question& question) const {
    return test::difference(test::ask(native_.searcher(), question),
                            test::ask(*collection_, database_, question));
  }

 private:
  test::TemporaryFolder folder_;
  Index native_;
  Xapian::Database database_;
  std::unique_ptr<Collection> collection_;
};

// A small case for which the two disagree, as text.
std::string shrunk(const Schema& schema, std::vector<Change> changes, Question question) {
  const auto shrink_in = [&](const TwoEngines& engines) {
    question.query = test::shrink_query(question.query, [&](const Query& query) {
      return !engines.difference({query, question.model}).empty();
    });
  };
  shrink_in(TwoEngines(schema, changes));
  changes = test::shrink_list<Change>(std::move(changes), [&](const std::vector<Change>& some) {
    return !TwoEngines(schema, some).difference(question).empty();
  });
  const TwoEngines engines(schema, changes);
  shrink_in(engines);
  std::ostringstream out;
  out << question.query.to_string() << " with k1 = " << question.model.k1
      << ", b = " << question.model.b << '\n'
      << engines.difference(question) << test::describe(schema, changes);
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
      const std::string found = engines.difference(question);
      if (found.empty()) continue;
      FAIL() << "collection " << c << ", query " << q << ": " << question.query.to_string() << '\n'
             << found << "made small:\n"
             << shrunk(collection.schema(), collection.changes(), question);
    }
  }
}

}  // namespace
}  // namespace lodex::xapian
