// How fast is a term found, and how fast are terms enumerated? A dictionary of a million terms made
// of random letters, as long as words are, seed 1; terms asked for in random order, so that most of
// what a look-up reads lies beyond the nearest caches.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "dictionary/term_dictionary.h"
#include "dictionary/term_matcher.h"
#include "measuring.h"

namespace lodex::bench {
namespace {

constexpr std::size_t kTerms = 1'000'000;
constexpr std::size_t kAsked = 65'536;

std::string random_word(std::mt19937_64& random) {
  std::string word(4 + random() % 9, ' ');
  for (char& letter : word) letter = static_cast<char>('a' + random() % 26);
  return word;
}

// A dictionary in memory and its terms in byte order.
class Terms {
 public:
  Terms() {
    std::mt19937_64 random = seeded(1);
    while (terms_.size() < kTerms + kTerms / 50) terms_.push_back(random_word(random));
    std::ranges::sort(terms_);
    terms_.erase(std::ranges::unique(terms_).begin(), terms_.end());
    // Two bytes a document: short lists lie in the dictionary, long ones elsewhere.
    constexpr std::array<std::uint8_t, 100> list = {};
    for (std::uint32_t i = 0; i < terms_.size(); ++i) {
      TermInfo info;
      info.doc_freq = 1 + i % 50;
      info.total_freq = info.doc_freq;
      info.postings_size = std::uint64_t{2} * info.doc_freq;
      writer_.add(terms_[i], info, ByteSpan(list).first(info.postings_size));
    }
    writer_.finish();
    dictionary_ = {CheckedBytes(writer_.terms().view()), CheckedBytes(writer_.index().view())};
  }
  [[nodiscard]] const dictionary::TermDictionary& dictionary() const { return dictionary_; }
  [[nodiscard]] const std::vector<std::string>& all() const { return terms_; }

 private:
  std::vector<std::string> terms_;
  dictionary::TermDictionaryWriter writer_;
  dictionary::TermDictionary dictionary_;
};

const Terms& terms() {
  static const Terms made;
  return made;
}

void find_all(benchmark::State& state, const std::vector<std::string>& wanted) {
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(terms().dictionary().find(wanted[next++ % wanted.size()]));
  }
}

void find_hit(benchmark::State& state) {
  std::mt19937_64 random = seeded(2);
  std::vector<std::string> wanted;
  for (std::size_t i = 0; i < kAsked; ++i) {
    wanted.push_back(terms().all()[random() % terms().all().size()]);
  }
  find_all(state, wanted);
}
BENCHMARK(find_hit);

void find_miss(benchmark::State& state) {
  std::mt19937_64 random = seeded(2);
  std::vector<std::string> wanted;
  while (wanted.size() < kAsked) {
    std::string word = random_word(random);
    if (!std::ranges::binary_search(terms().all(), word)) wanted.push_back(std::move(word));
  }
  find_all(state, wanted);
}
BENCHMARK(find_miss);

// A few terms again and again: what a query costs whose terms were just asked for.
void find_again(benchmark::State& state) {
  find_all(state, {terms().all()[1000], terms().all()[500'000], terms().all()[900'000]});
}
BENCHMARK(find_again);

// All terms that begin with so many random letters; one letter is some 39,000 terms, two 1,500.
void enumerate_prefix(benchmark::State& state) {
  const std::string letters = "mnopqr";
  std::size_t found = 0;
  for (auto _ : state) {
    found = 0;
    const auto prefix =
        dictionary::prefix_matcher(letters.substr(0, static_cast<std::size_t>(state.range(0))));
    dictionary::for_each_match(terms().dictionary(), *prefix, [&](const auto& at) {
      benchmark::DoNotOptimize(at.info().doc_freq);
      ++found;
      return true;
    });
  }
  state.counters["terms"] = static_cast<double>(found);
  time_per(state, "term", static_cast<double>(found));
}
BENCHMARK(enumerate_prefix)->Arg(1)->Arg(2)->Arg(3);

// One edit, no letter fixed: the whole dictionary is looked at.
void enumerate_fuzzy(benchmark::State& state) {
  for (auto _ : state) {
    std::size_t found = 0;
    const auto near = dictionary::fuzzy_matcher(terms().all()[500'000], 1, 0);
    dictionary::for_each_match(terms().dictionary(), *near,
                               [&](const auto&) { return ++found > 0; });
    benchmark::DoNotOptimize(found);
  }
  time_per(state, "term", static_cast<double>(terms().all().size()));
}
BENCHMARK(enumerate_fuzzy);

}  // namespace
}  // namespace lodex::bench
