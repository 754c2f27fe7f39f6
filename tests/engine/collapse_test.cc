// Collapsed hits are those that looking at every match, and counting its value by hand, leaves.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

#include "lodex/lodex.h"
#include "support/hits.h"
#include "support/new_index.h"
#include "support/random_text.h"

namespace lodex {
namespace {

using test::Ids;
using test::ids;

class Collapsing : public ::testing::Test {
 protected:
  void SetUp() override {
    index_ = test::new_index(Schema{}
                                 .text("body")
                                 .keyword("site")
                                 .integer("year")
                                 .date("day")
                                 .boolean("open")
                                 .keyword("counted", {.sortable = false})
                                 .keyword("bare", {.sortable = false, .facet = false}));
    Writer writer = index_->writer({.merge = false});
    const auto add = [&](const char* json) { writer.upsert(Document::from_json(json)); };
    add(R"({"id":"a","body":"word word word","site":"x","year":2,"day":"2024-03-18T09:30","counted":"p"})");
    add(R"({"id":"b","body":"word word of","site":["y","x"],"year":-1,"open":true})");
    add(R"({"id":"c","body":"word of of","site":"","year":2,"counted":"p"})");
    writer.commit();
    add(R"({"id":"d","body":"word of of","site":"x","year":[7,-1],"open":true})");
    add(R"({"id":"e","body":"word of of","site":"y","day":"2024-03-18T09:30"})");
    add(R"({"id":"f","body":"word of of","site":"","day":"2024-03-18"})");
    add(R"({"id":"g","body":"word of of","open":true})");
    add(R"({"id":"h","body":"word of of"})");
    writer.commit();
    searcher_ = index_->searcher();
  }
  [[nodiscard]] Ids by(const std::string& field, std::size_t per_value = 1) const {
    return ids(searcher_->search("word", {.collapse = Collapse{field, per_value}}));
  }
  std::optional<Index> index_;
  std::optional<Searcher> searcher_;
};

TEST_F(Collapsing, KeepsTheBestOfEachValueAndAllWithoutOne) {
  EXPECT_EQ(ids(searcher_->search("word")), (Ids{"a", "b", "c", "d", "e", "f", "g", "h"}));
  EXPECT_EQ(by("site"), (Ids{"a", "c", "e", "g", "h"}));
  EXPECT_EQ(by("site", 2), (Ids{"a", "b", "c", "e", "f", "g", "h"}));
  EXPECT_EQ(by("site", 3), (Ids{"a", "b", "c", "d", "e", "f", "g", "h"}));
  EXPECT_EQ(by("year"), (Ids{"a", "b", "e", "f", "g", "h"}));
  EXPECT_EQ(by("day"), (Ids{"a", "b", "c", "d", "f", "g", "h"}));
  EXPECT_EQ(by("open"), (Ids{"a", "b", "c", "e", "f", "h"}));
  EXPECT_EQ(by("counted"), (Ids{"a", "b", "d", "e", "f", "g", "h"}));
}

TEST_F(Collapsing, TellsTheValues) {
  const auto values = [&](const char* field) {
    const Results results = searcher_->search("word", {.collapse = Collapse{field}});
    EXPECT_EQ(results.collapsed_by, field);
    std::vector<Value> out;
    for (const Hit& hit : results) out.push_back(hit.collapse_value());
    return out;
  };
  const Value none;
  EXPECT_EQ(values("site"), (std::vector<Value>{"x", "", "y", none, none}));
  EXPECT_EQ(values("year"), (std::vector<Value>{2, -1, none, none, none, none}));
  EXPECT_EQ(values("day"), (std::vector<Value>{"2024-03-18T09:30:00Z", none, none, none,
                                               "2024-03-18", none, none}));
  EXPECT_EQ(values("open"), (std::vector<Value>{none, true, none, none, none, none}));
  const Results plain = searcher_->search("word");
  EXPECT_EQ(plain.collapsed_by, "");
  for (const Hit& hit : plain) EXPECT_TRUE(hit.collapse_value().is_null());
}

TEST_F(Collapsing, CountsHitsForPagesAndMatchesForTotals) {
  const Results all = searcher_->search("word", {.facets = {"site"}, .exact_total = true});
  SearchOptions options{
      .limit = 2, .collapse = Collapse{"site"}, .facets = {"site"}, .exact_total = true};
  const std::vector<Ids> pages = {{"a", "c"}, {"e", "g"}, {"h"}, {}};
  for (const Ids& page : pages) {
    const Results results = searcher_->search("word", options);
    EXPECT_EQ(ids(results), page);
    EXPECT_EQ(results.total, 8U);
    EXPECT_EQ(results.total_relation, TotalRelation::kEqual);
    EXPECT_EQ(results.facets[0].counts, all.facets[0].counts);
    if (!results.empty()) {
      EXPECT_EQ(results[0].rank, options.offset + 1);
    }
    options.offset += 2;
  }
  EXPECT_TRUE(searcher_->search("word", {.limit = 0, .collapse = Collapse{"site"}}).empty());
}

TEST_F(Collapsing, TakesTheOrderOfTheSearch) {
  const auto sorted = [&](std::vector<SortKey> sort) {
    return ids(searcher_->search("word", {.sort = std::move(sort), .collapse = Collapse{"site"}}));
  };
  EXPECT_EQ(sorted({{"year", false}}), (Ids{"b", "c", "e", "g", "h"}));
  EXPECT_EQ(sorted({{"year", true}}), (Ids{"d", "c", "e", "g", "h"}));
  EXPECT_EQ(sorted({{"", false}}), (Ids{"c", "d", "e", "g", "h"}));
  EXPECT_EQ(sorted({{"day", false}}), (Ids{"f", "a", "e", "g", "h"}));
}

TEST_F(Collapsing, RefusesWhatItCannotCollapseBy) {
  const SearchAfter cursor = searcher_->search("word")[0].cursor();
  for (const char* query : {"word", "nowhere"}) {
    for (const char* field : {"body", "nothing", "bare", ""})
      EXPECT_THROW((void)searcher_->search(query, {.collapse = Collapse{field}}), QueryError)
          << field;
    EXPECT_THROW((void)searcher_->search(query, {.collapse = Collapse{"site", 0}}), QueryError);
    EXPECT_THROW((void)searcher_->search(query, {.after = cursor, .collapse = Collapse{"site"}}),
                 QueryError);
    EXPECT_THROW(
        (void)searcher_->search(query, {.sort = {{"year", false}}, .collapse = Collapse{"bare"}}),
        QueryError);
  }
}

// What a random document has in each field that can be collapsed by: the lowest of its values, as a
// hit tells it.
using Lowest = std::map<std::string, Value>;

class RandomCollapsing : public ::testing::Test {
 protected:
  static constexpr std::array kFields = {"site", "odd", "own", "year", "price", "day", "open"};

