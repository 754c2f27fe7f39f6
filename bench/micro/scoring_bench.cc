// What does it cost to score every document that has a term, and to keep the best? One in so many
// of a million documents, seed 1; time for each document. Lengths of a million documents lie beyond
// the nearest caches.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <random>
#include <span>
#include <vector>

#include "measuring.h"
#include "postings/term_cursor.h"
#include "ranking/bm25.h"
#include "search/top_documents.h"
#include "simd/bit_packing.h"
#include "simd/kernels.h"

namespace lodex::bench {
namespace {

constexpr ranking::Bm25Term kTerm{1e8F, 0.3F, 0.012F};

std::vector<std::uint8_t> make_lengths() {
  std::mt19937_64 random = seeded(1);
  std::vector<std::uint8_t> lengths(kDocs + simd::kPadding);
  for (std::uint8_t& length : lengths) length = static_cast<std::uint8_t>(10 + random() % 200);
  return lengths;
}

// Posting by posting, as the slowest path would.
void score_postings(benchmark::State& state) {
  const List list = make_list(state.range(0), 1);
  const std::vector<std::uint8_t> lengths = make_lengths();
  for (auto _ : state) {
    postings::TermCursor cursor = list.cursor();
    ranking::Score best = 0;
    for (DocId doc = cursor.doc(); doc != kEndDoc; doc = cursor.next()) {
      best = std::max(best, kTerm.score(cursor.freq(), lengths[doc]));
    }
    benchmark::DoNotOptimize(best);
  }
  time_per(state, "doc", list.info.doc_freq);
}
BENCHMARK(score_postings)->Arg(2)->Arg(10);

// Decoding, scoring and selecting block by block, with each set: decoding goes with the kernels in
// use whatever the set.
void score_blocks(benchmark::State& state, const simd::Kernels& set) {
  const List list = make_list(state.range(0), 1);
  const std::vector<std::uint8_t> lengths = make_lengths();
  const simd::Bm25Formula formula{kTerm.weight, kTerm.base, kTerm.slope};
  std::array<std::uint32_t, postings::kBlockSize + 16> scores{};
  std::array<std::uint32_t, postings::kBlockSize + 16> chosen{};
  for (auto _ : state) {
    std::size_t found = 0;
    postings::TermCursor cursor = list.cursor();
    while (cursor.doc() != kEndDoc) {
      const std::span<const DocId> docs = cursor.block_docs();
      set.score(formula, {lengths.data(), 1}, docs.data(), cursor.block_freqs().data(), docs.size(),
                scores.data());
      found += set.select_at_least(scores.data(), docs.size(), 97'000'000, chosen.data());
      cursor.skip(docs.size());
    }
    benchmark::DoNotOptimize(found);
  }
  time_per(state, "doc", list.info.doc_freq);
}
const bool registered = for_each_set("score_blocks", score_blocks, {2, 10, 100});

// The heap of the k best: 65,536 scores in random order, and in the worst, rising one.
void keep_best(benchmark::State& state, bool rising) {
  std::mt19937_64 random = seeded(1);
  std::vector<search::RankKey> keys;
  for (std::uint32_t doc = 0; doc < 65'536; ++doc) {
    keys.emplace_back(static_cast<ranking::Score>(random() % 100'000'000), doc);
  }
  if (rising) std::ranges::sort(keys);
  for (auto _ : state) {
    search::TopDocuments best(static_cast<std::size_t>(state.range(0)));
    for (const search::RankKey key : keys) best.add(key);
    benchmark::DoNotOptimize(std::move(best).sorted().data());
  }
  time_per(state, "doc", static_cast<double>(keys.size()));
}
BENCHMARK_CAPTURE(keep_best, random, false)->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK_CAPTURE(keep_best, rising, true)->Arg(10)->Arg(100)->Arg(1000);

}  // namespace
}  // namespace lodex::bench
