#include "postings/term_cursor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "lodex/error.h"
#include "support/asserting_cursor.h"
#include "support/random_text.h"

namespace lodex::postings {
namespace {

struct Posting {
  DocId doc;
  std::uint32_t length;
  std::vector<std::uint32_t> positions;
};

// Lists of different shapes: rare, dense, runs, clusters, with long gaps.
std::vector<Posting> random_list(test::Random& random, std::size_t count, std::uint32_t doc_count) {
  std::vector<Posting> list;
  DocId doc = static_cast<DocId>(random.below(3));
  const std::uint64_t gap = 1 + random.skewed(std::max<std::uint64_t>(1, 2 * doc_count / count));
  while (list.size() < count && doc < doc_count) {
    Posting posting{doc, 0, {}};
    std::uint32_t position = static_cast<std::uint32_t>(random.below(100));
    const std::size_t freq = 1 + random.skewed(random.chance(0.01) ? 400 : 6);
    for (std::size_t i = 0; i < freq; ++i) {
      posting.positions.push_back(position);
      position += static_cast<std::uint32_t>(random.skewed(50));
    }
    posting.length = static_cast<std::uint32_t>(freq + random.below(200));
    list.push_back(std::move(posting));
    doc += static_cast<DocId>(random.chance(0.3) ? 1 : 1 + random.below(gap));
  }
  return list;
}

struct Encoded {
  ByteWriter bytes;
  std::vector<TermInfo> infos;
  std::uint32_t doc_count = 0;
  [[nodiscard]] PostingSection section() const { return {CheckedBytes(bytes.view()), doc_count}; }
};

void add(PostingListWriter& writer, const std::vector<Posting>& list) {
  for (const Posting& p : list) {
    writer.add(p.doc, static_cast<std::uint32_t>(p.positions.size()), p.length, p.positions);
  }
}

Encoded encode(const std::vector<std::vector<Posting>>& lists, std::uint32_t doc_count,
               bool with_positions = true) {
  Encoded out;
  out.doc_count = doc_count;
  PostingListWriter writer(out.bytes, with_positions);
  for (const auto& list : lists) {
    add(writer, list);
    out.infos.push_back(writer.finish());
  }
  writer.finish_section();
  return out;
}

// The same as a merge does it: each list is cut in parts, which are lists of their own, and put
// together from these; those of several blocks by append_list().
Encoded encode_in_parts(const std::vector<std::vector<Posting>>& lists, std::uint32_t doc_count,
                        test::Random& random) {
  Encoded out;
  out.doc_count = doc_count;
  PostingListWriter writer(out.bytes, true);
  for (const auto& list : lists) {
    std::vector<std::uint32_t> lengths(doc_count);
    for (const Posting& p : list) lengths[p.doc] = p.length;
    for (auto begin = list.begin(); begin != list.end();) {
      const auto left = static_cast<std::uint64_t>(list.end() - begin);
      const auto end = begin + static_cast<std::ptrdiff_t>(1 + random.below(left));
      const DocId shift = begin->doc - static_cast<DocId>(random.below(begin->doc + 1));
      std::vector<Posting> part(begin, end);
      for (Posting& p : part) p.doc -= shift;
      if (part.size() <= kBlockSize) {
        add(writer, {begin, end});
      } else {
        const Encoded source = encode({part}, doc_count);
        TermCursor cursor(source.section(), source.infos[0]);
        writer.append_list(cursor, shift, lengths);
      }
      begin = end;
    }
    out.infos.push_back(writer.finish());
  }
  writer.finish_section();
  return out;
}

constexpr std::size_t kCounts[] = {1, 2, 7, 8, 9, 100, 255, 256, 257, 512, 513, 3000};

// Lists as they are written at once (false), and as they are merged from others (true).
class TermCursorLists : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    seed_ = test::test_seed();
    test::Random random(seed_);
    for (int round = 0; round < 4; ++round) {
      for (const std::size_t count : kCounts) lists_.push_back(random_list(random, count, kDocs));
    }
    encoded_ = GetParam() ? encode_in_parts(lists_, kDocs, random) : encode(lists_, kDocs);
  }
  static constexpr std::uint32_t kDocs = 60'000;
  std::uint64_t seed_ = 0;
  std::vector<std::vector<Posting>> lists_;
  Encoded encoded_;
};