  void SetUp() override {
    seed_ = test::test_seed();
    random_ = std::make_unique<test::Random>(seed_);
  }

  // One value as it is given and as it is told, which compares as it is sorted.
  Value value(std::string_view field, std::size_t number) {
    test::Random& random = *random_;
    if (field == "site") return "s" + std::to_string(random.skewed(sites_));
    if (field == "odd") return random.chance(0.3) ? "" : std::string(random.below(6), 'x');
    if (field == "own") return "o" + std::to_string(random.chance(0.9) ? number : 0);
    if (field == "year") return static_cast<std::int64_t>(random.below(8)) - 4;
    if (field == "price") return std::floor(random.real() * 40 - 20) / 4;
    if (field == "day") return "2024-05-0" + std::to_string(1 + random.below(9));
    return random.chance(0.5);
  }

  static bool is_lower(const Value& a, const Value& b) {
    if (const auto* text = a.get_if<std::string>()) return *text < *b.get_if<std::string>();
    if (const auto* number = a.get_if<std::int64_t>()) return *number < *b.get_if<std::int64_t>();
    if (const auto* real = a.get_if<double>()) return *real < *b.get_if<double>();
    return *a.get_if<bool>() < *b.get_if<bool>();
  }

  Document document(std::size_t number) {
    test::Random& random = *random_;
    const std::string id = std::to_string(number);
    Document out{{"id", id}, {"t", text()}};
    Lowest& lowest = lowest_[id];
    for (const char* field : kFields) {
      // Of some fields all documents have one value, which columns keep in another way.
      const bool single = field == std::string_view("own") || field == std::string_view("open");
      if (!single && random.chance(0.1)) continue;
      Value::List values;
      const std::uint64_t count = !single && random.chance(0.2) ? 1 + random.below(3) : 1;
      for (std::uint64_t n = count; n > 0; --n) values.push_back(value(field, number));
      lowest[field] = *std::ranges::min_element(values, is_lower);
      out.set(field, count == 1 ? values[0] : Value(values));
    }
    return out;
  }

