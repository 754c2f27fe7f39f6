// How fast is text cut into terms? A synthetic English text, seed 1; bytes a second.
#include <benchmark/benchmark.h>

#include <random>
#include <string>

#include "lodex/analysis.h"

namespace lodex {
namespace {

std::string make_text(std::size_t words) {
  std::mt19937_64 random(1);
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    const std::size_t length = 1 + random() % 10;
    for (std::size_t c = 0; c < length; ++c) {
      const bool capital = c == 0 && random() % 8 == 0;
      text += static_cast<char>((capital ? 'A' : 'a') + random() % 26);
    }
    text += random() % 12 == 0 ? ". " : " ";
  }
  return text;
}

void analyze_text(benchmark::State& state, const char* name) {
  const std::string text = make_text(10'000);
  const auto analyzer = find_analyzer(name);
  TokenBuffer tokens;
  for (auto _ : state) {
    tokens.clear();
    analyzer->analyze(text, tokens);
    benchmark::DoNotOptimize(tokens.tokens().data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK_CAPTURE(analyze_text, whitespace, "whitespace");
BENCHMARK_CAPTURE(analyze_text, standard, "standard");
BENCHMARK_CAPTURE(analyze_text, english, "english");

}  // namespace
}  // namespace lodex
