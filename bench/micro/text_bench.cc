// How fast is text cut into terms, by analyzer and script, and how fast is ICU alone? Synthetic
// texts of 10,000 words, seed 1, and the lines of the file that LODEX_BENCH_TEXT names (20 MB of
// it); bytes of UTF-8 a second, and time for each token.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/analysis.h"
#include "measuring.h"
#include "text/unicode/nfkc_casefold.h"
#include "text/words/word_segmenter.h"

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

// Words by ICU's iterator over each whole text, folded by its NFKC_Casefold.
void cut_by_icu(std::string_view text, TokenBuffer& out) {
  text::WordSegmenter& words = text::word_segmenter();
  words.start(text);
  for (std::uint32_t position = 0; words.next(); ++position) {
    const std::string_view word = text.substr(words.begin(), words.end() - words.begin());
    out.add({text::fold_in_context(word, out), words.begin(), words.end(), position});
  }
}

template <class Cut>
void measure(benchmark::State& state, const std::vector<std::string>& texts, Cut cut) {
  TokenBuffer tokens;
  std::size_t bytes = 0;
  std::size_t count = 0;
  for (const std::string& text : texts) bytes += text.size();
  for (auto _ : state) {
    count = 0;
    for (const std::string& text : texts) {
      tokens.clear();
      cut(text, tokens);
      benchmark::DoNotOptimize(tokens.tokens().data());
      count += tokens.tokens().size();
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  time_per(state, "token", static_cast<double>(count));
}

void measure(benchmark::State& state, const std::vector<std::string>& texts, const char* analyzer) {
  if (std::string_view(analyzer) == "icu") return measure(state, texts, cut_by_icu);
  const auto found = find_analyzer(analyzer);
  measure(state, texts,
          [&](const std::string& text, TokenBuffer& out) { found->analyze(text, out); });
}

template <std::size_t N>
void analyze_text(benchmark::State& state, const char* analyzer,
                  const std::array<std::string_view, N>& letters) {
  measure(state, {make_text(letters)}, analyzer);
}
BENCHMARK_CAPTURE(analyze_text, whitespace_ascii, "whitespace", kAscii);
BENCHMARK_CAPTURE(analyze_text, icu_ascii, "icu", kAscii);
BENCHMARK_CAPTURE(analyze_text, standard_ascii, "standard", kAscii);
BENCHMARK_CAPTURE(analyze_text, english_ascii, "english", kAscii);
BENCHMARK_CAPTURE(analyze_text, icu_latin, "icu", kLatin);
BENCHMARK_CAPTURE(analyze_text, standard_latin, "standard", kLatin);
BENCHMARK_CAPTURE(analyze_text, icu_cyrillic, "icu", kCyrillic);
BENCHMARK_CAPTURE(analyze_text, standard_cyrillic, "standard", kCyrillic);
BENCHMARK_CAPTURE(analyze_text, icu_han, "icu", kHan);
BENCHMARK_CAPTURE(analyze_text, standard_han, "standard", kHan);

void analyze_lines(benchmark::State& state, const char* analyzer) {
  const char* file = std::getenv("LODEX_BENCH_TEXT");
  if (file == nullptr) {
    state.SkipWithError("LODEX_BENCH_TEXT names no file");
    return;
  }
  std::ifstream in(file);
  std::vector<std::string> lines;
  std::size_t bytes = 0;
  for (std::string line; bytes < 20'000'000 && std::getline(in, line);) {
    bytes += line.size();
    lines.push_back(std::move(line));
  }
  measure(state, lines, analyzer);
}
BENCHMARK_CAPTURE(analyze_lines, icu, "icu");
BENCHMARK_CAPTURE(analyze_lines, standard, "standard");
BENCHMARK_CAPTURE(analyze_lines, english, "english");

}  // namespace
}  // namespace lodex::bench
