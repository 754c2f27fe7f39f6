#include "segment/posting_gatherer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "support/random_text.h"

namespace lodex::segment {
namespace {

// A segment with one field of one term, made by `write`, as it is read back.
using Postings = std::vector<std::pair<DocId, std::vector<std::uint32_t>>>;

Postings read_back(const Segment& segment) {
  const SegmentField& field = segment.fields().at(0);
  Postings out;
  dictionary::TermIterator term(field.terms);
  term.seek("");
  postings::TermCursor cursor = field.cursor(term.info());
  for (; cursor.doc() != kEndDoc; cursor.next()) {
    out.emplace_back(cursor.doc(), std::vector<std::uint32_t>());
    cursor.positions(out.back().second);
    EXPECT_EQ(cursor.freq(), out.back().second.size());
  }
  return out;
}

TEST(PostingGatherer, WritesByRisingDocumentWhateverTheOrder) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const auto directory = io::memory_directory();
  PostingGatherer gatherer(true);
  for (const std::size_t count : {1, 2, 40, 511, 512, 513, 9000}) {
    const DocId docs = static_cast<DocId>(count * 3);
    SegmentWriter writer(directory->create("s" + std::to_string(count)));
    for (DocId doc = 0; doc < docs; ++doc)
      writer.add_document(Document{{"id", std::to_string(doc)}});
    writer.end_documents();
    std::vector<DocId> order(docs);
    std::iota(order.begin(), order.end(), DocId{0});
    std::shuffle(order.begin(), order.end(), std::mt19937_64(random.below(UINT64_MAX)));
    Postings expected;
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<std::uint32_t> places{static_cast<std::uint32_t>(random.below(50))};
      while (random.chance(0.5)) {
        places.push_back(places.back() + static_cast<std::uint32_t>(random.below(9)));
      }
      gatherer.add(order[i], static_cast<std::uint32_t>(places.size()), places);
      expected.emplace_back(order[i], places);
    }
    std::ranges::sort(expected);
    const std::vector<std::uint32_t> lengths(docs, 100);
    FieldTermsWriter out(writer, 0, true, lengths);
    gatherer.write(out);
    out.end_term("t");
    out.finish();
    writer.write_lengths(0, lengths);
    writer.finish({FieldInfo{"f", FieldKind::kText, true, docs, 0}});
    const Segment segment(directory->open("s" + std::to_string(count)), "s");
    EXPECT_EQ(read_back(segment), expected) << count;
  }
}

}  // namespace
}  // namespace lodex::segment
