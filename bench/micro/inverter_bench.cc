// How fast do documents become postings? Documents of 75 tokens whose terms follow Zipf's law over
// 100,000 words, seed 1: first taking tokens in, then sorting them by term, then encoding; time for
// each token.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/analysis.h"
#include "measuring.h"
#include "postings/posting_list.h"
#include "segment/field_inverter.h"

namespace lodex::bench {
namespace {

constexpr std::uint32_t kDocuments = 5'000;
constexpr std::uint32_t kLength = 75;
constexpr std::uint32_t kWords = 100'000;

class Documents {
 public:
  Documents() {
    std::mt19937_64 random = seeded(1);
    for (std::uint32_t i = 0; i < kWords; ++i) {
      words_.push_back(std::string(1 + random() % 4, 'w') + std::to_string(i));
    }
    std::uniform_real_distribution<double> exponent(0, std::log(kWords));
    for (auto& document : documents_) {
      for (std::uint32_t position = 0; position < kLength; ++position) {
        // A word of rank r has about 1/r of the tokens.
        const auto rank = static_cast<std::size_t>(std::exp(exponent(random))) - 1;
        document.push_back({words_[rank], 0, 0, position});
      }
    }
  }
  [[nodiscard]] const std::vector<std::vector<Token>>& all() const { return documents_; }

 private:
  std::vector<std::string> words_;
  std::vector<std::vector<Token>> documents_ = std::vector<std::vector<Token>>(kDocuments);
};

const std::vector<std::vector<Token>>& documents() {
  static const Documents made;
  return made.all();
}

void take_in(segment::FieldInverter& inverter) {
  DocId doc = 0;
  for (const std::vector<Token>& document : documents()) inverter.add_value(doc++, document, {});
}

void add_tokens(benchmark::State& state) {
  for (auto _ : state) {
    segment::FieldInverter inverter;
    take_in(inverter);
    benchmark::DoNotOptimize(inverter.token_count());
  }
  time_per(state, "token", kDocuments * kLength);
}
BENCHMARK(add_tokens)->Unit(benchmark::kMillisecond);

void sort_tokens(benchmark::State& state) {
  segment::FieldInverter inverter;
  for (auto _ : state) {
    state.PauseTiming();
    inverter.clear();
    take_in(inverter);
    state.ResumeTiming();
    inverter.invert(segment::Contents::kPositions);
    benchmark::DoNotOptimize(inverter.inverted().words.get());
  }
  time_per(state, "token", kDocuments * kLength);
}
BENCHMARK(sort_tokens)->Unit(benchmark::kMillisecond);

// A list of a term that one document in so many has, with positions.
void encode_postings(benchmark::State& state) {
  const std::vector<DocId> docs = make_list(state.range(0), 1).docs;
  const std::vector<std::uint32_t> places = {3, 40};
  ByteWriter out;
  for (auto _ : state) {
    out.clear();
    postings::PostingListWriter writer(out, true);
    for (const DocId doc : docs)
      writer.add(doc, 1 + doc % 2, 20 + doc % 200, {places.data(), 1 + doc % 2});
    benchmark::DoNotOptimize(writer.finish().postings_size);
  }
  time_per(state, "doc", static_cast<double>(docs.size()));
}
BENCHMARK(encode_postings)->Arg(10)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lodex::bench