  std::string text() {
    std::string text;
    const std::uint64_t words = 1 + random_->below(random_->chance(0.1) ? 200 : 30);
    for (std::uint64_t i = 0; i < words; ++i) {
      const double u = random_->real();
      text += "w" + std::to_string(static_cast<std::uint64_t>(60 * u * u * u * u)) + ' ';
    }
    return text;
  }

  // In several segments.
  Index make_index(std::size_t count, bool with_deletions) {
    Index index = test::new_index(Schema{}
                                      .text("t", {.analyzer = "whitespace"})
                                      .keyword("site")
                                      .keyword("odd")
                                      .keyword("own")
                                      .integer("year")
                                      .real("price")
                                      .date("day")
                                      .boolean("open"));
    sites_ = 1 + random_->below(random_->chance(0.5) ? 8 : 300);
    lowest_.clear();
    Writer writer = index.writer({.merge = false});
    const std::uint64_t parts = 1 + random_->below(4);
    for (std::size_t i = 0; i < count; ++i) {
      writer.upsert(document(i));
      if (i % (count / parts + 1) == count / parts) writer.commit();
    }
    if (with_deletions) {
      for (std::size_t i = count / 100; i > 0; --i) {
        writer.erase(std::to_string(random_->below(count)));
      }
    }
    writer.commit();
    return index;
  }

  Query query() {
    test::Random& random = *random_;
    std::vector<std::string> words;
    std::vector<Query> leaves;
    for (std::uint64_t n = 1 + random.below(4); n > 0; --n) {
      words.push_back("w" + std::to_string(random.below(random.chance(0.5) ? 5 : 60)));
      leaves.push_back(Query::term("t", words.back()).boost(random.chance(0.8) ? 1 : 2));
    }
    switch (random.below(7)) {
      case 0:
        return leaves[0];
      case 1:
        return Query::all_of(leaves);
      case 2:
        return Query::phrase("t", words);
      case 3:
        return Query::boolean(
            {.must = {leaves[0]}, .should = leaves, .must_not = {Query::term("t", "w40")}});
      case 4:
        // All score the same.
        return random.chance(0.5) ? Query::all() : Query::range("year", -2, 3);
      default:
        return Query::any_of(leaves);
    }
  }

  SearchOptions options() {
    test::Random& random = *random_;
    SearchOptions out;
    if (random.chance(0.3)) out.filter = Query::range("price", -3.0, Value());
    if (random.chance(0.3)) {
      for (std::uint64_t n = 1 + random.below(2); n > 0; --n) {
        const char* field = random.chance(0.2) ? "" : kFields[random.below(kFields.size())];
        out.sort.push_back({field, random.chance(0.5)});
      }
    }
    if (random.chance(0.2)) out.facets = {"site", "open"};
    out.exact_total = random.chance(0.3);
    return out;
  }

  // What is left of all matches.
  std::vector<const Hit*> by_hand(const Results& all, const Collapse& collapse) {
    std::vector<const Hit*> out;
    std::map<std::string, std::size_t> met;
    for (const Hit& hit : all) {
      const Value& value = lowest_[hit.id][collapse.field];
      if (value.is_null() || ++met[value.to_json()] <= collapse.per_value) out.push_back(&hit);
    }
    return out;
  }

