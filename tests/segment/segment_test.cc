#include "segment/segment.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "lodex/error.h"
#include "segment/building.h"
#include "support/random_text.h"

namespace lodex::segment {
namespace {

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

// The chunks that opening reads, of how many.
struct Opened {
  std::size_t read;
  std::size_t all;
};

Opened open_segment_of(std::size_t documents) {
  test::Random random(1);
  const auto directory = io::memory_directory();
  const auto segment = build(*directory, "s", test::random_documents(random, documents, 5000));
  return {segment->verified_chunks(), ChunkedChecksums::chunk_count(segment->identity().size)};
}

TEST(Segment, OpeningReadsNoMoreOfALargeOne) {
  const Opened small = open_segment_of(2'000);
  const Opened large = open_segment_of(40'000);
  EXPECT_GT(large.all, 10 * small.all);
  // The fields, and the beginning of each part: of documents and ids; of three fields; of the parts
  // of a column that has several values a document.
  EXPECT_LE(small.read, 24U);
  EXPECT_LE(large.read, 24U);
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
