// SPDX-License-Identifier: GPL-2.0-or-later
// Two engines that share nothing below the query tree are asked the same: the native one and
// Xapian. They give the same documents, the same scores, the same totals.
//
// LODEX_TEST_EFFORT=100 asks 10,000 queries of each of 20 collections.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "lodex/lodex.h"
#include "support/explained.h"
#include "support/hits.h"
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
      : native_(Index::in_memory(schema)),
        xapian_(Index::create(folder_ / "db", schema, {.engine = "xapian"})) {
    for (Index* index : {&native_, &xapian_}) {
      Writer writer = index->writer();
      test::apply(changes, writer);
    }
    searchers_ = {native_.searcher(), xapian_.searcher()};
  }
  // What Xapian says otherwise; "" where they agree.
  [[nodiscard]] std::string difference(const Question& question) const {
    return test::difference(test::ask(searchers_[0], question), test::ask(searchers_[1], question));
  }

  [[nodiscard]] const Searcher& native() const { return searchers_[0]; }
  [[nodiscard]] const Searcher& xapian() const { return searchers_[1]; }

 private:
  test::TemporaryFolder folder_;
  Index native_;
  Index xapian_;
  std::vector<Searcher> searchers_;
};

// A small case for which the two disagree, as text.
std::string shrunk(const Schema& schema, std::vector<Change> changes, Question question) {
  const auto shrink_in = [&](const TwoEngines& engines) {
    question.query = test::shrink_query(question.query, [&](const Query& query) {
      return !engines.difference({query, question.model, question.filter}).empty();
    });
  };
  Question unfiltered = question;
  unfiltered.filter.reset();
  {
    const TwoEngines engines(schema, changes);
    if (!engines.difference(unfiltered).empty()) question = unfiltered;
    shrink_in(engines);
  }
  changes = test::shrink_list<Change>(std::move(changes), [&](const std::vector<Change>& some) {
    return !TwoEngines(schema, some).difference(question).empty();
  });
  const TwoEngines engines(schema, changes);
  shrink_in(engines);
  std::ostringstream out;
  if (question.filter.has_value()) out << "filter " << question.filter->to_string() << '\n';
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
          random.chance(0.6) ? Bm25{} : Bm25{random.real() * 3, random.real()},
          random.chance(0.2) ? std::optional(collection.query(random, 1)) : std::nullopt};
      const std::string found = engines.difference(question);
      if (found.empty()) continue;
      FAIL() << "collection " << c << ", query " << q << ": " << question.query.to_string() << '\n'
             << found << "made small:\n"
             << shrunk(collection.schema(), collection.changes(), question);
    }
  }
}

Query random_word(test::Random& random) {
  return Query::term("body", "w" + std::to_string(random.below(20)));
}

Query random_phrase(test::Random& random, const std::string& field) {
  std::vector<std::string> words;
  for (std::uint64_t n = 2 + random.below(2); n > 0; --n) {
    words.push_back("w" + std::to_string(random.below(4)));
  }
  return Query::phrase(
      field, words,
      {.slop = static_cast<std::uint32_t>(random.below(3)), .ordered = random.chance(0.7)});
}

// Documents that cannot be among the best are left out without their positions being read.
TEST(Oracle, TheBestForAPhraseAreTheFirstOfAll) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int c = 0; c < 3; ++c) {
    const test::RandomCollection collection(random, 800);
    const TwoEngines engines(collection.schema(), collection.changes());
    const std::string other = collection.schema().find("title") == nullptr ? "body" : "title";
    for (std::uint64_t q = 0; q < 60 * test::test_effort(); ++q) {
      Query query = random_phrase(random, "body");
      if (random.chance(0.4))
        query = Query::across({{query, 1}, {random_phrase(random, other), 2}});
      if (random.chance(0.3)) query = Query::any_of({query, random_word(random)});
      if (random.chance(0.3)) query = Query::all_of({query, random_word(random)});
      SCOPED_TRACE(query.to_string());
      const Results all = engines.xapian().search(query, {.limit = 10000});
      const std::size_t limit = 1 + random.below(12);
      const Results best = engines.xapian().search(query, {.limit = limit});
      ASSERT_EQ(best.size(), std::min(limit, all.size()));
      for (std::size_t i = 0; i < best.size(); ++i) {
        ASSERT_NEAR(best[i].score, all[i].score, 1e-5 * std::max(1.0, all[i].score)) << i;
        ASSERT_EQ(best[i].id, all[i].id) << i;
      }
    }
  }
}

