// Index::import_from between native indexes: all that is found in one is found in the other.
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "lodex/lodex.h"
#include "support/hits.h"
#include "support/random_text.h"

namespace lodex {
namespace {

Schema example_schema() {
  return Schema{}
      .text("title", {.boost = 2, .stored = false})
      .text("body", {.analyzer = "english"})
      .text("notes", {.positions = false})
      .keyword("tag")
      .integer("year", {.stored = false})
      .real("price");
}

// An index of a few segments, some documents of which were replaced or deleted.
Index random_index(test::Random& random) {
  Index index = Index::in_memory(example_schema());
  Writer writer = index.writer({.merge = random.chance(0.5)});
  std::vector<Document> documents =
      test::random_documents(random, 200 + random.below(800), 20 + random.below(500));
  for (Document& document : documents) {
    if (random.chance(0.3)) document.set("notes", test::random_words(random, 5, 40));
    if (random.chance(0.1)) document.set("notes", "");
    if (random.chance(0.1)) document.set("tag", Value::List{});
    writer.upsert(document);
    if (random.chance(0.005)) writer.commit();
  }
  for (std::uint64_t i = random.below(100); i > 0; --i) {
    writer.erase("d" + std::to_string(random.below(documents.size())));
  }
  writer.commit();
  if (random.chance(0.3)) writer.merge({.reorder = random.chance(0.5)});
  return index;
}

std::vector<Document> documents_of(const Index& index) {
  std::vector<Document> out;
  index.searcher().for_each([&](const Document& document) {
    out.push_back(document);
    return true;
  });
  return out;
}

void expect_same_terms(const Searcher& a, const Searcher& b, std::string_view field) {
  const auto of_a = a.terms(field);
  const auto of_b = b.terms(field);
  ASSERT_EQ(of_a.size(), of_b.size()) << field;
  for (std::size_t i = 0; i < of_a.size(); ++i) {
    EXPECT_EQ(of_a[i].term, of_b[i].term);
    EXPECT_EQ(of_a[i].document_frequency, of_b[i].document_frequency) << of_a[i].term;
    EXPECT_EQ(of_a[i].total_frequency, of_b[i].total_frequency) << of_a[i].term;
  }
}

// `pure`: `a` has no deleted documents, which would count in the statistics of its scores.
void expect_same_hits(const Searcher& a, const Searcher& b, const std::string& query, bool pure) {
  const SearchOptions options{.limit = 1000, .exact_total = true};
  const Results of_a = a.search(query, options);
  const Results of_b = b.search(query, options);
  ASSERT_EQ(of_a.total, of_b.total) << query;
  test::Ids ids_a = test::ids(of_a);
  test::Ids ids_b = test::ids(of_b);
  if (pure) {
    EXPECT_EQ(ids_a, ids_b) << query;
    for (std::size_t i = 0; i < of_a.size(); ++i) {
      EXPECT_EQ(of_a[i].score, of_b[i].score) << query;
    }
  } else {
    std::ranges::sort(ids_a);
    std::ranges::sort(ids_b);
    EXPECT_EQ(ids_a, ids_b) << query;
  }
}

void expect_same(const Index& a, const Index& b) {
  const Searcher of_a = a.searcher();
  const Searcher of_b = b.searcher();
  EXPECT_EQ(of_a.schema(), of_b.schema());
  for (const char* field : {"title", "body", "notes", "tag"}) expect_same_terms(of_a, of_b, field);
  for (const char* query :
       {"w0", "w1 w2 w30", "\"w0 w1\"", "title:\"w1 w0\"", "title:w3 year:1995..2010", "tag:t0",
        "price:[0 TO 20] w2", "notes:w1 body:w0", "+w1 -w2", "w1*", "w0 NEAR/4 w3"}) {
    expect_same_hits(of_a, of_b, query, a.stats().deleted == 0);
  }
}

std::vector<Document> sorted(std::vector<Document> documents) {
  std::ranges::sort(documents, {}, [](const Document& d) { return std::string(d.id()); });
  return documents;
}

TEST(Import, GivesTheSameDocumentsAndHits) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE(seed);
  test::Random random(seed);
  for (std::uint64_t round = 0; round < 6 * test::test_effort(); ++round) {
    const Index source = random_index(random);
    Index target = Index::in_memory(source.schema());
    ImportOptions options;
    options.memory = std::size_t{1} << (10 + random.below(18));
    options.commit_every = 1 + random.below(2000);
    const ImportReport report = target.import_from(source, options);
    EXPECT_EQ(report.problems, std::vector<std::string>{});
    EXPECT_EQ(report.documents, source.stats().documents);
    EXPECT_EQ(report.imported, source.stats().documents);
    EXPECT_EQ(report.continued, 0U);
    EXPECT_EQ(sorted(documents_of(source)), sorted(documents_of(target)));
    EXPECT_TRUE(target.check().ok());
    expect_same(source, target);
  }
}

// Throws where so many documents are done.
struct Break : std::runtime_error {
  Break() : std::runtime_error("broken off") {}
};

TEST(Import, GoesOnWhereItWasBrokenOff) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE(seed);
  test::Random random(seed);
  Index source = Index::in_memory(Schema{}.text("body"));
  {
    Writer writer = source.writer();
    for (int i = 0; i < 5000; ++i) {
      writer.upsert({{"id", i}, {"body", test::random_words(random, 5, 100)}});
      if (random.chance(0.001)) writer.commit();
    }
    writer.commit();
  }
  Index target = Index::in_memory(Schema{});
  ImportOptions options;
  options.commit_every = 400;
  options.on_progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(total, 5000U);
    if (done > 0 && random.chance(0.3)) throw Break{};
  };
  std::uint64_t before = 0;
  for (bool finished = false; !finished;) {
    try {
      const ImportReport report = target.import_from(source, options);
      EXPECT_EQ(report.continued, before);
      EXPECT_EQ(report.imported, 5000 - before);
      EXPECT_EQ(report.tokens, 25'000U);
      EXPECT_EQ(report.problems, std::vector<std::string>{});
      finished = true;
    } catch (const Break&) {
      ASSERT_GE(target.stats().documents, before);
      before = target.stats().documents;
      EXPECT_EQ(target.stats().deleted, 0U) << "a document was imported twice";
    } catch (const LockError&) {
      FAIL() << "a writer outlived its import";
    }
  }
  EXPECT_EQ(documents_of(source), documents_of(target));
}

