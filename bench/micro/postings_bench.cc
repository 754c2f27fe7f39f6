// How fast are posting lists decoded and intersected? Lists of random documents, seed 1; time per
// posting.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "postings/posting_list.h"
#include "postings/term_cursor.h"
#include "ranking/bm25.h"
#include "search/and_cursor.h"
#include "simd/bit_packing.h"

namespace lodex {
namespace {

constexpr std::uint32_t kDocs = 1'000'000;

struct List {
  ByteWriter bytes;
  TermInfo info;
  [[nodiscard]] postings::TermCursor cursor() const {
    return {{CheckedBytes(bytes.view()), kDocs}, info};
  }
};

// A list in which a document occurs with this probability.
List make_list(double density, std::uint64_t seed = 1) {
  std::mt19937_64 random(seed);
  std::geometric_distribution<std::uint32_t> gap(density);
  std::geometric_distribution<std::uint32_t> more(0.7);
  List list;
  postings::PostingListWriter writer(list.bytes, false);
  for (std::uint64_t doc = gap(random); doc < kDocs; doc += 1 + gap(random)) {
    writer.add(static_cast<DocId>(doc), 1 + more(random), 50 + more(random) * 40, {});
  }
  list.info = writer.finish();
  writer.finish_section();
  return list;
}

double density_of(const benchmark::State& state) {
  return 1.0 / static_cast<double>(state.range(0));
}

void per_item(benchmark::State& state, std::uint64_t items) {
  state.SetItemsProcessed(
      static_cast<std::int64_t>(items * static_cast<std::uint64_t>(state.iterations())));
}

void walk_documents(benchmark::State& state) {
  const List list = make_list(density_of(state));
  for (auto _ : state) {
    postings::TermCursor cursor = list.cursor();
    DocId last = 0;
    for (DocId doc = cursor.doc(); doc != kEndDoc; doc = cursor.next()) last = doc;
    benchmark::DoNotOptimize(last);
  }
  per_item(state, list.info.doc_freq);
}
BENCHMARK(walk_documents)->Arg(1)->Arg(2)->Arg(10)->Arg(100)->Arg(1000);

void score_documents(benchmark::State& state) {
  const List list = make_list(density_of(state));
  const std::vector<std::uint16_t> lengths(kDocs, 75);
  const ranking::Bm25Term term{1e8F, 0.3F, 0.012F};
  for (auto _ : state) {
    postings::TermCursor cursor = list.cursor();
    ranking::Score best = 0;
    for (DocId doc = cursor.doc(); doc != kEndDoc; doc = cursor.next()) {
      best = std::max(best, term.score(cursor.freq(), lengths[doc]));
    }
    benchmark::DoNotOptimize(best);
  }
  per_item(state, list.info.doc_freq);
}
BENCHMARK(score_documents)->Arg(1)->Arg(10)->Arg(100);

void intersect(benchmark::State& state) {
  const List dense = make_list(0.1, 1);
  const List sparse = make_list(density_of(state), 2);
  for (auto _ : state) {
    std::vector<postings::TermCursor> cursors;
    cursors.push_back(dense.cursor());
    cursors.push_back(sparse.cursor());
    search::AndCursor both(std::move(cursors));
    std::uint64_t count = 0;
    for (; both.doc() != kEndDoc; both.next()) ++count;
    benchmark::DoNotOptimize(count);
  }
  per_item(state, sparse.info.doc_freq);
}
BENCHMARK(intersect)->Arg(10)->Arg(100)->Arg(1000);

void unpack_rising(benchmark::State& state) {
  const auto width = static_cast<unsigned>(state.range(0));
  std::vector<std::uint32_t> values(256, (1U << width) - 1);
  std::vector<std::uint8_t> bytes(simd::packed_bytes(256, width) + simd::kPadding);
  simd::pack(values.data(), 256, width, bytes.data());
  std::vector<std::uint32_t> out(256 + 16);
  for (auto _ : state) {
    simd::unpack_rising(bytes.data(), 256, width, 0, out.data());
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  per_item(state, 256);
}
BENCHMARK(unpack_rising)->Arg(1)->Arg(3)->Arg(7)->Arg(12)->Arg(20);

}  // namespace
}  // namespace lodex
