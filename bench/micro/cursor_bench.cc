// What do cursors cost, by how they are moved? Lists over a million documents of which one in so
// many has the term, seeds 1 and 2; time for each document, seek or window, with the kernels in use
// (LODEX_SIMD chooses others).
#include <benchmark/benchmark.h>

#include <array>
#include <map>
#include <utility>
#include <vector>

#include "measuring.h"
#include "postings/term_cursor.h"
#include "ranking/bm25.h"
#include "search/and_cursor.h"
#include "simd/kernels.h"

namespace lodex::bench {
namespace {

// Lists are made once, since a benchmark runs several times to find out how often it should.
const List& list_of(std::int64_t one_in, std::uint64_t seed = 1, bool with_positions = false) {
  static std::map<std::pair<std::int64_t, std::uint64_t>, List> lists;
  const std::pair key{one_in, 2 * seed + (with_positions ? 1 : 0)};
  auto found = lists.find(key);
  if (found == lists.end()) {
    found = lists.emplace(key, make_list(one_in, seed, with_positions)).first;
  }
  return found->second;
}

void walk(benchmark::State& state) {
  const List& list = list_of(state.range(0));
  for (auto _ : state) {
    postings::TermCursor cursor = list.cursor();
    DocId last = 0;
    for (DocId doc = cursor.doc(); doc != kEndDoc; doc = cursor.next()) last = doc;
    benchmark::DoNotOptimize(last);
  }
  time_per(state, "doc", list.info.doc_freq);
}
BENCHMARK(walk)->Arg(1)->Arg(2)->Arg(10)->Arg(100)->Arg(1000);

void walk_with_positions(benchmark::State& state) {
  const List& list = list_of(state.range(0), 1, true);
  std::vector<std::uint32_t> places;
  for (auto _ : state) {
    postings::TermCursor cursor = list.cursor();
    for (; cursor.doc() != kEndDoc; cursor.next()) {
      cursor.positions(places);
      benchmark::DoNotOptimize(places.data());
    }
  }
  time_per(state, "position", static_cast<double>(list.info.total_freq));
}
BENCHMARK(walk_with_positions)->Arg(10)->Arg(100);

// Seeks to the documents of one list in another of the same density: a few ahead. Sparse: of one in
// a hundred, most of them within the block. Galloping: over some blocks at a time.
void seek(benchmark::State& state) {
  const List& list = list_of(state.range(0));
  const std::vector<DocId>& targets = list_of(state.range(1), 2).docs;
  for (auto _ : state) {
    postings::TermCursor cursor = list.cursor();
    DocId last = 0;
    for (const DocId target : targets) last = cursor.seek(target);
    benchmark::DoNotOptimize(last);
  }
  time_per(state, "seek", static_cast<double>(targets.size()));
}
BENCHMARK(seek)->Name("seek_dense")->ArgNames({"list", "targets"})->Args({2, 2})->Args({10, 10});
BENCHMARK(seek)
    ->Name("seek_sparse")
    ->ArgNames({"list", "targets"})
    ->Args({2, 100})
    ->Args({10, 100});
BENCHMARK(seek)
    ->Name("seek_galloping")
    ->ArgNames({"list", "targets"})
    ->Args({2, 5000})
    ->Args({10, 20000});

void intersect(benchmark::State& state) {
  const List& dense = list_of(state.range(0));
  const List& sparse = list_of(state.range(1), 2);
  for (auto _ : state) {
    std::vector<postings::TermCursor> cursors;
    cursors.push_back(dense.cursor());
    cursors.push_back(sparse.cursor());
    search::AndCursor both(std::move(cursors));
    std::uint64_t count = 0;
    for (; both.doc() != kEndDoc; both.next()) ++count;
    benchmark::DoNotOptimize(count);
  }
  time_per(state, "doc_of_the_sparse", sparse.info.doc_freq);
}
BENCHMARK(intersect)->Args({2, 2})->Args({10, 10})->Args({2, 100})->Args({10, 100})->Args({10,
                                                                                           5000});

// Bits of windows of 4,096 documents: what counting and dense unions are made of.
void mark(benchmark::State& state) {
  constexpr DocId kWindow = 4096;
  const List& list = list_of(state.range(0));
  std::array<std::uint64_t, kWindow / 64> words{};
  for (auto _ : state) {
    postings::TermCursor cursor = list.cursor();
    for (DocId begin = 0; begin < kDocs; begin += kWindow) {
      words.fill(0);
      cursor.mark(begin, begin + kWindow, words.data());
      benchmark::DoNotOptimize(words.data());
    }
  }
  time_per(state, "doc", list.info.doc_freq);
}
BENCHMARK(mark)->Arg(2)->Arg(10)->Arg(100);

// Bounds of all blocks, without decoding: what pruning looks at.
void block_bounds(benchmark::State& state) {
  const List& list = list_of(state.range(0));
  const simd::Bm25Formula formula{1e8F, 0.3F, 0.012F};
  const postings::TermCursor cursor = list.cursor();
  std::vector<ranking::Score> bounds(cursor.block_count() + simd::kSelectSlack);
  for (auto _ : state) {
    simd::kernels().largest_scores(formula, cursor.block_impacts().data(), cursor.block_count(),
                                   bounds.data());
    benchmark::DoNotOptimize(bounds.data());
    benchmark::ClobberMemory();
  }
  time_per(state, "block", static_cast<double>(cursor.block_count()));
}
BENCHMARK(block_bounds)->Arg(2)->Arg(10)->Arg(100);

// The block of a document, a few blocks ahead each time, without decoding.
void find_block(benchmark::State& state) {
  constexpr DocId kWindow = 4096;
  const postings::TermCursor cursor = list_of(state.range(0)).cursor();
  for (auto _ : state) {
    std::size_t block = 0;
    for (DocId target = 0; target < kDocs; target += kWindow) {
      block = cursor.find_block(block, target);
    }
    benchmark::DoNotOptimize(block);
  }
  time_per(state, "search", static_cast<double>(kDocs) / kWindow);
}
BENCHMARK(find_block)->Arg(2)->Arg(10)->Arg(100);

}  // namespace
}  // namespace lodex::bench