INSTANTIATE_TEST_SUITE_P(WrittenOrMerged, TermCursorLists, ::testing::Bool());

TEST_P(TermCursorLists, NextVisitsEveryPosting) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    test::AssertingCursor cursor{TermCursor(encoded_.section(), encoded_.infos[i])};
    EXPECT_EQ(cursor.cost(), lists_[i].size());
    std::vector<std::uint32_t> positions;
    for (const Posting& posting : lists_[i]) {
      ASSERT_EQ(cursor.doc(), posting.doc);
      ASSERT_EQ(cursor.freq(), posting.positions.size());
      cursor.positions(positions);
      ASSERT_EQ(positions, posting.positions);
      cursor.next();
    }
    EXPECT_EQ(cursor.doc(), kEndDoc);
  }
}

TEST_P(TermCursorLists, BestDocumentsAreTheBest) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  std::size_t long_lists = 0;
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    const TermCursor cursor(encoded_.section(), encoded_.infos[i]);
    ASSERT_EQ(cursor.best_documents().empty(), lists_[i].size() < kBestDocumentsList);
    if (cursor.best_documents().empty()) continue;
    ++long_lists;
    std::vector<double> expected;
    for (const Posting& posting : lists_[i]) {
      const auto freq = static_cast<std::uint32_t>(posting.positions.size());
      expected.push_back(saturation({std::min(freq, kUnboundedFreq), posting.length}, 1));
    }
    std::ranges::sort(expected, std::greater<>());
    expected.resize(kBestDocuments);
    std::vector<double> stored;
    for (std::size_t b = 0; b < kBestDocuments; ++b) {
      const Impact best = BestDocuments::read(cursor.best_documents(), b);
      const bool is_there = std::ranges::any_of(lists_[i], [&](const Posting& posting) {
        return best.length == posting.length &&
               best.freq == std::min<std::size_t>(posting.positions.size(), kUnboundedFreq);
      });
      ASSERT_TRUE(is_there);
      stored.push_back(saturation(best, 1));
    }
    std::ranges::sort(stored, std::greater<>());
    ASSERT_EQ(stored, expected);
  }
  EXPECT_GT(long_lists, 0U);
}

TEST_P(TermCursorLists, SeekEqualsTheNaiveLoop) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  test::Random random(seed_ + 1);
  std::vector<std::uint32_t> positions;
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    const std::vector<Posting>& list = lists_[i];
    for (int round = 0; round < 20; ++round) {
      test::AssertingCursor cursor{TermCursor(encoded_.section(), encoded_.infos[i])};
      std::size_t at = 0;
      const std::uint64_t stride = 1 + random.skewed(kDocs);
      for (DocId target = 0; at < list.size();) {
        if (random.chance(0.2)) {
          cursor.next();
          ++at;
        } else {
          target += static_cast<DocId>(random.below(stride));
          cursor.seek(target);
          while (at < list.size() && list[at].doc < target) ++at;
        }
        ASSERT_EQ(cursor.doc(), at < list.size() ? list[at].doc : kEndDoc);
        if (at < list.size() && random.chance(0.5)) {
          ASSERT_EQ(cursor.freq(), list[at].positions.size());
          cursor.positions(positions);
          ASSERT_EQ(positions, list[at].positions);
        }
      }
    }
  }
}

