// How fast is text cut into terms, by analyzer and script? Synthetic texts of 10,000 words, seed 1;
// bytes of UTF-8 a second, and time for each token. ASCII and Latin text have paths of their own
// beside ICU, the others do not.
#include <benchmark/benchmark.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/analysis.h"
#include "measuring.h"

namespace lodex::bench {
namespace {

constexpr std::array<std::string_view, 26> kAscii = {"a", "b", "c", "d", "e", "f", "g", "h", "i",
                                                     "j", "k", "l", "m", "n", "o", "p", "q", "r",
                                                     "s", "t", "u", "v", "w", "x", "y", "z"};
constexpr std::array<std::string_view, 16> kLatin = {"a", "b", "c", "d", "e", "i", "l", "n",
                                                     "o", "r", "s", "t", "u", "é", "ü", "ø"};
constexpr std::array<std::string_view, 10> kCyrillic = {"а", "б", "в", "г", "д",
                                                        "е", "и", "н", "о", "т"};
constexpr std::array<std::string_view, 8> kHan = {"中", "文", "的", "人", "大", "国", "在", "有"};

// Words of letters, one in eight with a capital, sentences of a dozen words.
template <std::size_t N>
std::string make_text(const std::array<std::string_view, N>& letters) {
  std::mt19937_64 random = seeded(1);
  std::string text;
  for (int word = 0; word < 10'000; ++word) {
    if (random() % 8 == 0) text += static_cast<char>('A' + random() % 26);
    for (std::size_t left = 1 + random() % 10; left > 0; --left) text += letters[random() % N];
    text += random() % 12 == 0 ? ". " : " ";
  }
  return text;
}

template <std::size_t N>
void analyze_text(benchmark::State& state, const char* analyzer_name,
                  const std::array<std::string_view, N>& letters) {
  const std::string text = make_text(letters);
  const auto analyzer = find_analyzer(analyzer_name);
  TokenBuffer tokens;
  for (auto _ : state) {
    tokens.clear();
    analyzer->analyze(text, tokens);
    benchmark::DoNotOptimize(tokens.tokens().data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  time_per(state, "token", static_cast<double>(tokens.tokens().size()));
}
BENCHMARK_CAPTURE(analyze_text, whitespace_ascii, "whitespace", kAscii);
BENCHMARK_CAPTURE(analyze_text, standard_ascii, "standard", kAscii);
BENCHMARK_CAPTURE(analyze_text, standard_latin, "standard", kLatin);
BENCHMARK_CAPTURE(analyze_text, standard_cyrillic, "standard", kCyrillic);
BENCHMARK_CAPTURE(analyze_text, standard_han, "standard", kHan);
BENCHMARK_CAPTURE(analyze_text, english_ascii, "english", kAscii);

}  // namespace
}  // namespace lodex::bench
