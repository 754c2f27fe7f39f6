// What does each kernel cost, in each set that this processor has? One block of 256 values in the
// nearest cache, seed 1; time for each value. The scalar set is what the others are to beat.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <random>
#include <vector>

#include "measuring.h"
#include "simd/bit_packing.h"
#include "simd/kernels.h"

namespace lodex::bench {
namespace {

constexpr std::size_t kBlock = 256;
constexpr simd::Bm25Formula kFormula{1e8F, 0.3F, 0.012F};
using Block = std::array<std::uint32_t, kBlock + 16>;

// Random numbers below `bound`.
Block random_block(std::uint64_t bound) {
  std::mt19937_64 random = seeded(1);
  Block out{};
  for (std::uint32_t& value : out) value = static_cast<std::uint32_t>(random() % bound);
  return out;
}

std::vector<std::uint8_t> packed_block(unsigned width) {
  const Block values = random_block(std::uint64_t{1} << width);
  std::vector<std::uint8_t> bytes(simd::packed_bytes(kBlock, width) + simd::kPadding);
  simd::pack(values.data(), kBlock, width, bytes.data());
  return bytes;
}

// Frequencies, positions: numbers of a width.
void unpack(benchmark::State& state, const simd::Kernels& set) {
  const auto width = static_cast<unsigned>(state.range(0));
  const std::vector<std::uint8_t> bytes = packed_block(width);
  Block out{};
  for (auto _ : state) {
    set.unpack(bytes.data(), 0, kBlock, width, out.data());
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  time_per(state, "value", kBlock);
}

// Documents: gaps of a width, summed.
void unpack_rising(benchmark::State& state, const simd::Kernels& set) {
  const auto width = static_cast<unsigned>(state.range(0));
  const std::vector<std::uint8_t> bytes = packed_block(width);
  Block out{};
  for (auto _ : state) {
    set.unpack_rising(bytes.data(), kBlock, width, 0, out.data());
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  time_per(state, "value", kBlock);
}

// Documents of a bit set in which one bit of so many is set.
void unpack_bits(benchmark::State& state, const simd::Kernels& set) {
  std::mt19937_64 random = seeded(1);
  const auto one_in = static_cast<std::uint64_t>(state.range(0));
  std::vector<std::uint8_t> bits(kBlock * one_in / 8 + simd::kPadding);
  for (std::size_t i = 0; i < kBlock * one_in; ++i) {
    if (random() % one_in == 0) bits[i / 8] |= static_cast<std::uint8_t>(1U << i % 8);
  }
  Block out{};
  std::size_t found = 0;
  for (auto _ : state) {
    found = set.unpack_bits(bits.data(), kBlock * one_in / 8, 0, kBlock, out.data());
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  time_per(state, "value", static_cast<double>(found));
}

// A search within a block.
void lower_bound(benchmark::State& state, const simd::Kernels& set) {
  Block values = random_block(1'000'000);
  std::ranges::sort(values);
  const Block targets = random_block(1'000'000);
  for (auto _ : state) {
    for (std::size_t i = 0; i < kBlock; ++i) {
      benchmark::DoNotOptimize(set.lower_bound(values.data(), kBlock, targets[i]));
    }
  }
  time_per(state, "search", kBlock);
}

// Scores from lengths of so many bytes, of documents 4 apart.
void score(benchmark::State& state, const simd::Kernels& set) {
  const auto width = static_cast<unsigned>(state.range(0));
  const std::vector<std::uint8_t> lengths(kBlock * 4 * 4 + simd::kPadding, 20);
  Block docs{};
  for (std::size_t i = 0; i < docs.size(); ++i) docs[i] = static_cast<std::uint32_t>(4 * i);
  const Block freqs = random_block(8);
  Block out{};
  for (auto _ : state) {
    set.score(kFormula, {lengths.data(), width}, docs.data(), freqs.data(), kBlock, out.data());
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  time_per(state, "value", kBlock);
}

// The bounds of so many blocks of postings.
void largest_scores(benchmark::State& state, const simd::Kernels& set) {
  const auto groups = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 random = seeded(1);
  std::vector<std::uint8_t> pairs(2 * simd::kGroupPairs * groups + simd::kPadding);
  for (std::uint8_t& byte : pairs) byte = static_cast<std::uint8_t>(1 + random() % 100);
  std::vector<std::uint32_t> out(groups + simd::kSelectSlack);
  for (auto _ : state) {
    set.largest_scores(kFormula, pairs.data(), groups, out.data());
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  time_per(state, "block", static_cast<double>(groups));
}

// Which scores are high enough; one of so many is.
void select_at_least(benchmark::State& state, const simd::Kernels& set) {
  const Block values = random_block(static_cast<std::uint64_t>(state.range(0)) * 1000);
  const auto least = static_cast<std::uint32_t>((state.range(0) - 1) * 1000);
  Block out{};
  for (auto _ : state) {
    benchmark::DoNotOptimize(set.select_at_least(values.data(), kBlock, least, out.data()));
    benchmark::ClobberMemory();
  }
  time_per(state, "value", kBlock);
}

const bool registered = for_each_set("unpack", unpack, {1, 4, 7, 12, 20}) &&
                        for_each_set("unpack_rising", unpack_rising, {1, 4, 7, 12, 20}) &&
                        for_each_set("unpack_bits", unpack_bits, {2, 8}) &&
                        for_each_set("lower_bound", lower_bound, {}) &&
                        for_each_set("score", score, {0, 1, 2, 4}) &&
                        for_each_set("largest_scores", largest_scores, {1, 16, 256}) &&
                        for_each_set("select_at_least", select_at_least, {2, 100});

}  // namespace
}  // namespace lodex::bench
