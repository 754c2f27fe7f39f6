// How fast is a term looked up? A dictionary of a million terms, looked up in random order, seed 1.
#include <benchmark/benchmark.h>

#include <random>
#include <string>
#include <vector>

#include "dictionary/term_dictionary.h"

namespace lodex {
namespace {

constexpr std::uint32_t kTerms = 1'000'000;

std::string term_of(std::uint32_t number) {
  std::string term = "term00000000";
  for (std::size_t i = term.size(); number > 0; number /= 10) {
    term[--i] = static_cast<char>('0' + number % 10);
  }
  return term;
}

void look_up(benchmark::State& state) {
  dictionary::TermDictionaryWriter writer;
  constexpr std::uint8_t list[20] = {};
  for (std::uint32_t i = 0; i < kTerms; ++i) {
    TermInfo info;
    info.doc_freq = 1 + i % 50;
    info.total_freq = info.doc_freq;
    info.postings_size = std::size(list);
    writer.add(term_of(2 * i), info, list);
  }
  writer.finish();
  const dictionary::TermDictionary dictionary(CheckedBytes(writer.terms().view()),
                                              CheckedBytes(writer.index().view()));
  std::mt19937_64 random(1);
  std::vector<std::string> wanted;
  for (int i = 0; i < 4096; ++i) {
    wanted.push_back(term_of(static_cast<std::uint32_t>(random() % (2 * kTerms))));
  }
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(dictionary.find(wanted[next++ % wanted.size()]));
  }
}
BENCHMARK(look_up);

}  // namespace
}  // namespace lodex
