// Every query gives the documents and scores that looking at every document gives.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "lodex/lodex.h"
#include "support/naive_search.h"
#include "support/random_text.h"

namespace lodex {
namespace {

struct Answer {
  std::string id;
  double score;
  bool operator==(const Answer&) const = default;
};

std::vector<Answer> answers(const Results& results) {
  std::vector<Answer> out;
  for (const Hit& hit : results) out.push_back({hit.id, hit.score});
  return out;
}

class Equivalence : public ::testing::Test {
 protected:
  void SetUp() override {
    seed_ = test::test_seed();
    random_ = std::make_unique<test::Random>(seed_);
  }

  // An index of the documents in several segments, with documents replaced and deleted on the way,
  // and the documents that are left, in the order of the index.
  Index make_index(std::size_t count, std::size_t vocabulary, std::vector<Document>& live) {
    Index index = Index::in_memory(test::random_documents_schema());
    Writer writer = index.writer({.merge = random_->chance(0.5)});
    live.clear();
    for (Document& document : test::random_documents(*random_, count, vocabulary)) {
      if (random_->chance(0.1) && !live.empty()) {
        // Replaces an earlier one, or removes it.
        const std::size_t victim = random_->below(live.size());
        if (random_->chance(0.5)) {
          document.set("id", std::string(live[victim].id()));
        } else {
          writer.erase(live[victim].id());
        }
        live.erase(live.begin() + static_cast<std::ptrdiff_t>(victim));
      }
      writer.upsert(document);
      live.push_back(std::move(document));
      if (random_->chance(4.0 / static_cast<double>(count))) writer.commit();
    }
    writer.commit();
    if (random_->chance(0.2)) writer.merge();
    return index;
  }

  void compare(const Searcher& searcher, const test::NaiveSearch& naive, const Query& query,
               const Bm25& model) {
    SCOPED_TRACE(query.to_string());
    const auto expected = naive.search(query, model);
    const std::size_t count = naive.documents().size();
    const SearchOptions everything{
        .limit = count, .exact_total = true, .exhaustive = true, .model = model};
    const Results all = searcher.search(query, everything);
    ASSERT_EQ(all.total, expected.size());
    ASSERT_EQ(all.total_relation, TotalRelation::kEqual);
    ASSERT_EQ(all.size(), expected.size());
    ASSERT_EQ(searcher.count(query), expected.size());

    std::map<std::string, std::pair<double, std::size_t>> by_id;
    double largest = 0;
    for (const auto& match : expected) {
      by_id[std::string(naive.documents()[match.document].id())] = {match.score, match.document};
      largest = std::max(largest, match.score);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      ASSERT_TRUE(by_id.contains(all[i].id)) << all[i].id;
      const auto [score, place] = by_id[all[i].id];
      // A unit of a score is 2^-30 of what the query could reach at most.
      ASSERT_NEAR(all[i].score, score, 1e-6 * largest + 1e-7) << all[i].id;
      if (i == 0) continue;
      const bool in_order =
          all[i - 1].score > all[i].score ||
          (all[i - 1].score == all[i].score && by_id[all[i - 1].id].second < place);
      ASSERT_TRUE(in_order) << all[i - 1].id << " before " << all[i].id;
    }

    // Pruning changes nothing: the best k are bit for bit the first k of everything.
    const auto full = answers(all);
    for (const std::size_t k :
         {std::size_t{1}, std::size_t{3}, std::size_t{10}, std::size_t{100}}) {
      const Results top = searcher.search(query, {.limit = k, .model = model});
      const std::vector<Answer> first(
          full.begin(), full.begin() + static_cast<std::ptrdiff_t>(std::min(k, full.size())));
      ASSERT_EQ(answers(top), first) << "k = " << k;
      ASSERT_LE(top.total, expected.size());
      if (top.total_relation == TotalRelation::kEqual) {
        ASSERT_EQ(top.total, expected.size());
      }
    }
  }

