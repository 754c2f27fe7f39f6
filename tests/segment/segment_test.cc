#include "segment/segment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "lodex/error.h"
#include "segment/segment_builder.h"
#include "segment/segment_merger.h"
#include "support/random_text.h"

namespace lodex::segment {
namespace {

const FieldSpec kBody{"body", FieldKind::kText, {}};
const FieldSpec kTag{"tag", FieldKind::kKeyword, {}};
const FieldSpec kYear{"year", FieldKind::kInteger, {}};

void add(DocumentChunk& chunk, const Document& document) {
  chunk.begin_document();
  if (const Value* body = document.find("body")) {
    TokenBuffer tokens;
    const std::string& text = *body->get_if<std::string>();
    find_analyzer("whitespace")->analyze(text, tokens);
    chunk.add_text(chunk.field(kBody), tokens.tokens(), text);
  }
  if (const Value* tags = document.find("tag")) {
    for (const Value& tag : *tags->get_if<Value::List>()) {
      chunk.add_keyword(chunk.field(kTag), *tag.get_if<std::string>());
    }
  }
  if (const Value* year = document.find("year")) {
    chunk.add_number(chunk.field(kYear), *year->get_if<std::int64_t>());
  }
}

// In chunks of so many documents, on so many threads.
std::shared_ptr<const Segment> build(io::Directory& directory, const std::string& name,
                                     const std::vector<Document>& documents,
                                     std::size_t chunk_documents = 100, unsigned threads = 1) {
  WorkerThreads workers(threads);
  SegmentBuilder builder(directory.create(name), workers);
  DocumentChunk chunk;
  for (std::size_t begin = 0; begin < documents.size(); begin += chunk_documents) {
    const std::size_t end = std::min(documents.size(), begin + chunk_documents);
    const std::span<const Document> part(documents.begin() + static_cast<std::ptrdiff_t>(begin),
                                         documents.begin() + static_cast<std::ptrdiff_t>(end));
    for (const Document& document : part) {
      add(chunk, document);
      builder.add_id(document.id());
    }
    chunk.invert();
    builder.add(chunk, {part.begin(), part.end()});
    chunk.clear();
  }
  builder.finish();
  return std::make_shared<const Segment>(directory.open(name), name);
}

// term → document → positions
using Inverted = std::map<std::string, std::map<DocId, std::vector<std::uint32_t>>>;

Inverted invert(const std::vector<Document>& documents) {
  Inverted out;
  for (DocId doc = 0; doc < documents.size(); ++doc) {
    if (documents[doc].find("body") == nullptr) continue;
    for (const OwnedToken& token : analyze(documents[doc].text("body"), "whitespace")) {
      out[token.term][doc].push_back(token.position);
    }
  }
  return out;
}

Inverted read_back(const Segment& segment) {
  Inverted out;
  const SegmentField* field = segment.field("body");
  if (field == nullptr) return out;
  dictionary::TermIterator term(field->terms);
  std::vector<std::uint32_t> positions;
  for (term.seek(""); !term.at_end(); term.next()) {
    postings::TermCursor cursor = field->cursor(term.info());
    for (; cursor.doc() != kEndDoc; cursor.next()) {
      cursor.positions(positions);
      out[term.term()][cursor.doc()] = positions;
    }
  }
  return out;
}

TEST(Segment, HasWhatWasAdded) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const auto documents = test::random_documents(random, 2000, 300);
  const auto directory = io::memory_directory();
  const auto segment = build(*directory, "s", documents);
  EXPECT_EQ(segment->doc_count(), 2000U);
  EXPECT_EQ(read_back(*segment), invert(documents));
  for (DocId doc = 0; doc < 2000; doc += 37) EXPECT_EQ(segment->document(doc), documents[doc]);
  EXPECT_NO_THROW(segment->verify());
  const SegmentField* body = segment->field("body");
  EXPECT_EQ(body->info.documents,
            static_cast<std::uint64_t>(std::ranges::count_if(
                documents, [](const Document& d) { return d.find("body"); })));
}

TEST(Segment, DependsNeitherOnChunksNorOnThreads) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const auto documents = test::random_documents(random, 3000, 5000);
  const auto directory = io::memory_directory();
  const FileIdentity expected = build(*directory, "whole", documents, documents.size())->identity();
  int number = 0;
  for (const std::size_t chunk : {std::size_t{1}, 1 + random.below(700), std::size_t{3000}}) {
    for (const unsigned threads : {1U, 2U, 4U}) {
      const std::string name = "s" + std::to_string(number++);
      EXPECT_EQ(build(*directory, name, documents, chunk, threads)->identity(), expected)
          << chunk << " documents a chunk, " << threads << " threads";
    }
  }
}

