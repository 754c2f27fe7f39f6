// What does a block of postings cost to decode, by the form in which it is stored? 256 documents
// with random gaps, frequencies and positions, seed 1; time for each document or position, with the
// kernels in use (LODEX_SIMD chooses others).
#include <benchmark/benchmark.h>

#include <array>
#include <random>
#include <vector>

#include "base/bytes.h"
#include "measuring.h"
#include "postings/block_codec.h"
#include "postings/block_frequencies.h"
#include "postings/patched_packing.h"
#include "postings/posting_list.h"
#include "simd/bit_packing.h"

namespace lodex::bench {
namespace {

constexpr std::size_t kBlock = postings::kBlockSize;

// A block of which gaps are at most `largest_gap` and frequencies at most `largest_freq`.
ByteWriter make_block(std::uint64_t largest_gap, std::uint64_t largest_freq) {
  std::mt19937_64 random = seeded(1);
  std::vector<DocId> docs;
  std::vector<std::uint32_t> freqs;
  DocId doc = kEndDoc;
  for (std::size_t i = 0; i < kBlock; ++i) {
    doc += 1 + static_cast<std::uint32_t>(random() % largest_gap);
    docs.push_back(doc);
    freqs.push_back(1 + static_cast<std::uint32_t>(random() % largest_freq));
  }
  ByteWriter out;
  postings::encode_block(docs, freqs, kEndDoc, out);
  const std::array<std::uint8_t, simd::kPadding> padding{};
  out.bytes(padding);
  return out;
}

// Gaps of at most 1 are a run, at most 3 a bit set, larger ones are packed.
void decode_documents(benchmark::State& state) {
  const ByteWriter block = make_block(static_cast<std::uint64_t>(state.range(0)), 1);
  std::array<DocId, kBlock + 16> docs{};
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        postings::decode_block(block.view(), kBlock, kEndDoc, kEndDoc, docs.data()));
    benchmark::ClobberMemory();
  }
  time_per(state, "doc", kBlock);
  state.counters["bits_a_doc"] =
      static_cast<double>(8 * (block.view().size() - simd::kPadding)) / kBlock;
}
BENCHMARK(decode_documents)->Arg(1)->Arg(3)->Arg(16)->Arg(128)->Arg(4096)->Arg(65536);

// Documents and frequencies of at most so much: 1 is no bytes, others are packed.
void decode_with_frequencies(benchmark::State& state) {
  const ByteWriter block = make_block(16, static_cast<std::uint64_t>(state.range(0)));
  std::array<DocId, kBlock + 16> docs{};
  std::array<std::uint32_t, kBlock + 16> freqs{};
  for (auto _ : state) {
    const ByteSpan rest =
        postings::decode_block(block.view(), kBlock, kEndDoc, kEndDoc, docs.data());
    postings::BlockFrequencies(rest, kBlock).decode(freqs.data());
    benchmark::ClobberMemory();
  }
  time_per(state, "doc", kBlock);
}
BENCHMARK(decode_with_frequencies)->Arg(1)->Arg(2)->Arg(8);

// The frequency of one document in eight, without the others.
void single_frequencies(benchmark::State& state) {
  const ByteWriter block = make_block(16, static_cast<std::uint64_t>(state.range(0)));
  std::array<DocId, kBlock + 16> docs{};
  const postings::BlockFrequencies freqs(
      postings::decode_block(block.view(), kBlock, kEndDoc, kEndDoc, docs.data()), kBlock);
  for (auto _ : state) {
    for (std::size_t place = 0; place < kBlock; place += 8) {
      benchmark::DoNotOptimize(freqs.at(place));
    }
  }
  time_per(state, "frequency", kBlock / 8.0);
}
BENCHMARK(single_frequencies)->Arg(1)->Arg(8);

// Patched numbers of which so many of a thousand are exceptions.
void decode_patched(benchmark::State& state) {
  std::mt19937_64 random = seeded(1);
  std::vector<std::uint32_t> values(kBlock);
  for (std::uint32_t& value : values) {
    const bool exception = random() % 1000 < static_cast<std::uint64_t>(state.range(0));
    value = static_cast<std::uint32_t>(random() % (exception ? 100'000 : 64));
  }
  ByteWriter bytes;
  postings::encode_patched(values, bytes);
  const std::array<std::uint8_t, simd::kPadding> padding{};
  bytes.bytes(padding);
  postings::PatchedNumbers numbers(bytes.view(), kBlock);
  std::array<std::uint32_t, kBlock + 16> out{};
  for (auto _ : state) {
    numbers.decode(0, kBlock, out.data());
    benchmark::ClobberMemory();
  }
  time_per(state, "value", kBlock);
}
BENCHMARK(decode_patched)->Arg(0)->Arg(10)->Arg(50);

void encode_block(benchmark::State& state) {
  std::vector<DocId> docs(kBlock);
  const std::vector<std::uint32_t> freqs(kBlock, 1);
  for (std::size_t i = 0; i < kBlock; ++i) {
    docs[i] = static_cast<DocId>(i * static_cast<std::size_t>(state.range(0)));
  }
  ByteWriter out;
  for (auto _ : state) {
    out.clear();
    postings::encode_block(docs, freqs, kEndDoc, out);
    benchmark::DoNotOptimize(out.view().data());
  }
  time_per(state, "doc", kBlock);
}
BENCHMARK(encode_block)->Arg(1)->Arg(3)->Arg(16);

}  // namespace
}  // namespace lodex::bench