  std::uint64_t seed_ = 0;
  std::unique_ptr<test::Random> random_;
};

TEST_F(Equivalence, OfRandomQueriesOverRandomIndexes) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  for (const std::size_t count : {1, 20, 300, 1500}) {
    for (const std::size_t vocabulary : {5, 60, 2000}) {
      std::vector<Document> live;
      const Index index = make_index(count, vocabulary, live);
      const Searcher searcher = index.searcher();
      ASSERT_EQ(searcher.document_count(), live.size());
      const test::NaiveSearch naive(live, test::random_documents_schema());
      for (int round = 0; round < 12; ++round) {
        const Query query = test::random_query(*random_, vocabulary, 3);
        const Bm25 model =
            random_->chance(0.6) ? Bm25{} : Bm25{random_->real() * 3, random_->real()};
        ASSERT_NO_FATAL_FAILURE(compare(searcher, naive, query, model));
      }
    }
  }
}

// Windows are larger than the small indexes above: here several have to be visited and passed over.
TEST_F(Equivalence, OfPrunedSearchesOverALargeSegment) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  Index index = Index::in_memory(test::random_documents_schema());
  Writer writer = index.writer();
  for (Document& document : test::random_documents(*random_, 30'000, 3000))
    writer.upsert(std::move(document));
  for (int i = 0; i < 300; ++i) writer.erase("d" + std::to_string(random_->below(30'000)));
  writer.commit();
  const Searcher searcher = index.searcher();
  for (int round = 0; round < 150; ++round) {
    const Query query = test::random_query(*random_, 3000, 2);
    SCOPED_TRACE(query.to_string());
    const auto full =
        answers(searcher.search(query, {.limit = 30'000, .exact_total = true, .exhaustive = true}));
    ASSERT_EQ(searcher.count(query), full.size());
    for (const std::size_t k : {1, 10, 100}) {
      const auto top = answers(searcher.search(query, {.limit = k}));
      ASSERT_EQ(top, std::vector<Answer>(
                         full.begin(),
                         full.begin() + static_cast<std::ptrdiff_t>(std::min(k, full.size()))));
    }
  }
}

// Words as frequent as those of a language, in documents of very different lengths: lists with many
// blocks, of which most can be passed over, and bounds that differ from block to block.
std::string skewed_text(test::Random& random) {
  std::string text;
  const std::uint64_t words = 1 + random.below(random.chance(0.1) ? 400 : 40);
  const bool repeats = random.chance(0.05);
  for (std::uint64_t i = 0; i < words; ++i) {
    const double u = random.real();
    const auto word = static_cast<std::uint64_t>(60 * u * u * u * u);
    text += "w" + std::to_string(repeats ? word / 20 : word) + ' ';
  }
  return text;
}

TEST_F(Equivalence, OfEveryPrunedShapeOverFrequentWords) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  test::Random& random = *random_;
  Index index = Index::in_memory(Schema{}.text("t", {.analyzer = "whitespace"}));
  // Two segments, so that the threshold of the first meets the second.
  Writer writer = index.writer({.merge = false});
  for (int doc = 0; doc < 24'000; ++doc) {
    writer.upsert({{"id", std::to_string(doc)}, {"t", skewed_text(random)}});
    if (doc == 17'000) writer.commit();
  }
  for (int i = 0; i < 200; ++i) writer.erase(std::to_string(random.below(24'000)));
  writer.commit();
  const Searcher searcher = index.searcher();
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> words;
    std::vector<Query> leaves;
    for (std::uint64_t n = 1 + random.below(random.chance(0.1) ? 20 : 4); n > 0; --n) {
      words.push_back("w" + std::to_string(random.below(random.chance(0.5) ? 6 : 62)));
      const Query word = Query::term("t", words.back());
      leaves.push_back(random.chance(0.2) ? word.boost(1 + random.real() * 3) : word);
    }
    const Query queries[] = {leaves[0], Query::any_of(leaves), Query::all_of(leaves),
                             Query::phrase("t", words)};
    for (const Query& query : queries) {
      SCOPED_TRACE(query.to_string());
      const Bm25 model = random.chance(0.7) ? Bm25{} : Bm25{random.real() * 3, random.real()};
      const auto full = answers(searcher.search(
          query, {.limit = 24'000, .exact_total = true, .exhaustive = true, .model = model}));
      ASSERT_EQ(searcher.count(query), full.size());
      for (const std::size_t k : {1, 10, 100, 1000}) {
        const Results results = searcher.search(query, {.limit = k, .model = model});
        const auto end = full.begin() + static_cast<std::ptrdiff_t>(std::min(k, full.size()));
        ASSERT_EQ(answers(results), std::vector<Answer>(full.begin(), end));
        ASSERT_LE(results.total, full.size());
        if (results.total_relation == TotalRelation::kEqual) {
          ASSERT_EQ(results.total, full.size());
        }
      }
    }
  }
}

TEST_F(Equivalence, OfAnIndexAndTheSameReordered) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  const auto by_id = [](const std::vector<Answer>& all) {
    std::map<std::string, double> out;
    for (const Answer& answer : all) out[answer.id] = answer.score;
    return out;
  };
  for (const std::size_t count : {1, 200, 1500, 6000}) {
    std::vector<Document> live;
    Index index = make_index(count, 300, live);
    const Searcher before = index.searcher();
    Writer writer = index.writer();
    writer.merge({.max_segments = 1 + random_->below(2), .reorder = true});
    const Searcher after = index.searcher();
    ASSERT_TRUE(index.check().ok());
    ASSERT_EQ(after.document_count(), live.size());
    for (const Document& document : live) ASSERT_EQ(after.get(document.id()), document);
    for (int round = 0; round < 40; ++round) {
      const Query query = test::random_query(*random_, 300, 2);
      SCOPED_TRACE(query.to_string());
      const SearchOptions everything{.limit = count, .exact_total = true, .exhaustive = true};
      const auto full = answers(after.search(query, everything));
      ASSERT_EQ(by_id(full), by_id(answers(before.search(query, everything))));
      ASSERT_EQ(after.count(query), full.size());
      const auto top = answers(after.search(query, {.limit = 10}));
      const auto end =
          full.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(10, full.size()));
      ASSERT_EQ(top, std::vector<Answer>(full.begin(), end));
    }
  }
}

TEST_F(Equivalence, OfPagesAndTheWhole) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  std::vector<Document> live;
  const Index index = make_index(900, 40, live);
  const Searcher searcher = index.searcher();
  const std::vector<std::vector<SortKey>> orders = {{},
                                                    {{"year", true}},
                                                    {{"tag", false}},
                                                    {{"tag", true}, {"year", false}},
                                                    {{"price", false}},
                                                    {{"year", false}, {"", true}}};
  for (const auto& order : orders) {
    for (int round = 0; round < 3; ++round) {
      const Query query = test::random_query(*random_, 40, 2);
      const auto full = answers(searcher.search(query, {.limit = live.size(), .sort = order}));
      std::vector<Answer> by_offset;
      std::vector<Answer> by_cursor;
      std::optional<SearchAfter> after;
      for (std::size_t offset = 0; offset < full.size() + 7; offset += 7) {
        for (const Answer& answer :
             answers(searcher.search(query, {.limit = 7, .offset = offset, .sort = order}))) {
          by_offset.push_back(answer);
        }
        const Results page = searcher.search(query, {.limit = 7, .after = after, .sort = order});
        for (const Answer& answer : answers(page)) by_cursor.push_back(answer);
        if (!page.empty()) after = page.hits.back().cursor();
      }
      ASSERT_EQ(by_offset, full);
      ASSERT_EQ(by_cursor, full);
    }
  }
}

}  // namespace
}  // namespace lodex