TEST(Segment, WithoutDocumentsIsSound) {
  const auto directory = io::memory_directory();
  const auto segment = build(*directory, "s", {});
  EXPECT_EQ(segment->doc_count(), 0U);
  EXPECT_NO_THROW(segment->verify());
}

TEST(MergeSegments, EqualsOneSegmentOfTheLiveDocuments) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (const double deleted : {0.0, 0.3, 0.99}) {
    const auto directory = io::memory_directory();
    std::vector<LiveSegment> sources;
    std::vector<Document> live;
    for (int s = 0; s < 5; ++s) {
      auto documents = test::random_documents(random, random.below(600), 200);
      for (Document& d : documents) d.set("id", std::to_string(s) + std::string(d.id()));
      LiveSegment source{build(*directory, "s" + std::to_string(s), documents), nullptr};
      auto deletions = std::make_shared<Deletions>(source.segment->doc_count());
      for (DocId doc = 0; doc < documents.size(); ++doc) {
        if (random.chance(deleted)) {
          deletions->add(doc);
        } else {
          live.push_back(documents[doc]);
        }
      }
      if (deletions->size() > 0) source.deletions = deletions;
      sources.push_back(source);
    }
    merge_segments(sources, directory->create("merged"));
    const Segment merged(directory->open("merged"), "merged");
    EXPECT_NO_THROW(merged.verify());
    ASSERT_EQ(merged.doc_count(), live.size());
    EXPECT_EQ(read_back(merged), invert(live));
    // Byte for byte what building from the live documents gives, where both have the same fields.
    const auto rebuilt = build(*directory, "rebuilt", live);
    if (deleted == 0.0) {
      EXPECT_EQ(merged.identity(), rebuilt->identity());
    }
    for (const SegmentField& field : rebuilt->fields()) {
      ASSERT_NE(merged.field(field.info.name), nullptr);
      EXPECT_EQ(merged.field(field.info.name)->info.documents, field.info.documents);
      EXPECT_EQ(merged.field(field.info.name)->terms.size(), field.terms.size());
    }
  }
}

class DamagedSegment : public ::testing::Test {
 protected:
  void SetUp() override {
    test::Random random(11);
    auto documents = test::random_documents(random, 40, 30);
    build(*directory_, "s", documents);
    const auto bytes = directory_->open("s")->bytes();
    sound_.assign(bytes.begin(), bytes.end());
  }
  // Opens the bytes and reads everything there is.
  void read_all(const std::vector<std::uint8_t>& bytes) {
    directory_->remove("damaged");
    directory_->create("damaged")->append(bytes);
    const Segment segment(directory_->open("damaged"), "damaged");
    segment.verify();
  }
  std::unique_ptr<io::Directory> directory_ = io::memory_directory();
  std::vector<std::uint8_t> sound_;
};

TEST_F(DamagedSegment, EveryFlippedByteIsFound) {
  for (std::size_t at = 0; at < sound_.size(); ++at) {
    std::vector<std::uint8_t> damaged = sound_;
    damaged[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
    EXPECT_THROW(read_all(damaged), CorruptIndexError) << "byte " << at << " of " << sound_.size();
  }
}

TEST_F(DamagedSegment, EveryTruncationIsFound) {
  for (std::size_t size = 0; size < sound_.size(); ++size) {
    const std::vector<std::uint8_t> damaged(sound_.begin(),
                                            sound_.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THROW(read_all(damaged), CorruptIndexError) << size;
  }
  std::vector<std::uint8_t> longer = sound_;
  longer.push_back(0);
  EXPECT_THROW(read_all(longer), CorruptIndexError);
}

TEST_F(DamagedSegment, ANewerFormatSaysSo) {
  std::vector<std::uint8_t> newer = sound_;
  newer[8] = 200;
  try {
    read_all(newer);
    FAIL();
  } catch (const CorruptIndexError& error) {
    EXPECT_NE(std::string(error.what()).find("newer lodex"), std::string::npos) << error.what();
  }
}

TEST(Deletions, ComeBackFromTheirFile) {
  Deletions deletions(1000);
  for (DocId doc = 3; doc < 1000; doc += 7) EXPECT_TRUE(deletions.add(doc));
  EXPECT_FALSE(deletions.add(3));
  const auto bytes = deletions.to_file();
  const Deletions back = Deletions::from_file(bytes, 1000, "d");
  EXPECT_EQ(back.words(), deletions.words());
  EXPECT_EQ(back.size(), deletions.size());
  EXPECT_THROW(Deletions::from_file(bytes, 999, "d"), CorruptIndexError);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto damaged = bytes;
    damaged[at] ^= 4;
    EXPECT_THROW(Deletions::from_file(damaged, 1000, "d"), CorruptIndexError) << at;
  }
}

}  // namespace
}  // namespace lodex::segment
