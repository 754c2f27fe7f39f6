#include "dictionary/term_dictionary.h"

#include <gtest/gtest.h>

#include <map>

#include "lodex/error.h"
#include "support/random_text.h"

namespace lodex::dictionary {
namespace {

struct Built {
  std::map<std::string, TermInfo> terms;
  TermDictionaryWriter writer;
  [[nodiscard]] TermDictionary dictionary() {
    return {CheckedBytes(writer.terms().view()), CheckedBytes(writer.index().view())};
  }
};

Built build(const std::vector<std::string>& terms, test::Random& random) {
  Built out;
  for (const std::string& term : terms) out.terms[term] = {};
  std::uint64_t offset = 0;
  for (auto& [term, info] : out.terms) {
    info.doc_freq = static_cast<std::uint32_t>(1 + random.skewed(1000));
    info.total_freq = info.doc_freq + random.skewed(1000);
    info.offset = offset;
    info.postings_size = 1 + random.skewed(5000);
    info.positions_size = random.skewed(5000);
    offset = info.end();
    out.writer.add(term, info);
  }
  out.writer.finish();
  return out;
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
  for (const std::size_t count : {0, 1, 31, 32, 33, 64, 1000}) {
    Built built = build(random_terms(random, count), random);
    const TermDictionary dictionary = built.dictionary();
    EXPECT_EQ(dictionary.size(), built.terms.size());
    std::uint32_t number = 0;
    for (const auto& [term, info] : built.terms) {
      const auto found = dictionary.find(term);
      ASSERT_TRUE(found.has_value());
      EXPECT_EQ(found->info, info);
      EXPECT_EQ(index_of(found->id), number);
      EXPECT_EQ(dictionary.term(found->id), term);
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
    for (auto expected = built.terms.lower_bound(target); expected != built.terms.end();
         ++expected) {
      ASSERT_FALSE(it.at_end());
      ASSERT_EQ(it.term(), expected->first);
      ASSERT_EQ(it.info(), expected->second);
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
