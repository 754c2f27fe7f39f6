#include "support/random_text.h"

#include <cmath>
#include <cstdlib>

namespace lodex::test {

std::uint64_t test_seed() {
  static const std::uint64_t seed = [] {
    const char* given = std::getenv("LODEX_TEST_SEED");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  }();
  return seed;
}

std::uint64_t test_effort() {
  const char* given = std::getenv("LODEX_TEST_EFFORT");
  return given != nullptr ? std::max<std::uint64_t>(1, std::strtoull(given, nullptr, 10)) : 1;
}

std::uint64_t Random::skewed(std::uint64_t limit) {
  const double rank = std::pow(static_cast<double>(limit), real()) - 1;
  return std::min(limit - 1, static_cast<std::uint64_t>(rank));
}

std::string Random::bytes(std::size_t size) {
  std::string out(size, '\0');
  for (char& c : out) c = static_cast<char>(below(256));
  return out;
}

std::string random_words(Random& random, std::size_t words, std::size_t vocabulary) {
  std::string out;
  for (std::size_t i = 0; i < words; ++i) {
    if (i > 0) out += ' ';
    out += "w" + std::to_string(random.skewed(vocabulary));
  }
  return out;
}

std::vector<Document> random_documents(Random& random, std::size_t count, std::size_t vocabulary) {
  std::vector<Document> documents;
  for (std::size_t i = 0; i < count; ++i) {
    Document document{{"id", "d" + std::to_string(i)}};
    document.set("title", random_words(random, random.below(6), vocabulary));
    const std::size_t length = random.chance(0.02) ? 2000 : 1 + random.below(80);
    if (!random.chance(0.05)) document.set("body", random_words(random, length, vocabulary));
    document.set("tag", Value::List{"t" + std::to_string(random.skewed(12)),
                                    "t" + std::to_string(random.skewed(12))});
    document.set("year", static_cast<std::int64_t>(1990 + random.below(40)));
    if (random.chance(0.7)) document.set("price", random.real() * 100 - 50);
    documents.push_back(std::move(document));
  }
  return documents;
}

Schema random_documents_schema() {
  return Schema{}
      .analyzer("whitespace")
      .text("title")
      .text("body")
      .keyword("tag")
      .integer("year")
      .real("price");
}

}  // namespace lodex::test
