// Random documents for tests, from a seed that a failure prints.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "lodex/document.h"
#include "lodex/schema.h"

namespace lodex::test {

// The seed of this run: LODEX_TEST_SEED, else a new one. Tests print it with SCOPED_TRACE.
std::uint64_t test_seed();

// How many times the usual number of random cases a test is to try: LODEX_TEST_EFFORT, else 1.
std::uint64_t test_effort();

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  // From 0 to limit - 1; limit is at least 1.
  std::uint64_t below(std::uint64_t limit) {
    return std::uniform_int_distribution<std::uint64_t>(0, limit - 1)(engine_);
  }
  double real() { return std::uniform_real_distribution<double>(0, 1)(engine_); }
  bool chance(double probability) { return real() < probability; }
  // A rank from 0 to limit - 1, the lower ones more often, as words are (Zipf).
  std::uint64_t skewed(std::uint64_t limit);
  std::string bytes(std::size_t size);

 private:
  std::mt19937_64 engine_;
};

// "w0" is the most frequent word.
std::string random_words(Random& random, std::size_t words, std::size_t vocabulary);
// Documents d0, d1, … with fields "title" and "body" of random words, tag, number and year.
std::vector<Document> random_documents(Random& random, std::size_t count, std::size_t vocabulary);
// Of such documents; words are what spaces stand between.
Schema random_documents_schema();

}  // namespace lodex::test
