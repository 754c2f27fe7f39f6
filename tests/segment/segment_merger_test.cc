#include "segment/segment_merger.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "segment/building.h"
#include "support/random_text.h"

namespace lodex::segment {
namespace {

const FieldSpec kLabel{"label", FieldKind::kKeyword, {.facet = true}};

// Segments with deleted documents, and the documents that are left.
struct Sources {
  std::unique_ptr<io::Directory> directory = io::memory_directory();
  std::vector<LiveSegment> segments;
  std::vector<Document> live;
  std::size_t made = 0;

  void add_segment(test::Random& random, std::vector<Document> documents, double deleted) {
    const std::string name = "s" + std::to_string(made++);
    for (Document& d : documents) d.set("id", name + std::string(d.id()));
    const auto add_values = [&](DocumentChunk& chunk, const Document& document) {
      add(chunk, document);
      // Few documents have it, in two of three segments.
      if (segments.size() % 3 != 1 && document.find("label") != nullptr) {
        chunk.add_keyword(chunk.field(kLabel), document.text("label"));
      }
    };
    LiveSegment source{build_with(*directory, name, documents, add_values), nullptr};
    auto deletions = std::make_shared<Deletions>(source.segment->doc_count());
    for (DocId doc = 0; doc < documents.size(); ++doc) {
      if (random.chance(deleted)) {
        deletions->add(doc);
      } else {
        live.push_back(documents[doc]);
      }
    }
    if (deletions->size() > 0) source.deletions = deletions;
    segments.push_back(source);
  }
  std::unique_ptr<Segment> merge(const MergeSettings& settings) {
    if (directory->exists("merged")) directory->remove("merged");
    merge_segments(segments, directory->create("merged"), settings);
    return std::make_unique<Segment>(directory->open("merged"), "merged");
  }
};

std::vector<Document> labelled_documents(test::Random& random, std::size_t count) {
  auto documents = test::random_documents(random, count, 200);
  for (Document& document : documents) {
    if (random.chance(0.2)) document.set("label", "l" + std::to_string(random.below(20)));
  }
  return documents;
}

Sources random_sources(test::Random& random, std::size_t most, double deleted) {
  Sources out;
  for (int s = 0; s < 5; ++s) {
    out.add_segment(random, labelled_documents(random, random.below(most)), deleted);
  }
  return out;
}

// Checks that `merged` has the documents in this order, and everything that belongs to each.
void expect_documents(const Segment& merged, const std::vector<Document>& documents) {
  EXPECT_NO_THROW(merged.verify());
  ASSERT_EQ(merged.doc_count(), documents.size());
  EXPECT_EQ(read_back(merged), invert(documents));
  const SegmentField* year = merged.field("year");
  const SegmentField* label = merged.field("label");
  std::uint64_t labelled = 0;
  for (DocId doc = 0; doc < documents.size(); ++doc) {
    ASSERT_EQ(merged.document(doc), documents[doc]) << doc;
    ASSERT_EQ(merged.find(documents[doc].id()), doc);
    const Value* expected = documents[doc].find("year");
    const auto extent = year == nullptr ? store::Column::Extent{} : year->column->extent(doc);
    ASSERT_EQ(extent.end - extent.begin, expected == nullptr ? 0U : 1U);
    if (expected != nullptr) {
      ASSERT_EQ(year->column->value(extent.begin), *expected->get_if<std::int64_t>());
    }
    if (label == nullptr || !label->column->has(doc)) continue;
    ++labelled;
    const auto ordinal = label->column->value(label->column->extent(doc).begin);
    ASSERT_EQ(label->terms.term(TermId{static_cast<std::uint32_t>(ordinal)}),
              documents[doc].text("label"));
  }
  if (label != nullptr) {
    EXPECT_EQ(label->info.documents, labelled);
  }
}

TEST(MergeSegments, EqualsOneSegmentOfTheLiveDocuments) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (const double deleted : {0.0, 0.3, 0.99}) {
    Sources sources;
    for (int s = 0; s < 5; ++s) {
      sources.add_segment(random, test::random_documents(random, random.below(600), 200), deleted);
    }
    const auto merged = sources.merge({});
    expect_documents(*merged, sources.live);
    // Byte for byte what building from the live documents gives, where both have the same fields.
    const auto rebuilt = build(*sources.directory, "rebuilt", sources.live);
    if (deleted == 0.0) {
      EXPECT_EQ(merged->identity(), rebuilt->identity());
    }
    for (const SegmentField& field : rebuilt->fields()) {
      ASSERT_NE(merged->field(field.info.name), nullptr);
      EXPECT_EQ(merged->field(field.info.name)->info.documents, field.info.documents);
      EXPECT_EQ(merged->field(field.info.name)->terms.size(), field.terms.size());
    }
  }
}

// Lists long enough to be copied block by block, from segments with and without deleted documents,
// and once more from what came of that.
TEST(MergeSegments, LongListsHaveAllPostings) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  Sources sources;
  for (const double deleted : {0.0, 0.1, 0.0}) {
    sources.add_segment(random, test::random_documents(random, 2'000 + random.below(3'000), 40),
                        deleted);
  }
  std::shared_ptr<const Segment> merged = sources.merge({});
  expect_documents(*merged, sources.live);
  const SegmentField& body = *merged->field("body");
  const auto frequent = body.terms.find("w0");
  ASSERT_TRUE(frequent.has_value());
  const postings::TermCursor list = body.cursor(frequent->info);
  bool sized = false;
  for (std::size_t b = 0; b + 1 < list.block_count(); ++b) {
    sized = sized || list.stored_block(b).size < postings::kBlockSize;
  }
  EXPECT_TRUE(sized) << "no block was copied";

  sources.segments = {{merged, nullptr}};
  sources.add_segment(random, test::random_documents(random, 3'000, 40), 0.0);
  std::rotate(sources.segments.begin(), sources.segments.begin() + 1, sources.segments.end());
  std::rotate(sources.live.begin(), sources.live.end() - 3'000, sources.live.end());
  merge_segments(sources.segments, sources.directory->create("twice"), {});
  expect_documents(Segment(sources.directory->open("twice"), "twice"), sources.live);
}

// Stored documents enough to be copied block by block, in order and reordered.
TEST(MergeSegments, StoredBlocksAreCopied) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  Sources sources;
  for (const double deleted : {0.0, 0.1, 0.0}) {
    auto documents = test::random_documents(random, 1'500, 200);
    // Names have the same numbers in all segments.
    documents[0] =
        Document{{"id", "d0"},    {"title", "t"}, {"body", "w0"}, {"tag", Value::List{"t0"}},
                 {"year", 2'000}, {"price", 1.0}};
    for (Document& document : documents) document.set("stored", random.bytes(1'500));
    sources.add_segment(random, documents, deleted);
  }
  const auto merged = sources.merge({});
  expect_documents(*merged, sources.live);
  const auto reordered = sources.merge({.reorder = true});
  EXPECT_NO_THROW(reordered->verify());
  for (const Document& document : sources.live) {
    const auto doc = reordered->find(document.id());
    ASSERT_TRUE(doc.has_value());
    ASSERT_EQ(reordered->document(*doc), document);
  }
}

TEST(MergeSegments, ReorderedHasTheSameDocuments) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (const double deleted : {0.0, 0.3, 0.99, 1.0}) {
    for (const std::size_t most : {5, 100, 2000}) {
      Sources sources = random_sources(random, most, deleted);
      // Little memory: too few terms for any order, or several windows of stored documents.
      for (const std::size_t memory :
           {std::size_t{1}, std::size_t{1} << 19, std::size_t{1} << 29}) {
        const auto merged = sources.merge({.reorder = true, .memory = memory});
        std::map<std::string, std::size_t> by_id;
        for (std::size_t i = 0; i < sources.live.size(); ++i) {
          by_id[std::string(sources.live[i].id())] = i;
        }
        std::vector<Document> in_new_order;
        ASSERT_EQ(merged->doc_count(), sources.live.size());
        for (DocId doc = 0; doc < merged->doc_count(); ++doc) {
          const auto found = by_id.extract(merged->id(doc));
          ASSERT_FALSE(found.empty());
          in_new_order.push_back(sources.live[found.mapped()]);
        }
        expect_documents(*merged, in_new_order);
      }
    }
  }
}

TEST(MergeSegments, ReorderingBringsTheSameWordsTogether) {
  test::Random random(5);
  Sources sources;
  for (int s = 0; s < 3; ++s) {
    std::vector<Document> documents;
    for (int i = 0; i < 1000; ++i) {
      const std::string word = random.chance(0.5) ? "red" : "blue";
      documents.push_back({{"id", std::to_string(i)}, {"body", word + " " + word + "ish"}});
    }
    sources.add_segment(random, documents, 0.1);
  }
  const auto merged = sources.merge({.reorder = true});
  std::size_t changes = 0;
  for (DocId doc = 1; doc < merged->doc_count(); ++doc) {
    changes += merged->document(doc).text("body") != merged->document(doc - 1).text("body") ? 1 : 0;
  }
  EXPECT_LT(changes, 100U);
}

}  // namespace
}  // namespace lodex::segment