// What is sorted by, and its order, are the same; so are the values that are counted.
TEST(Oracle, AgreesOnOrdersAndFacets) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int c = 0; c < 6; ++c) {
    const test::RandomCollection collection(random, 200);
    const TwoEngines engines(collection.schema(), collection.changes());
    const std::vector<std::string> sortable = collection.fields_with_values();
    std::vector<std::string> counted;
    for (const FieldSpec& field : collection.schema().fields()) {
      if (field.kind == FieldKind::kKeyword || field.kind == FieldKind::kBoolean) {
        counted.push_back(field.name);
      }
    }
    for (std::uint64_t q = 0; q < 40 * test::test_effort(); ++q) {
      const Query query = collection.query(random, 2);
      SCOPED_TRACE(query.to_string());
      SearchOptions options{.limit = 1 + random.below(300),
                            .facets = counted,
                            .facet_limit = 1 + random.below(20),
                            .exact_total = true};
      for (std::uint64_t n = 1 + random.below(2); n > 0; --n) {
        options.sort.push_back({sortable[random.below(sortable.size())], random.chance(0.5)});
      }
      const Results native = engines.native().search(query, options);
      const Results xapian = engines.xapian().search(query, options);
      ASSERT_EQ(test::ids(xapian), test::ids(native)) << "by " << options.sort[0].field;
      ASSERT_EQ(xapian.facets.size(), native.facets.size());
      for (std::size_t f = 0; f < native.facets.size(); ++f) {
        ASSERT_EQ(xapian.facets[f].counts, native.facets[f].counts) << native.facets[f].field;
      }
    }
  }
}

// The scores of the hits with each value. Where two documents score nearly the same either may be
// kept, but not where they do not.
std::map<std::string, std::vector<double>> scores_by_value(const Results& results) {
  std::map<std::string, std::vector<double>> out;
  for (const Hit& hit : results) out[hit.collapse_value().to_json()].push_back(hit.score);
  return out;
}

void expect_same_scores(const Results& native, const Results& xapian) {
  const auto expected = scores_by_value(native);
  const auto found = scores_by_value(xapian);
  ASSERT_EQ(found.size(), expected.size());
  const double tolerance = 1e-5 * std::max(1.0, native.empty() ? 0 : native[0].score);
  for (const auto& [value, scores] : expected) {
    ASSERT_TRUE(found.contains(value)) << value;
    const std::vector<double>& others = found.at(value);
    ASSERT_EQ(others.size(), scores.size()) << value;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      ASSERT_NEAR(others[i], scores[i], tolerance) << value << " at " << i;
    }
  }
}

// Of each value the same hits are left, in every order.
TEST(Oracle, AgreesOnCollapsedHits) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int c = 0; c < 6; ++c) {
    const test::RandomCollection collection(random, 300);
    const TwoEngines engines(collection.schema(), collection.changes());
    const std::vector<std::string> fields = collection.fields_with_values();
    for (std::uint64_t q = 0; q < 60 * test::test_effort(); ++q) {
      const Query query = collection.query(random, static_cast<unsigned>(random.below(3)));
      SearchOptions options{
          .limit = 1000,
          .collapse = Collapse{fields[random.below(fields.size())], 1 + random.below(3)},
          .exact_total = true};
      SCOPED_TRACE(query.to_string() + " by " + options.collapse->field);
      const Results native = engines.native().search(query, options);
      const Results xapian = engines.xapian().search(query, options);
      ASSERT_EQ(xapian.total, native.total);
      ASSERT_EQ(xapian.total_relation, TotalRelation::kEqual);
      ASSERT_NO_FATAL_FAILURE(expect_same_scores(native, xapian));

      options.limit = 1 + random.below(100);
      options.offset = random.below(10);
      options.sort = {{fields[random.below(fields.size())], random.chance(0.5)}};
      const Results expected = engines.native().search(query, options);
      const Results found = engines.xapian().search(query, options);
      ASSERT_EQ(found.size(), expected.size());
      for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_EQ(found[i].id, expected[i].id) << "at " << i;
        ASSERT_EQ(found[i].collapse_value(), expected[i].collapse_value()) << "at " << i;
      }
    }
  }
}

