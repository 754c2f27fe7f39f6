// What the benchmarks of this folder share: times for each thing that was worked on, one benchmark
// for each set of kernels, and random posting lists.
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

#include "postings/posting_list.h"
#include "postings/term_cursor.h"
#include "simd/kernels.h"

namespace lodex::bench {

// Shows the time for one of `items`, which each iteration goes through: per_doc=170ps.
inline void time_per(benchmark::State& state, const char* item, double items) {
  state.counters[std::string("per_") + item] = benchmark::Counter(
      items, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

// The same numbers in every run.
inline std::mt19937_64 seeded(std::uint64_t seed) { return std::mt19937_64(seed); }

// Registers NAME/SET/ARGUMENT for each set of kernels that this processor has.
using KernelBenchmark = void (*)(benchmark::State&, const simd::Kernels&);
inline bool for_each_set(const char* name, KernelBenchmark run,
                         std::initializer_list<std::int64_t> arguments) {
  for (const simd::Kernels* set : simd::available_kernels()) {
    const std::string full = std::string(name) + "/" + set->name;
    auto* registered = benchmark::RegisterBenchmark(
        full.c_str(), [=](benchmark::State& state) { run(state, *set); });
    for (const std::int64_t argument : arguments) registered->Arg(argument);
  }
  return true;
}

// Documents in the lists that stand for a segment.
inline constexpr std::uint32_t kDocs = 1'000'000;

struct List {
  ByteWriter bytes;
  TermInfo info;
  std::vector<DocId> docs;
  [[nodiscard]] postings::TermCursor cursor() const {
    return {{CheckedBytes(bytes.view()), kDocs}, info};
  }
};

// A list in which one document of `one_in` has the term, most of them once. Without positions
// unless asked for.
inline List make_list(std::int64_t one_in, std::uint64_t seed, bool with_positions = false) {
  std::mt19937_64 random = seeded(seed);
  std::geometric_distribution<std::uint32_t> gap(1.0 / static_cast<double>(one_in));
  std::geometric_distribution<std::uint32_t> more(0.7);
  List list;
  postings::PostingListWriter writer(list.bytes, with_positions, 67);  // of lengths below
  std::vector<std::uint32_t> places;
  for (std::uint64_t doc = gap(random); doc < kDocs; doc += 1 + gap(random)) {
    places.resize(1 + more(random));
    std::uint32_t place = 0;
    for (std::uint32_t& each : places)
      each = place += 1 + static_cast<std::uint32_t>(random() % 40);
    list.docs.push_back(static_cast<DocId>(doc));
    writer.add(list.docs.back(), static_cast<std::uint32_t>(places.size()), 50 + more(random) * 40,
               places);
  }
  list.info = writer.finish();
  writer.finish_section();
  return list;
}

}  // namespace lodex::bench
