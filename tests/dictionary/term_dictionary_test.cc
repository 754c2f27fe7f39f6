#include "dictionary/term_dictionary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "lodex/error.h"
#include "support/random_text.h"

namespace lodex::dictionary {
namespace {

struct Built {
  struct Expected {
    TermInfo info;
    std::vector<std::uint8_t> list;  // where it lies in the dictionary
  };
  std::map<std::string, Expected> terms;
  TermDictionaryWriter writer;
  [[nodiscard]] TermDictionary dictionary() {
    return {CheckedBytes(writer.terms().view()), CheckedBytes(writer.index().view())};
  }
};

Built build(const std::vector<std::string>& terms, test::Random& random) {
  Built out;
  for (const std::string& term : terms) out.terms[term] = {};
  std::uint64_t offset = 0;
  for (auto& [term, expected] : out.terms) {
    TermInfo& info = expected.info;
    info.doc_freq = static_cast<std::uint32_t>(1 + random.skewed(random.chance(0.5) ? 10 : 1000));
    info.total_freq = info.doc_freq + (random.chance(0.5) ? 0 : random.skewed(1000));
    info.postings_size = 1 + random.skewed(random.chance(0.5) ? 20 : 5000);
    info.positions_size = random.skewed(5000);
    const bool is_short = info.doc_freq < kInlineDocuments;
    if (is_short) info.positions_size = 0;
    std::vector<std::uint8_t> list(info.postings_size + info.positions_size);
    for (std::uint8_t& byte : list) byte = static_cast<std::uint8_t>(random.below(256));
    EXPECT_EQ(out.writer.add(term, info, list), is_short);
    if (is_short) {
      expected.list = std::move(list);
    } else {
      info.offset = offset;
      offset = info.end();
    }
  }
  out.writer.finish();
  return out;
}

// Whether a dictionary says what was written; `offsets` has those that were seen before.
void expect_same(const TermInfo& found, const Built::Expected& expected,
                 std::set<std::uint64_t>& offsets) {
  EXPECT_TRUE(offsets.insert(found.offset).second) << "two terms with one offset";
  if (expected.list.empty()) {
    EXPECT_EQ(found, expected.info);
    return;
  }
  EXPECT_EQ(found.doc_freq, expected.info.doc_freq);
  EXPECT_EQ(found.total_freq, expected.info.total_freq);
  ASSERT_EQ(found.postings_size, expected.list.size());
  EXPECT_EQ(found.positions_size, 0U);
  EXPECT_NE(found.offset & TermInfo::kInDictionary, 0U);
  EXPECT_TRUE(std::ranges::equal(ByteSpan(found.list, found.postings_size), expected.list));
}

std::vector<std::string> random_terms(test::Random& random, std::size_t count) {
  std::vector<std::string> terms;
  for (std::size_t i = 0; i < count; ++i) {
    std::string term = random.chance(0.1) ? random.bytes(random.below(300)) : "t";
    // More terms than a block has that differ behind the first eight bytes only.
    if (random.chance(0.4)) term = std::string(8 + random.below(2), 'p') + term;
    for (std::uint64_t n = random.below(6); n > 0; --n)
      term += static_cast<char>('a' + random.below(3));
    terms.push_back(std::move(term));
  }
  return terms;
}

TEST(TermDictionary, FindsEveryTermAndNoOther) {
  test::Random random(5);
  // From one level of the index to four: more than 16 · 16 · 16 blocks.
  for (const std::size_t count : {0, 1, 31, 32, 33, 64, 512, 513, 8'192, 8'193, 200'000}) {
    Built built = build(random_terms(random, count), random);
    const TermDictionary dictionary = built.dictionary();
    EXPECT_EQ(dictionary.size(), built.terms.size());
    std::uint32_t number = 0;
    std::set<std::uint64_t> offsets;
    for (const auto& [term, expected] : built.terms) {
      const auto found = dictionary.find(term);
      ASSERT_TRUE(found.has_value());
      expect_same(found->info, expected, offsets);
      EXPECT_EQ(index_of(found->id), number);
      if (count < 10'000 || random.chance(0.1)) {
        EXPECT_EQ(dictionary.term(found->id), term);
      }
      ++number;
    }
    for (const std::string& term : random_terms(random, 200)) {
      EXPECT_EQ(dictionary.find(term).has_value(), built.terms.contains(term));
    }
  }
}

TEST(TermIterator, SeeksToTheFirstTermNotBelow) {
  test::Random random(6);
  Built built = build(random_terms(random, 500), random);
  const TermDictionary dictionary = built.dictionary();
  for (const std::string& target : random_terms(random, 300)) {
    TermIterator it(dictionary);
    it.seek(target);
    std::set<std::uint64_t> offsets;
    for (auto expected = built.terms.lower_bound(target); expected != built.terms.end();
         ++expected) {
      ASSERT_FALSE(it.at_end());
      ASSERT_EQ(it.term(), expected->first);
      expect_same(it.info(), expected->second, offsets);
      it.next();
    }
    EXPECT_TRUE(it.at_end());
    it.next();
    EXPECT_TRUE(it.at_end());
  }
}

TEST(TermDictionary, DamagedBytesGiveErrorsNotCrashes) {
  test::Random random(7);
  Built built = build(random_terms(random, 300), random);
  std::vector<std::uint8_t> terms = built.writer.terms().buffer();
  std::vector<std::uint8_t> index = built.writer.index().buffer();
  for (int round = 0; round < 5000; ++round) {
    auto& damaged = random.chance(0.5) ? terms : index;
    const std::size_t at = random.below(damaged.size());
    const std::uint8_t before = damaged[at];
    damaged[at] = static_cast<std::uint8_t>(random.below(256));
    try {
      const TermDictionary dictionary{CheckedBytes(ByteSpan(terms)), CheckedBytes(ByteSpan(index))};
      TermIterator it(dictionary);
      std::size_t steps = 0;
      for (it.seek("ta"); !it.at_end(); it.next()) ASSERT_LE(++steps, 300U);
    } catch (const CorruptIndexError&) {
    }
    damaged[at] = before;
  }
}

}  // namespace
}  // namespace lodex::dictionary
