// Phrases of words so frequent that segments keep lists of their pairs give the documents and
// scores that looking at every document gives.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "lodex/lodex.h"
#include "support/naive_search.h"
#include "support/new_index.h"
#include "support/random_text.h"

namespace lodex {
namespace {

// Puts the parts of "a/b" at one position.
class Alternatives final : public TokenFilter {
 public:
  [[nodiscard]] std::string name() const override { return "alternatives"; }
  void filter(TokenBuffer& tokens, std::size_t first) const override {
    std::vector<Token>& all = tokens.mutable_tokens();
    std::vector<Token> out;
    for (const Token& token : std::span(all).subspan(first)) {
      std::string_view rest = token.term;
      for (std::size_t slash = 0; slash != std::string_view::npos;) {
        slash = rest.find('/');
        out.push_back({rest.substr(0, slash), token.begin, token.end, token.position});
        if (slash != std::string_view::npos) rest.remove_prefix(slash + 1);
      }
    }
    all.resize(first);
    all.insert(all.end(), out.begin(), out.end());
  }
};

std::string alternatives_analyzer() {
  static const bool registered = [] {
    register_analyzer("alternatives",
                      make_chain(find_analyzer("whitespace"), {std::make_shared<Alternatives>()}));
    return true;
  }();
  return registered ? "alternatives" : "";
}

Schema schema() { return Schema{}.analyzer(alternatives_analyzer()).text("body"); }

// A few words are in most documents, the others are rare.
std::string random_word(test::Random& random) {
  return "w" + std::to_string(random.chance(0.8) ? random.below(4) : random.skewed(60));
}

Document random_document(test::Random& random, std::size_t number, double alternatives) {
  std::vector<Value> values;
  for (std::uint64_t left = 1 + random.below(2); left > 0; --left) {
    std::string text;
    for (std::uint64_t words = random.below(40); words > 0; --words) {
      std::set<std::string> word = {random_word(random)};
      while (random.chance(alternatives)) word.insert(random_word(random));
      for (const std::string& form : word) text += form + (form == *word.rbegin() ? " " : "/");
    }
    values.emplace_back(text);
  }
  return Document{{"id", "d" + std::to_string(number)}, {"body", Value(Value::List(values))}};
}

Query random_phrase(test::Random& random) {
  std::vector<std::string> words;
  for (std::uint64_t left = 2 + random.below(5); left > 0; --left) {
    words.push_back(random.chance(0.2) && !words.empty() ? words.back() : random_word(random));
  }
  const std::uint32_t slop = random.chance(0.1) ? 1 : 0;
  return Query::phrase("body", words, {.slop = slop});
}

std::vector<std::pair<std::string, double>> answers(const Results& results) {
  std::vector<std::pair<std::string, double>> out;
  for (const Hit& hit : results) out.emplace_back(hit.id, hit.score);
  return out;
}

class Phrases : public ::testing::Test {
 protected:
  // Replaces and deletes documents on the way.
  void fill(Index& index, std::size_t count, double commits, double alternatives = 0) {
    Writer writer = index.writer({.merge = false});
    for (std::size_t i = 0; i < count; ++i) {
      Document document = random_document(random_, i, alternatives);
      if (random_.chance(0.1) && !live_.empty()) {
        const std::size_t victim = random_.below(live_.size());
        writer.erase(live_[victim].id());
        live_.erase(live_.begin() + static_cast<std::ptrdiff_t>(victim));
      }
      writer.upsert(document);
      live_.push_back(std::move(document));
      if (random_.chance(commits)) writer.commit();
    }
    writer.commit();
  }

  void compare(const Searcher& searcher, const test::NaiveSearch& naive) {
    // Where each document of an answer is read from its database, answers take long.
    const int rounds = test::kEngine == "native" ? 60 : 20;
    for (int round = 0; round < rounds; ++round) {
      const Query query = random_phrase(random_);
      SCOPED_TRACE(query.to_string());
      const auto expected = naive.search(query);
      ASSERT_EQ(searcher.count(query), expected.size());
      const Results all =
          searcher.search(query, {.limit = live_.size(), .exact_total = true, .exhaustive = true});
      ASSERT_EQ(all.size(), expected.size());
      std::map<std::string, double> scores;
      for (const auto& match : expected) {
        scores[std::string(naive.documents()[match.document].id())] = match.score;
      }
      for (const Hit& hit : all) {
        ASSERT_TRUE(scores.contains(hit.id)) << hit.id;
        ASSERT_NEAR(hit.score, scores[hit.id], 1e-5) << hit.id;
      }
      const auto full = answers(all);
      for (const std::size_t k : {1U, 4U, 30U, 400U}) {
        const std::vector<std::pair<std::string, double>> first(
            full.begin(), full.begin() + static_cast<std::ptrdiff_t>(std::min(k, full.size())));
        ASSERT_EQ(answers(searcher.search(query, {.limit = k})), first) << "k = " << k;
      }
    }
  }

  std::uint64_t seed_ = test::test_seed();
  test::Random random_{seed_};
  std::vector<Document> live_;
};

TEST_F(Phrases, OfFrequentWordsEqualLookingAtEveryDocument) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  Index index = test::new_index(schema());
  fill(index, 4000, 0);
  const test::NaiveSearch naive(live_, schema());
  ASSERT_NO_FATAL_FAILURE(compare(index.searcher(), naive));
}

TEST_F(Phrases, AreTheSameOverSegmentsWithPairsAndWithoutAndAfterAMerge) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  Index index = test::new_index(schema());
  fill(index, 2500, 0.002);
  const test::NaiveSearch naive(live_, schema());
  ASSERT_NO_FATAL_FAILURE(compare(index.searcher(), naive));
  index.writer().merge();
  ASSERT_NO_FATAL_FAILURE(compare(index.searcher(), naive));
}

// Pairs too are then of words that share a position with others.
TEST_F(Phrases, AreFoundAmongWordsThatShareAPosition) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  Index index = test::new_index(schema());
  fill(index, 2500, 0.001, 0.2);
  const test::NaiveSearch naive(live_, schema());
  ASSERT_NO_FATAL_FAILURE(compare(index.searcher(), naive));
  index.writer().merge();
  ASSERT_NO_FATAL_FAILURE(compare(index.searcher(), naive));
}

}  // namespace
}  // namespace lodex
