// Stored documents and their ids.
#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <thread>

#include "lodex/error.h"
#include "store/document_ids.h"
#include "store/stored_documents.h"
#include "support/random_text.h"

namespace lodex::store {
namespace {

TEST(DocumentIds, FindEveryIdAndNoOther) {
  test::Random random(3);
  for (const std::size_t count : {0, 1, 15, 16, 17, 1000}) {
    DocumentIdsWriter writer;
    std::vector<std::string> all;
    for (std::size_t i = 0; i < count; ++i) {
      all.push_back("page:" + std::to_string(i / 3) + "#" + std::to_string(i % 3) +
                    random.bytes(random.below(3)) + std::to_string(i));
      EXPECT_EQ(writer.find(all.back()), std::nullopt);
      writer.add(all.back());
      EXPECT_EQ(writer.find(all.back()), static_cast<DocId>(i));
    }
    ByteWriter ids;
    ByteWriter index;
    writer.finish(ids, index);
    const DocumentIds stored(CheckedBytes(ids.view()), CheckedBytes(index.view()),
                             static_cast<std::uint32_t>(count));
    for (DocId doc = 0; doc < count; ++doc) {
      ASSERT_EQ(stored.id(doc), all[doc]);
      ASSERT_EQ(stored.find(all[doc]), doc);
      ASSERT_EQ(stored.find(all[doc] + "x"), std::nullopt);
    }
    EXPECT_EQ(stored.find(""), std::nullopt);
  }
}

TEST(DocumentIds, OfEveryLengthComeBack) {
  test::Random random(8);
  DocumentIdsWriter writer;
  std::vector<std::string> all;
  for (std::size_t i = 0; i < 600; ++i) {
    // Ids that share much or little with the one before, around the lengths that are read apart.
    std::string id = all.empty() ? "" : all.back().substr(0, random.below(all.back().size() + 1));
    id += random.bytes(random.chance(0.1) ? 200 + random.below(100) : random.below(24));
    all.push_back(id);
    writer.add(id);
  }
  ByteWriter ids;
  ByteWriter index;
  writer.finish(ids, index);
  const DocumentIds stored(CheckedBytes(ids.view()), CheckedBytes(index.view()), 600);
  for (DocId doc = 0; doc < 600; ++doc) ASSERT_EQ(stored.id(doc), all[doc]);
}

TEST(DocumentIds, OfTwoDocumentsWithOneIdTheLaterIsFound) {
  DocumentIdsWriter writer;
  for (const char* id : {"a", "b", "a", "c", "a"}) writer.add(id);
  EXPECT_EQ(writer.find("a"), 4U);
  ByteWriter ids;
  ByteWriter index;
  writer.finish(ids, index);
  const DocumentIds stored(CheckedBytes(ids.view()), CheckedBytes(index.view()), 5);
  EXPECT_EQ(stored.find("a"), 4U);
  EXPECT_EQ(stored.id(2), "a");
}

Document random_document(test::Random& random, std::size_t i) {
  Document document{{"id", "d" + std::to_string(i)}};
  if (random.chance(0.8))
    document.set("text", random.bytes(random.skewed(random.chance(0.01) ? 100'000 : 500)));
  if (random.chance(0.5))
    document.set("number", static_cast<std::int64_t>(random.below(UINT64_MAX)));
  if (random.chance(0.5)) document.set("real", random.real());
  if (random.chance(0.3)) document.set("list", Value::List{1, "x", Value::List{true, Value()}});
  if (random.chance(0.3)) document.set("json", Json{R"({"a":[1]})"});
  return document;
}

struct Stored {
  ByteWriter documents;
  ByteWriter index;
};

Stored store_all(const std::vector<Document>& all) {
  StoredDocumentsWriter writer;
  Stored out;
  for (const Document& document : all) {
    writer.add(document);
    out.documents.bytes(writer.documents().view());
    writer.documents().clear();
  }
  writer.finish(out.index);
  out.documents.bytes(writer.documents().view());
  return out;
}

TEST(StoredDocuments, ComeBackInAnyOrder) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  std::vector<Document> all;
  for (std::size_t i = 0; i < 800; ++i) all.push_back(random_document(random, i));
  const Stored stored = store_all(all);
  const StoredDocuments documents(CheckedBytes(stored.documents.view()),
                                  CheckedBytes(stored.index.view()), 800);
  StoredDocumentReader reader(documents);
  for (DocId doc = 0; doc < 800; ++doc)
    ASSERT_EQ(reader.read(doc, "d" + std::to_string(doc)), all[doc]);
  for (int round = 0; round < 300; ++round) {
    const auto doc = static_cast<DocId>(random.below(800));
    ASSERT_EQ(reader.read(doc, "d" + std::to_string(doc)), all[doc]);
  }
}

// Text that is alike in all documents, as texts are.
std::vector<Document> alike_documents(test::Random& random, std::size_t count) {
  std::vector<Document> all;
  for (std::size_t i = 0; i < count; ++i) {
    all.push_back({{"id", "d" + std::to_string(i)},
                   {"text", test::random_words(random, 1 + random.below(200), 3000)}});
  }
  return all;
}

TEST(StoredDocuments, ComeBackWithADictionaryWhereThereAreMany) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const std::vector<Document> all = alike_documents(random, 4000);
  const Stored stored = store_all(all);
  ASSERT_GT(stored.index.size(), kDictionaryBytes / 2) << "there is no dictionary";
  EXPECT_TRUE(std::ranges::equal(store_all(all).documents.view(), stored.documents.view()));
  const StoredDocuments documents(CheckedBytes(stored.documents.view()),
                                  CheckedBytes(stored.index.view()), 4000);
  std::vector<std::thread> threads;
  for (const bool backwards : {false, true}) {
    threads.emplace_back([&all, &documents, backwards] {
      StoredDocumentReader reader(documents);
      for (DocId i = 0; i < 4000; ++i) {
        const DocId doc = backwards ? 3999 - i : i;
        ASSERT_EQ(reader.read(doc, "d" + std::to_string(doc)), all[doc]);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(StoredDocuments, ADamagedDictionaryGivesErrorsNotCrashes) {
  test::Random random(5);
  const Stored sound = store_all(alike_documents(random, 1500));
  for (int round = 0; round < 200; ++round) {
    Stored damaged = sound;
    damaged.index.buffer()[random.below(random.chance(0.5) ? 200 : kDictionaryBytes)] ^=
        static_cast<std::uint8_t>(1 + random.below(255));
    try {
      const StoredDocuments documents(CheckedBytes(damaged.documents.view()),
                                      CheckedBytes(damaged.index.view()), 1500);
      StoredDocumentReader reader(documents);
      for (DocId doc = 0; doc < 1500; doc += 50) (void)reader.read(doc, "x");
    } catch (const CorruptIndexError&) {
    }
  }
}

// Texts of which zstd makes half, so that there are enough bytes to copy.
std::vector<Document> many_documents(test::Random& random, std::size_t count) {
  std::vector<Document> all;
  for (std::size_t i = 0; i < count; ++i) {
    Document& document = all.emplace_back();
    document.set("id", "d" + std::to_string(i));
    document.set("text", test::random_words(random, 20, 3000) + random.bytes(400));
  }
  return all;
}

// Large segments beside small ones, before, between and behind; then the whole beside a small one.
TEST(StoredDocuments, BlocksAreCopiedWithTheirDictionaries) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  struct Source {
    std::vector<Document> all;
    Stored stored;
  };
  const auto merge = [](std::span<const Source* const> sources, std::size_t expected, Source& out) {
    StoredDocumentsWriter writer;
    std::size_t copied = 0;
    for (const Source* source : sources) {
      const StoredDocuments documents(CheckedBytes(source->stored.documents.view()),
                                      CheckedBytes(source->stored.index.view()),
                                      static_cast<std::uint32_t>(source->all.size()));
      const std::vector<std::uint32_t> names = writer.numbers_of(documents.names());
      if (StoredDocumentsWriter::can_copy(documents, names)) {
        ++copied;
        writer.begin_copy(documents);
        for (std::uint64_t b = 0; b < documents.block_count(); ++b) writer.copy_block(documents, b);
      } else {
        StoredDocumentReader reader(documents);
        for (DocId doc = 0; doc < source->all.size(); ++doc) writer.add(reader.bytes(doc), names);
      }
      out.all.insert(out.all.end(), source->all.begin(), source->all.end());
    }
    EXPECT_EQ(copied, expected);
    writer.finish(out.stored.index);
    out.stored.documents.bytes(writer.documents().view());
    const StoredDocuments documents(CheckedBytes(out.stored.documents.view()),
                                    CheckedBytes(out.stored.index.view()),
                                    static_cast<std::uint32_t>(out.all.size()));
    StoredDocumentReader reader(documents);
    for (DocId doc = 0; doc < out.all.size(); ++doc) {
      ASSERT_EQ(reader.read(doc, out.all[doc].id()), out.all[doc]) << doc;
    }
  };
  std::vector<Source> sources;
  for (const std::size_t count : {20, 5000, 6000, 30, 2000, 5500, 0, 10}) {
    Source& source = sources.emplace_back();
    source.all = many_documents(random, count);
    source.stored = store_all(source.all);
  }
  std::vector<const Source*> all;
  for (const Source& source : sources) all.push_back(&source);
  Source once;
  merge(all, 3, once);
  Source twice;
  const Source* const again[] = {all[3], &once, all[4]};
  merge(again, 1, twice);
}

// Documents of two segments with other numbers for the same names, copied to a third.
TEST(StoredDocuments, AreCopiedFromSegmentsWithOtherNames) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  std::vector<Document> all;
  for (std::size_t i = 0; i < 900; ++i) all.push_back(random_document(random, i));
  const std::vector<Document> first(all.begin(), all.begin() + 500);
  std::vector<Document> second(all.begin() + 500, all.end());
  second[0] = Document{{"list", Value::List{1, Value::List{Json{"2"}, 0.5}}}, {"json", true}};
  const Stored stored[] = {store_all(first), store_all(second)};
  StoredDocumentsWriter writer;
  Stored copied;
  for (int s = 0; s < 2; ++s) {
    const auto count = static_cast<std::uint32_t>(s == 0 ? first.size() : second.size());
    const StoredDocuments documents(CheckedBytes(stored[s].documents.view()),
                                    CheckedBytes(stored[s].index.view()), count);
    const std::vector<std::uint32_t> names = writer.numbers_of(documents.names());
    StoredDocumentReader reader(documents);
    for (DocId doc = 0; doc < count; ++doc) writer.add(reader.bytes(doc), names);
  }
  writer.finish(copied.index);
  copied.documents.bytes(writer.documents().view());
  const StoredDocuments documents(CheckedBytes(copied.documents.view()),
                                  CheckedBytes(copied.index.view()), 900);
  EXPECT_EQ(documents.names().size(), 6U);
  StoredDocumentReader reader(documents);
  for (DocId doc = 0; doc < 900; ++doc) {
    const Document& expected = doc < 500 ? first[doc] : second[doc - 500];
    ASSERT_EQ(reader.read(doc, "d" + std::to_string(doc)), expected) << doc;
  }
}

TEST(StoredDocuments, DamagedBytesGiveErrorsNotCrashes) {
  test::Random random(4);
  std::vector<Document> all;
  for (std::size_t i = 0; i < 60; ++i) all.push_back(random_document(random, i));
  const Stored sound = store_all(all);
  for (int round = 0; round < 3000; ++round) {
    Stored damaged = sound;
    ByteWriter& bytes = random.chance(0.7) ? damaged.documents : damaged.index;
    bytes.buffer()[random.below(bytes.size())] = static_cast<std::uint8_t>(random.below(256));
    try {
      const StoredDocuments documents(CheckedBytes(damaged.documents.view()),
                                      CheckedBytes(damaged.index.view()), 60);
      StoredDocumentReader reader(documents);
      for (DocId doc = 0; doc < 60; ++doc) (void)reader.read(doc, "x");
    } catch (const CorruptIndexError&) {
    }
  }
}

}  // namespace
}  // namespace lodex::store