// Where two explanations say something else; "" where they do not.
std::string difference(const Explanation& native, const Explanation& xapian) {
  // Of a term above Xapian's limit a pattern sees what was left of it.
  const auto is_cut = [](const Explanation& term) { return term.description.size() > 240; };
  const bool has_cut_terms = std::ranges::any_of(native.details, is_cut);
  if (has_cut_terms && native.description.starts_with("tf, the sum over the terms")) return "";
  const bool same = native.matches == xapian.matches && native.description == xapian.description &&
                    std::abs(native.value - xapian.value) <= 1e-5 * std::abs(native.value) + 1e-6 &&
                    native.details.size() == xapian.details.size();
  if (!same) return native.to_string() + "and\n" + xapian.to_string();
  std::string out;
  for (std::size_t i = 0; i < native.details.size() && out.empty(); ++i) {
    out = difference(native.details[i], xapian.details[i]);
  }
  return out;
}

// Every score is explained, by both engines in the same words and with the same numbers.
TEST(Oracle, AgreesOnExplanations) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  std::size_t explained = 0;
  for (const std::size_t documents : {1, 4, 30, 80}) {
    const test::RandomCollection collection(random, documents);
    const TwoEngines engines(collection.schema(), collection.changes());
    for (std::uint64_t q = 0; q < 60 * test::test_effort(); ++q) {
      const Query query = collection.query(random, static_cast<unsigned>(random.below(4)));
      SCOPED_TRACE(query.to_string());
      SearchOptions options;
      if (random.chance(0.4)) options.model = {random.real() * 3, random.real()};
      if (random.chance(0.2)) options.filter = collection.query(random, 1);
      const Answer native = test::ask(engines.native(), {query, options.model, options.filter});
      if (!native.error.empty()) {
        EXPECT_THROW((void)engines.native().explain(query, "D0", options), QueryError);
        EXPECT_THROW((void)engines.xapian().explain(query, "D0", options), QueryError);
        continue;
      }
      ASSERT_EQ(test::wrong_explanation(engines.native(), query, options, 0), "");
      ASSERT_EQ(test::wrong_explanation(engines.xapian(), query, options, 1e-12), "");
      for (const auto& [id, score] : native.hits) {
        const auto ours = engines.native().explain(query, id, options);
        ASSERT_EQ(difference(*ours, *engines.xapian().explain(query, id, options)), "");
        ++explained;
      }
    }
  }
  EXPECT_GT(explained, 100U);
}

TEST(Oracle, AgreesOnTheArticlesOfTheCorpus) {
  const std::string corpus = std::string(LODEX_SOURCE) + "/corpus/";
  const Schema schema = Schema::load(corpus + "schema.json");
  std::vector<Change> changes;
  read_documents(corpus + "articles", [&](Document&& document) {
    changes.push_back({.document = std::move(document)});
  });
  ASSERT_GE(changes.size(), 30U);
  const TwoEngines engines(schema, changes);
  std::ifstream queries(corpus + "queries.tsv");
  std::size_t count = 0;
  for (std::string line; std::getline(queries, line); ++count) {
    const std::string text = line.substr(line.find('\t') + 1);
    const Query query = engines.native().parse(text);
    EXPECT_EQ(engines.xapian().parse(text).to_string(), query.to_string());
    EXPECT_EQ(engines.difference({query}), "") << text;
  }
  EXPECT_GT(count, 10U);
}

}  // namespace
}  // namespace lodex::xapian