  void compare(const Searcher& searcher) {
    const Query query = this->query();
    SCOPED_TRACE(query.to_string());
    SearchOptions options = this->options();
    SearchOptions everything = options;
    everything.limit = searcher.document_count() + 1;
    everything.exact_total = true;
    everything.exhaustive = true;
    const Results all = searcher.search(query, everything);
    for (const char* field : kFields) {
      options.collapse = Collapse{field, 1 + random_->below(3)};
      SCOPED_TRACE(std::string(field) + ":" + std::to_string(options.collapse->per_value));
      const std::vector<const Hit*> expected = by_hand(all, *options.collapse);
      for (const std::size_t limit :
           {std::size_t{1}, std::size_t{3}, std::size_t{10}, std::size_t{60}, everything.limit}) {
        options.limit = limit;
        options.offset = random_->chance(0.3) ? random_->below(12) : 0;
        SCOPED_TRACE(std::to_string(limit) + " from " + std::to_string(options.offset));
        const Results found = searcher.search(query, options);
        ASSERT_NO_FATAL_FAILURE(expect(expected, options, found));
        ASSERT_NO_FATAL_FAILURE(expect_totals(all, options, found));
      }
    }
  }

  void expect(const std::vector<const Hit*>& expected, const SearchOptions& options,
              const Results& found) {
    const std::size_t begin = std::min(options.offset, expected.size());
    ASSERT_EQ(found.size(), std::min(options.limit, expected.size() - begin));
    for (std::size_t i = 0; i < found.size(); ++i) {
      ASSERT_EQ(found[i].id, expected[begin + i]->id) << "at " << i;
      ASSERT_EQ(found[i].score, expected[begin + i]->score) << "at " << i;
      ASSERT_EQ(found[i].rank, begin + i + 1);
      ASSERT_EQ(found[i].collapse_value(), lowest_[found[i].id][options.collapse->field]);
    }
  }

  static void expect_totals(const Results& all, const SearchOptions& options,
                            const Results& found) {
    ASSERT_LE(found.total, all.total);
    if (options.exact_total) {
      ASSERT_EQ(found.total_relation, TotalRelation::kEqual);
    }
    if (found.total_relation == TotalRelation::kEqual) {
      ASSERT_EQ(found.total, all.total);
    }
    ASSERT_EQ(found.facets.size(), all.facets.size());
    for (std::size_t i = 0; i < all.facets.size(); ++i) {
      ASSERT_EQ(found.facets[i].counts, all.facets[i].counts);
    }
  }

  std::uint64_t seed_ = 0;
  std::unique_ptr<test::Random> random_;
  std::size_t sites_ = 0;
  std::map<std::string, Lowest> lowest_;  // by id
};

TEST_F(RandomCollapsing, LeavesWhatGoingThroughAllMatchesLeaves) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  for (std::uint64_t round = 0; round < 2 * test::test_effort(); ++round) {
    for (const std::size_t count : {5, 200, 3000}) {
      const Index index = make_index(count, random_->chance(0.5));
      const Searcher searcher = index.searcher();
      for (int i = 0; i < 25; ++i) ASSERT_NO_FATAL_FAILURE(compare(searcher));
    }
  }
}

#ifndef LODEX_TEST_ENGINE
// Lists of many blocks, and windows that are passed over; without deletions also what lists say of
// their best documents, which may all have one value.
TEST_F(RandomCollapsing, LeavesTheSameWhereMostMatchesAreNotLookedAt) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  for (std::uint64_t round = 0; round < 2 * test::test_effort(); ++round) {
    const Index index = make_index(20'000, round % 2 == 1);
    const Searcher searcher = index.searcher();
    for (int i = 0; i < 10; ++i) ASSERT_NO_FATAL_FAILURE(compare(searcher));
  }
}
#endif

}  // namespace
}  // namespace lodex