TEST_P(TermCursorLists, BlocksHoldAndDominateTheirPostings) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    test::AssertingCursor cursor{TermCursor(encoded_.section(), encoded_.infos[i])};
    for (const Posting& posting : lists_[i]) {
      cursor.block_seek(posting.doc);
      ASSERT_NE(cursor.block_last(), kEndDoc);
      const Impacts impacts = cursor.block_max();
      ASSERT_TRUE(std::ranges::any_of(impacts.pairs(), [&](const Impact& pair) {
        return (pair.freq == kUnboundedFreq || pair.freq >= posting.positions.size()) &&
               pair.length <= posting.length;
      }));
    }
    cursor.block_seek(lists_[i].back().doc + 1);
    EXPECT_EQ(cursor.block_last(), kEndDoc);
    EXPECT_TRUE(cursor.block_max().pairs().empty());
  }
}

TEST(TermCursor, AnEmptyOneIsAtItsEnd) {
  TermCursor cursor;
  EXPECT_EQ(cursor.doc(), kEndDoc);
  EXPECT_EQ(cursor.next(), kEndDoc);
  EXPECT_EQ(cursor.seek(5), kEndDoc);
  EXPECT_EQ(cursor.cost(), 0U);
}

TEST(TermCursor, SeekPastTheEndStaysAtTheEnd) {
  const auto encoded = encode({{{3, 1, {0}}, {9, 1, {0}}}}, 10);
  test::AssertingCursor cursor{TermCursor(encoded.section(), encoded.infos[0])};
  EXPECT_EQ(cursor.seek(10), kEndDoc);
  EXPECT_EQ(cursor.next(), kEndDoc);
  EXPECT_EQ(cursor.seek(3), kEndDoc);
  EXPECT_EQ(cursor.seek(kEndDoc), kEndDoc);
}

TEST(TermCursor, ADenseListTakesFewBytes) {
  std::vector<Posting> all;
  for (DocId doc = 0; doc < 25'600; ++doc) all.push_back({doc, 10, {0}});
  const auto encoded = encode({all}, 25'600, false);
  // 100 blocks: an entry of 12 bytes and its pairs, a kind and a width. The pairs of 7 windows.
  EXPECT_EQ(encoded.infos[0].postings_size,
            100U * (12 + kImpactBytes + 2) + 1 + 7 * kImpactBytes + kBestDocumentsBytes);
  std::vector<Posting> half;
  for (DocId doc = 0; doc < 25'600; doc += 2 - (doc % 3 == 0)) half.push_back({doc, 10, {0}});
  EXPECT_LT(encode({half}, 25'600, false).infos[0].postings_size, half.size() / 3);
}

// Whatever the bytes, a cursor gives documents below the segment's, in rising order, or an error.
TEST(TermCursor, DamagedBytesGiveErrorsNotCrashes) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  std::vector<std::uint32_t> positions;
  for (const std::size_t count : {3, 30, 300, 1000}) {
    Encoded encoded = encode({random_list(random, count, 5000)}, 5000);
    const std::vector<std::uint8_t> sound = encoded.bytes.buffer();
    for (int round = 0; round < 3000; ++round) {
      encoded.bytes.buffer() = sound;
      for (std::uint64_t i = 0; i <= random.below(3); ++i) {
        const std::size_t at = random.below(sound.size() - 64);
        encoded.bytes.buffer()[at] = static_cast<std::uint8_t>(random.below(256));
      }
      TermInfo info = encoded.infos[0];
      if (random.chance(0.1)) info.doc_freq = static_cast<std::uint32_t>(1 + random.below(5000));
      if (random.chance(0.1)) info.positions_size = random.below(UINT64_MAX);
      try {
        TermCursor cursor(encoded.section(), info);
        DocId before = 0;
        bool first = true;
        while (cursor.doc() != kEndDoc) {
          ASSERT_LT(cursor.doc(), 5000U);
          ASSERT_TRUE(first || cursor.doc() > before);
          first = false;
          before = cursor.doc();
          cursor.block_seek(before);
          (void)cursor.block_max();
          cursor.positions(positions);
          random.chance(0.7) ? cursor.next()
                             : cursor.seek(before + 1 + static_cast<DocId>(random.below(600)));
        }
      } catch (const CorruptIndexError&) {
      }
    }
  }
}

}  // namespace
}  // namespace lodex::postings