TEST(Import, BeginsAnewWhereTheSourceWasChanged) {
  Index source = Index::in_memory(Schema{}.text("body"));
  const auto add = [&](int first, int last) {
    Writer writer = source.writer();
    for (int i = first; i < last; ++i) writer.upsert({{"id", i}, {"body", "some words"}});
    writer.commit();
  };
  add(0, 1000);
  Index target = Index::in_memory(Schema{});
  ImportOptions options;
  options.commit_every = 500;
  options.on_progress = [](std::uint64_t done, std::uint64_t) {
    if (done >= 500) throw Break{};
  };
  EXPECT_THROW((void)target.import_from(source, options), Break);
  EXPECT_EQ(target.stats().documents, 500U);
  add(1000, 1200);
  const ImportReport report = target.import_from(source);
  EXPECT_EQ(report.continued, 0U);
  EXPECT_EQ(report.imported, 1200U);
  EXPECT_EQ(report.problems, std::vector<std::string>{});
  EXPECT_EQ(sorted(documents_of(source)), sorted(documents_of(target)));
}

TEST(Import, ReplacesDocumentsAndKeepsOthers) {
  const Schema schema = Schema{}.text("body");
  Index source = Index::in_memory(schema);
  Index target = Index::in_memory(schema);
  Writer of_source = source.writer();
  of_source.upsert({{"id", "both"}, {"body", "new words"}});
  of_source.commit();
  {
    Writer of_target = target.writer();
    of_target.upsert({{"id", "both"}, {"body", "old words"}});
    of_target.upsert({{"id", "other"}, {"body", "old words"}});
    of_target.commit();
  }
  for (int time = 0; time < 2; ++time) {
    EXPECT_EQ(target.import_from(source).problems, std::vector<std::string>{});
    EXPECT_EQ(target.stats().documents, 2U);
    EXPECT_EQ(target.searcher().count("new"), 1U);
    EXPECT_EQ(target.searcher().count("old"), 1U);
  }
}

TEST(Import, RefusesItselfAndOtherSchemas) {
  Index index = Index::in_memory(Schema{}.text("body"));
  EXPECT_THROW((void)index.import_from(index), UsageError);
  const Index other = Index::in_memory(Schema{}.keyword("body"));
  EXPECT_THROW((void)index.import_from(other), SchemaError);
}

}  // namespace
}  // namespace lodex
