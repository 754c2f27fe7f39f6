// Sorting, facets, filters, snippets, limits: what a search can be asked for beyond a ranking.
#include <gtest/gtest.h>

#include <atomic>
#include <limits>

#include "lodex/lodex.h"
#include "support/hits.h"
#include "support/new_index.h"

namespace lodex {
namespace {

using test::Ids;
using test::ids;

class SearchFeatures : public ::testing::Test {
 protected:
  void SetUp() override {
    index_ = test::new_index(Schema{}
                                 .text("title", {.boost = 2})
                                 .text("body")
                                 .keyword("tag")
                                 .integer("year")
                                 .real("price")
                                 .date("when")
                                 .boolean("open"));
    Writer writer = index_->writer({.merge = false});
    const auto add = [&](const char* json) { writer.upsert(Document::from_json(json)); };
    add(R"({"id":"a","title":"Order book","body":"price time priority","tag":["finance","trading"],"year":2020,"price":1.5,"when":"2020-05-01","open":true})");
    add(R"({"id":"b","title":"Gift card","body":"prepaid price","tag":"finance","year":2022,"price":-1,"when":"2022-01-01T10:00:00Z","open":false})");
    writer.commit();
    add(R"({"id":"c","title":"Live streaming","body":"video segments and a price","tag":"media","year":2021,"when":"2021","open":true})");
    add(R"({"id":"d","title":"No values","body":"price"})");
    add(R"({"id":"e","body":"gone price","tag":"zzz"})");
    writer.erase("e");
    writer.commit();
    searcher_ = index_->searcher();
  }
  std::optional<Index> index_;
  std::optional<Searcher> searcher_;
};

TEST_F(SearchFeatures, SortsByFieldsMissingLast) {
  const auto sorted = [&](std::vector<SortKey> sort) {
    return ids(searcher_->search("price", {.sort = std::move(sort)}));
  };
  EXPECT_EQ(sorted({{"year", false}}), (Ids{"a", "c", "b", "d"}));
  EXPECT_EQ(sorted({{"year", true}}), (Ids{"b", "c", "a", "d"}));
  EXPECT_EQ(sorted({{"price", false}}), (Ids{"b", "a", "c", "d"}));
  EXPECT_EQ(sorted({{"when", true}}), (Ids{"b", "c", "a", "d"}));
  EXPECT_EQ(sorted({{"tag", false}}), (Ids{"a", "b", "c", "d"}));
  EXPECT_EQ(sorted({{"tag", true}}), (Ids{"a", "c", "b", "d"}));
  EXPECT_EQ(sorted({{"open", true}, {"year", true}}), (Ids{"c", "a", "b", "d"}));
  EXPECT_THROW((void)searcher_->search("price", {.sort = {{"title", false}}}), QueryError);
  EXPECT_THROW((void)searcher_->search("price", {.sort = {{"nothing", false}}}), QueryError);
}

TEST(Sorting, TellsTheLargestIntegersApart) {
  constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
  constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
  Index index = test::new_index(Schema{}.integer("n"));
  Writer writer = index.writer();
  writer.upsert({{"id", "none"}});
  writer.upsert({{"id", "max"}, {"n", kMax}});
  writer.upsert({{"id", "max-1"}, {"n", kMax - 1}});
  writer.upsert({{"id", "min+1"}, {"n", kMin + 1}});
  writer.upsert({{"id", "min"}, {"n", kMin}});
  writer.commit();
  const Searcher searcher = index.searcher();
  EXPECT_EQ(ids(searcher.search(Query::all(), {.sort = {{"n", false}}})),
            (Ids{"min", "min+1", "max-1", "max", "none"}));
  EXPECT_EQ(ids(searcher.search(Query::all(), {.sort = {{"n", true}}})),
            (Ids{"max", "max-1", "min+1", "min", "none"}));
}

TEST(Sorting, GoesOnFromAnyHitThroughSegmentsWithoutTheField) {
  Index index = test::new_index(Schema{}.keyword("k").integer("n"));
  Writer writer = index.writer({.merge = false});
  writer.upsert({{"id", "a"}});
  writer.upsert({{"id", "b"}});
  writer.commit();
  writer.upsert({{"id", "c"}, {"k", "x"}, {"n", 1}});
  writer.upsert({{"id", "d"}, {"k", "y"}, {"n", 2}});
  writer.upsert({{"id", "e"}});
  writer.commit();
  const Searcher searcher = index.searcher();
  for (const char* field : {"k", "n"}) {
    for (const bool descending : {false, true}) {
      SearchOptions options{.limit = 1, .sort = {{field, descending}}};
      Ids walked;
      for (Results page = searcher.search(Query::all(), options); !page.empty();
           page = searcher.search(Query::all(), options)) {
        walked.push_back(page[0].id);
        options.after = page[0].cursor();
      }
      EXPECT_EQ(walked, (descending ? Ids{"d", "c", "a", "b", "e"} : Ids{"c", "d", "a", "b", "e"}))
          << field;
    }
  }
}

TEST(Scores, KeepTheirOrderUnderAnyBoost) {
  Index index = test::new_index(Schema{}.text("body"));
  Writer writer = index.writer();
  writer.upsert({{"id", "a"}, {"body", "x x y"}});
  writer.upsert({{"id", "b"}, {"body", "x y y z"}});
  writer.commit();
  const Searcher searcher = index.searcher();
  const double plain = searcher.search("x")[0].score;
  Query query = Query::term("body", "x");
  double factor = 1;
  for (int i = 0; i < 8; ++i, factor *= 1e6) {
    const Results results = searcher.search(query);
    EXPECT_EQ(ids(results), (Ids{"a", "b"}));
    EXPECT_NEAR(results[0].score / factor, plain, 1e-5 * plain) << factor;
    query = query.boost(1e6);
  }
}

TEST_F(SearchFeatures, CountsFacetsOverAllMatches) {
  const Results results = searcher_->search("price", {.limit = 1, .facets = {"tag", "open"}});
  ASSERT_EQ(results.facets.size(), 2U);
  EXPECT_EQ(results.facets[0].field, "tag");
  EXPECT_EQ(results.facets[0].counts,
            (std::vector<FacetCount>{{"finance", 2}, {"media", 1}, {"trading", 1}}));
  EXPECT_EQ(results.facets[1].counts, (std::vector<FacetCount>{{"true", 2}, {"false", 1}}));
  EXPECT_EQ(results.total, 4U);
  EXPECT_EQ(
      searcher_->search("price", {.facets = {"tag"}, .facet_limit = 1}).facets[0].counts.size(),
      1U);
  EXPECT_THROW((void)searcher_->search("price", {.facets = {"year"}}), QueryError);
  EXPECT_THROW((void)searcher_->search("price", {.facets = {"nothing"}}), QueryError);
}

TEST_F(SearchFeatures, AFilterRestrictsWithoutChangingScores) {
  const Results all = searcher_->search("price");
  const Results some = searcher_->search("price", {.filter = Query::term("tag", "finance")});
  EXPECT_EQ(ids(some).size(), 2U);
  for (const Hit& hit : some) {
    for (const Hit& other : all) {
      if (hit.id == other.id) {
        EXPECT_DOUBLE_EQ(hit.score, other.score);
      }
    }
  }
}

TEST_F(SearchFeatures, FindsByIdAndExistence) {
  EXPECT_EQ(ids(searcher_->search("id:b")), (Ids{"b"}));
  EXPECT_TRUE(searcher_->search("id:e").empty());
  EXPECT_EQ(searcher_->count("tag:*"), 3U);
  EXPECT_EQ(searcher_->count("-tag:*"), 1U);
  EXPECT_EQ(searcher_->count("price:*"), 2U);
  EXPECT_EQ(searcher_->count("*"), 4U);
}

TEST_F(SearchFeatures, UnderstandsDatesByTheirPrecision) {
  EXPECT_EQ(searcher_->count("when:2020"), 1U);
  EXPECT_EQ(searcher_->count("when:2022-01-01"), 1U);
  EXPECT_EQ(searcher_->count("when:[2020-05 TO 2021]"), 2U);
  EXPECT_EQ(searcher_->count("when:>2021"), 1U);
  EXPECT_EQ(searcher_->count("when:>=2021"), 2U);
  EXPECT_EQ(searcher_->count("when:<2022-01-01T10:00:00Z"), 2U);
}

TEST_F(SearchFeatures, RefusesQueriesOfFieldsThatCannotAnswerThem) {
  for (const Query& query : {Query::term("nothing", "x"), Query::term("year", "2020"),
                             Query::range("title", "a", "b"), Query::phrase("tag", {"a", "b"}),
                             Query::range("year", "x", Value()), Query::range("id", "a", "b")}) {
    EXPECT_THROW((void)searcher_->search(query), QueryError) << query.to_string();
  }
  EXPECT_THROW((void)searcher_->search("price", {.model = {.k1 = -1}}), QueryError);
  EXPECT_THROW((void)searcher_->search("price", {.model = {.b = 1.5}}), QueryError);
}

TEST_F(SearchFeatures, ListsTermsWithTheirLiveFrequencies) {
  const auto terms = searcher_->terms("body", "p");
  ASSERT_EQ(terms.size(), 3U);
  EXPECT_EQ(terms[0].term, "prepaid");
  EXPECT_EQ(terms[1].term, "price");
  EXPECT_EQ(terms[1].document_frequency, 4U);
  EXPECT_EQ(searcher_->terms("tag").size(), 3U);  // zzz is gone with its document
  EXPECT_EQ(searcher_->terms("body", "", 2).size(), 2U);
  EXPECT_THROW((void)searcher_->terms("year"), QueryError);
}

TEST_F(SearchFeatures, WalksOverAllDocumentsInOrder) {
  Ids seen;
  searcher_->for_each([&](const Document& document) {
    seen.emplace_back(document.id());
    return seen.size() < 3;
  });
  EXPECT_EQ(seen, (Ids{"a", "b", "c"}));
}

TEST_F(SearchFeatures, StopsWhenCancelledOrOutOfTime) {
  const Results cancelled = searcher_->search("price", {.cancelled = [] { return true; }});
  EXPECT_TRUE(cancelled.timed_out);
  EXPECT_EQ(cancelled.total_relation, TotalRelation::kAtLeast);
  EXPECT_TRUE(searcher_->search("price", {.deadline = std::chrono::microseconds(0)}).timed_out);
  EXPECT_FALSE(searcher_->search("price", {.deadline = std::chrono::hours(1)}).timed_out);
}

TEST_F(SearchFeatures, RefusesCursorsThatAreNone) {
  const auto cursor = searcher_->search("price")[0].cursor();
  EXPECT_THROW((void)searcher_->search("price", {.after = SearchAfter{"zz"}}), QueryError);
  EXPECT_THROW((void)searcher_->search("price", {.after = SearchAfter{cursor.cursor + "00"}}),
               QueryError);
  EXPECT_THROW((void)searcher_->search("price", {.after = cursor, .sort = {{"year", false}}}),
               QueryError);
  EXPECT_THROW((void)searcher_->search("price", {.offset = 1, .after = cursor}), QueryError);
}

TEST_F(SearchFeatures, SaysHowManyExpansionsWereTaken) {
  Index index = test::new_index(Schema{}.analyzer("whitespace").text("body"));
  Writer writer = index.writer();
  for (int i = 0; i < 1500; ++i) {
    writer.upsert(
        {{"id", std::to_string(i)}, {"body", "x" + std::to_string(i) + (i < 3 ? "" : " x1499")}});
  }
  writer.commit();
  const Results results = index.searcher().search("x*", {.exact_total = true});
  ASSERT_EQ(results.notes.size(), 1U);
  EXPECT_NE(results.notes[0].message.find("of 1500 terms"), std::string::npos);
  EXPECT_GE(results.total, 1497U);  // the most frequent term is among those taken
}

class Snippets : public ::testing::Test {
 protected:
  static std::string snippet(const std::string& body, const std::string& query,
                             SnippetOptions options = {}, const std::string& analyzer = "english") {
    Index index = test::new_index(Schema{}.analyzer(analyzer).text("body"));
    Writer writer = index.writer();
    writer.upsert({{"id", "a"}, {"body", body}});
    writer.commit();
    return index.searcher().search(query)[0].snippet("body", options);
  }
};

TEST_F(Snippets, MarkEveryFormOfTheWords) {
  EXPECT_EQ(snippet("He runs. Running is fun; a runner ran.", "run"),
            "He <mark>runs</mark>. <mark>Running</mark> is fun; a runner ran.");
  EXPECT_EQ(snippet("prefixes and Prefixed", "prefi*", {}, "standard"),
            "<mark>prefixes</mark> and <mark>Prefixed</mark>");
  EXPECT_EQ(snippet("b a b, a b", "\"a b\""), "b <mark>a b</mark>, <mark>a b</mark>");
  EXPECT_EQ(snippet("b a x", "b -y"), "<mark>b</mark> a x");
}

TEST_F(Snippets, EscapeHtmlOverTheWholeText) {
  EXPECT_EQ(snippet("<script>alert('x' & \"y\")</script> word <b>", "word"),
            "&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt; <mark>word</mark> "
            "&lt;b&gt;");
}

TEST_F(Snippets, AreSafeInATerminal) {
  EXPECT_EQ(
      snippet("a \x1b[31m word \x07 \u202e x\x9b y\u009b", "word", {.markup = Markup::kTerminal}),
      "a \ufffd[31m \x1b[1mword\x1b[0m \ufffd \ufffd x\ufffd y\ufffd");
  EXPECT_EQ(snippet("a\nb\r\n\tword", "word", {.markup = Markup::kPlain}), "a b word");
}

TEST_F(Snippets, ChooseTheBestPassageOfALongText) {
  std::string body = "alpha begins here. ";
  for (int i = 0; i < 200; ++i) body += "filler sentence number " + std::to_string(i) + ". ";
  body += "Here alpha meets beta at last. ";
  for (int i = 0; i < 200; ++i) body += "more filler. ";
  const std::string got =
      snippet(body, "alpha beta", {.length = 80, .markup = Markup::kPlain}, "standard");
  EXPECT_TRUE(got.starts_with("\u2026")) << got;
  EXPECT_TRUE(got.ends_with("\u2026")) << got;
  EXPECT_NE(got.find("Here alpha meets beta at last."), std::string::npos) << got;
  EXPECT_LT(got.size(), 120U);
}

TEST_F(Snippets, ShowTheBeginningWhereNothingIsFound) {
  Index index = test::new_index(Schema{}.text("title").text("body"));
  Writer writer = index.writer();
  writer.upsert({{"id", "a"}, {"title", "Word"}, {"body", "Some text."}});
  writer.commit();
  const Results results = index.searcher().search("word");
  EXPECT_EQ(results[0].snippet("body"), "Some text.");
  EXPECT_EQ(results[0].snippet(), "<mark>Word</mark>");
  EXPECT_EQ(results[0].snippet("nothing"), "");
}

TEST_F(Snippets, KeepWholeWordsOfAnyScript) {
  std::string body;
  for (int i = 0; i < 100; ++i) body += "\u0434\u043b\u0438\u043d\u043d\u043e\u0435 ";
  body += "\u0441\u043b\u043e\u0432\u043e ";
  for (int i = 0; i < 100; ++i) body += "\u0434\u043b\u0438\u043d\u043d\u043e\u0435 ";
  const std::string got =
      snippet(body, "\u0441\u043b\u043e\u0432\u043e", {.length = 60}, "standard");
  EXPECT_NE(got.find("<mark>\u0441\u043b\u043e\u0432\u043e</mark>"), std::string::npos);
  EXPECT_EQ(got.find("\ufffd"), std::string::npos);
}

}  // namespace
}  // namespace lodex
