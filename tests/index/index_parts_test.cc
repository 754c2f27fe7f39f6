// Merge policy, manifest, mapping of documents.
#include <gtest/gtest.h>

#include "index/document_mapper.h"
#include "index/manifest.h"
#include "index/merge_policy.h"
#include "lodex/error.h"
#include "support/random_text.h"

namespace lodex::index {
namespace {

SegmentSize size(std::uint32_t live, std::uint32_t deleted = 0) { return {live + deleted, live}; }

TEST(MergePolicy, KeepsTheNumberOfSegmentsLogarithmic) {
  std::vector<SegmentSize> segments;
  std::uint64_t total = 0;
  std::uint64_t rewritten = 0;
  for (int commit = 0; commit < 20'000; ++commit) {
    segments.push_back(size(500));
    total += 500;
    for (auto ranges = plan_merges(segments); !ranges.empty(); ranges = plan_merges(segments)) {
      ASSERT_EQ(ranges.size(), 1U);
      std::uint32_t live = 0;
      for (std::size_t i = ranges[0].begin; i < ranges[0].end; ++i) live += segments[i].live;
      rewritten += live;
      segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(ranges[0].begin),
                     segments.begin() + static_cast<std::ptrdiff_t>(ranges[0].end));
      segments.insert(segments.begin() + static_cast<std::ptrdiff_t>(ranges[0].begin), size(live));
    }
    ASSERT_LT(segments.size(), 45U);
  }
  EXPECT_LT(rewritten, 8 * total);
}

TEST(MergePolicy, RewritesWhatIsMostlyDeleted) {
  EXPECT_EQ(plan_merges(std::vector{size(50, 50), size(90, 10)}),
            (std::vector<MergeRange>{{0, 1}}));
  EXPECT_TRUE(plan_merges(std::vector{size(90, 10)}).empty());
  EXPECT_TRUE(plan_merges({}).empty());
}

TEST(MergePolicy, MergesToAsFewAsAsked) {
  const std::vector segments = {size(100), size(5), size(7), size(200), size(1, 1)};
  EXPECT_EQ(plan_merges_to(segments, 1), (std::vector<MergeRange>{{0, 5}}));
  EXPECT_EQ(plan_merges_to(segments, 3), (std::vector<MergeRange>{{0, 3}, {4, 5}}));
  EXPECT_EQ(plan_merges_to(segments, 9), (std::vector<MergeRange>{{4, 5}}));
  EXPECT_TRUE(plan_merges_to(std::vector{size(5)}, 1).empty());
  EXPECT_EQ(plan_merges_to(std::vector{size(5)}, 1, true), (std::vector<MergeRange>{{0, 1}}));
  EXPECT_EQ(plan_merges_to(segments, 3, true), (std::vector<MergeRange>{{0, 3}, {3, 4}, {4, 5}}));
}

Manifest example() {
  Manifest manifest;
  manifest.generation = 7;
  manifest.next_segment = 12;
  manifest.schema = Schema{}.analyzer("english").text("body").keyword("tag");
  manifest.lodex_version = "0.1.0";
  manifest.unicode_version = "15.0";
  manifest.icu_version = "72.1";
  manifest.segments = {
      {"segment_000001.seg", 10, {1234, 99}, {}},
      {"segment_000011.seg", 20, {77, UINT64_MAX}, DeletionsEntry{"segment_000011_7.del", 3, 5}}};
  return manifest;
}

TEST(Manifest, IsReadBack) {
  const Manifest manifest = example();
  const auto bytes = manifest.to_file();
  const Manifest back = Manifest::from_file(bytes, "m");
  EXPECT_EQ(back.to_file(), bytes);
  EXPECT_EQ(back.schema, manifest.schema);
  EXPECT_EQ(back.segments[1].identity.checksum, UINT64_MAX);
  EXPECT_EQ(back.segments[1].deletions->count, 3U);
}

TEST(Manifest, EveryDamageIsFound) {
  const auto sound = example().to_file();
  for (std::size_t at = 0; at < sound.size(); ++at) {
    auto damaged = sound;
    damaged[at] ^= 8;
    if (at >= 12 && at < 16) continue;  // zeros that are reserved
    EXPECT_THROW((void)Manifest::from_file(damaged, "m"), CorruptIndexError) << at;
    EXPECT_THROW((void)Manifest::from_file(ByteSpan(sound).first(at), "m"), CorruptIndexError)
        << at;
  }
}

TEST(Manifest, NamesOnlyFilesOfItsDirectory) {
  for (const char* name :
       {"../../etc/passwd", "/abs", "", ".hidden", "manifest", "segment_000011.seg"}) {
    Manifest manifest = example();
    manifest.segments[0].file = name;
    EXPECT_THROW((void)Manifest::from_file(manifest.to_file(), "m"), CorruptIndexError) << name;
  }
}

TEST(DocumentMapper, ConvertsByTheKindOfTheField) {
  Schema schema = Schema{}.text("t").keyword("k").integer("i").real("r").date("d").boolean("b");
  const MappedDocument mapped = map_document(
      Document::from_json(
          R"({"id":5,"t":["x",7],"k":true,"i":"42","r":3,"d":"1970-01-02","b":"true","other":1,"nothing":null})"),
      schema);
  EXPECT_EQ(mapped.stored.id(), "5");
  ASSERT_EQ(mapped.values.size(), 7U);
  EXPECT_EQ(mapped.values[0].text, "x");
  EXPECT_EQ(mapped.values[1].text, "7");
  EXPECT_EQ(mapped.values[2].text, "true");
  EXPECT_EQ(mapped.values[3].number, 42);
  EXPECT_EQ(mapped.values[5].number, 86'400'000'000);
  EXPECT_EQ(mapped.values[6].number, 1);
}

TEST(DocumentMapper, LeavesTheSchemaAsItWasWhereItRefuses) {
  Schema schema = Schema::dynamic();
  schema.integer("i");
  const Schema before = schema;
  EXPECT_THROW((void)map_document({{"id", "a"}, {"new", "text"}, {"i", "x"}}, schema),
               DocumentError);
  EXPECT_EQ(schema, before);
  EXPECT_THROW((void)map_document({{"id", "a"}, {"new\nline", "text"}}, schema), DocumentError);
  // Not Value::List{Value::List{1}}, which may be a copy of the inner one.
  Value::List nested;
  nested.emplace_back(Value::List{1});
  EXPECT_THROW((void)map_document({{"id", "a"}, {"i", nested}}, schema), DocumentError);
  EXPECT_EQ(schema, before);
  (void)map_document({{"id", "a"},
                      {"s", "text"},
                      {"n", 1},
                      {"f", true},
                      {"o", Json{"{}"}},
                      {"l", Value::List{Value(), 2}}},
                     schema);
  EXPECT_EQ(schema.find("s")->kind, FieldKind::kText);
  EXPECT_EQ(schema.find("n")->kind, FieldKind::kReal);
  EXPECT_EQ(schema.find("f")->kind, FieldKind::kBoolean);
  EXPECT_EQ(schema.find("o")->kind, FieldKind::kJson);
  EXPECT_EQ(schema.find("l")->kind, FieldKind::kReal);
}

TEST(DocumentMapper, LeavesOutWhatIsNotStored) {
  Schema schema = Schema{}.text("secret", {.stored = false}).text("shown");
  const MappedDocument mapped =
      map_document({{"id", "a"}, {"secret", "x"}, {"shown", "y"}}, schema);
  EXPECT_EQ(mapped.stored, (Document{{"id", "a"}, {"shown", "y"}}));
  EXPECT_EQ(mapped.values.size(), 2U);
}

}  // namespace
}  // namespace lodex::index
