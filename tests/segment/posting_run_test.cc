#include "segment/posting_run.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "segment/vocabulary.h"
#include "support/random_text.h"

namespace lodex::segment {
namespace {

using Postings = std::map<DocId, std::vector<std::uint32_t>>;

std::vector<Occurrence> occurrences_of(const Postings& postings) {
  std::vector<Occurrence> out;
  for (const auto& [doc, positions] : postings) {
    for (const std::uint32_t position : positions) out.push_back({doc, position});
  }
  return out;
}

Postings random_postings(test::Random& random, std::uint32_t largest_gap,
                         std::uint64_t most_positions) {
  Postings out;
  const std::uint64_t docs = 1 + random.below(400);
  for (std::uint64_t i = 0; i < docs; ++i) {
    std::uint32_t position = 0;
    std::vector<std::uint32_t>& positions = out[static_cast<DocId>(random.below(65'535))];
    positions.clear();
    for (std::uint64_t p = 1 + random.below(most_positions); p > 0; --p) {
      position += static_cast<std::uint32_t>(random.below(std::uint64_t{largest_gap} + 1));
      positions.push_back(position);
    }
  }
  return out;
}

// Reads a run in pieces of random sizes; gaps are added up to positions.
Postings read(const std::uint32_t* run, DocId base, bool has_gaps, test::Random& random) {
  Postings out;
  RunReader reader(run, base, has_gaps);
  while (reader.left() > 0) {
    const std::size_t count = 1 + random.below(reader.left());
    std::vector<DocId> docs(count);
    std::vector<std::uint32_t> freqs(count);
    reader.read(count, docs.data(), freqs.data());
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<std::uint32_t> positions(freqs[i]);
      if (has_gaps) reader.read_gaps(freqs[i], positions.data());
      for (std::size_t p = 1; p < positions.size(); ++p) positions[p] += positions[p - 1];
      out[docs[i]] = positions;
    }
  }
  return out;
}

TEST(PostingRun, IsReadAsItWasWritten) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  constexpr DocId kBase = 1'000'000;
  for (int round = 0; round < 60; ++round) {
    // Gaps and frequencies that fit the small numbers, just do not, or never occur.
    const std::uint32_t gap = round % 3 == 0 ? 20 : round % 3 == 1 ? 65'536 : 5'000'000;
    const Postings postings = random_postings(random, gap, round % 4 == 0 ? 600 : 1 + round % 4);
    const auto occurrences = occurrences_of(postings);
    for (const Contents contents :
         {Contents::kDocuments, Contents::kFrequencies, Contents::kPositions}) {
      std::vector<std::uint32_t> words = {7};
      RunWriter writer(contents);
      writer.append(occurrences, words);
      const std::size_t second = words.size();
      writer.append(occurrences, words);
      ASSERT_EQ(words.size(), 2 * second - 1);
      Postings expected;
      for (const auto& [doc, positions] : postings) {
        std::vector<std::uint32_t> kept(contents == Contents::kDocuments ? 1 : positions.size());
        if (contents == Contents::kPositions) kept = positions;
        expected[kBase + doc] = kept;
      }
      const bool has_gaps = contents == Contents::kPositions;
      ASSERT_EQ(read(words.data() + 1, kBase, has_gaps, random), expected);
      ASSERT_EQ(read(words.data() + second, kBase, has_gaps, random), expected);
    }
  }
}

TEST(Vocabulary, NumbersTermsAsAMapWould) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  Vocabulary vocabulary;
  for (int round = 0; round < 4; ++round) {
    std::map<std::string, std::uint32_t> expected;
    // The second round has few terms in a table that grew large.
    const int count = round == 1 ? 50 : 20'000;
    for (int i = 0; i < count; ++i) {
      // Few distinct bytes, zeros among them, so that terms of all lengths repeat and resemble.
      std::string term = random.bytes(random.below(20));
      for (char& c : term) c = static_cast<char>(static_cast<unsigned char>(c) % 3);
      const std::string text = "before " + term + " behind it";
      const std::string_view in_text = std::string_view(text).substr(7, term.size());
      const auto [known, is_new] =
          expected.try_emplace(term, static_cast<std::uint32_t>(expected.size()));
      ASSERT_EQ(vocabulary.intern(in_text, TermKey::of(in_text, text)), known->second);
      ASSERT_EQ(vocabulary.intern(term), known->second);
      ASSERT_EQ(vocabulary.term(known->second), term);
      ASSERT_EQ(vocabulary.key(known->second), TermKey::of(term));
      ASSERT_EQ(TermKey::of(in_text, text), TermKey::of(term));
    }
    ASSERT_EQ(vocabulary.size(), expected.size());
    std::vector<std::uint32_t> order;
    for (const auto& [term, number] : expected) order.push_back(number);
    EXPECT_EQ(vocabulary.sorted(), order);
    vocabulary.clear();
    ASSERT_EQ(vocabulary.size(), 0U);
  }
}

}  // namespace
}  // namespace lodex::segment
