// Stems beside Snowball's vocabularies: every word of them.
#include <gtest/gtest.h>
#include <zstd.h>

#include <filesystem>
#include <string>

#include "lodex/analysis.h"
#include "lodex/error.h"
#include "support/random_text.h"
#include "support/temporary_folder.h"

namespace lodex {
namespace {

std::string decompressed(const std::string& bytes) {
  std::string out;
  std::string part(ZSTD_DStreamOutSize(), '\0');
  const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream(ZSTD_createDStream(),
                                                                          ZSTD_freeDStream);
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  while (in.pos < in.size) {
    ZSTD_outBuffer filled{part.data(), part.size(), 0};
    const std::size_t result = ZSTD_decompressStream(stream.get(), &filled, &in);
    if (ZSTD_isError(result) != 0) throw Error(ZSTD_getErrorName(result));
    out.append(part, 0, filled.pos);
  }
  return out;
}

struct Pair {
  std::string word;
  std::string stem;
};

std::vector<Pair> vocabulary(const std::filesystem::path& file) {
  const std::string text = decompressed(test::read_text(file));
  std::vector<Pair> pairs;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t tab = text.find('\t', at);
    const std::size_t end = text.find('\n', tab);
    pairs.push_back({text.substr(at, tab - at), text.substr(tab + 1, end - tab - 1)});
    at = end + 1;
  }
  return pairs;
}

// The term that the whole of `word` becomes; empty where none is left.
std::string term(std::string_view word, const Analyzer& analyzer) {
  const std::vector<OwnedToken> tokens = analyze(word, analyzer);
  return tokens.empty() ? "" : tokens[0].term;
}

class Vocabulary : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const std::filesystem::path folder = std::string(LODEX_SHARED_DATA) + "/snowball";
    if (!std::filesystem::exists(folder)) {
      GTEST_SKIP() << "no " << folder << ": shared data is absent";
    }
    pairs_ = vocabulary(folder / GetParam() / "voc_output.tsv.zst");
    ASSERT_GT(pairs_.size(), 20'000U);
  }

  // The whole text is one word; then these filters.
  void expect_stems(const std::string& filters) const {
    const auto chain = make_analyzer(R"({"tokenizer": "keyword", "filters": [)" + filters + "]}");
    std::size_t wrong = 0;
    for (const Pair& pair : pairs_) {
      const std::string got = term(pair.word, *chain);
      if (got == pair.stem) continue;
      if (++wrong <= 20) ADD_FAILURE() << pair.word << ": " << got << ", not " << pair.stem;
    }
    EXPECT_EQ(wrong, 0U) << "of " << pairs_.size();
  }

  [[nodiscard]] static std::string stem() {
    return R"({"name": "stem", "language": ")" + std::string(GetParam()) + R"("})";
  }

  std::vector<Pair> pairs_;
};

TEST_P(Vocabulary, StemsAreSnowballs) { expect_stems(stem()); }

// NFKC_Casefold changes what stemmers see: sharp s, for one.
TEST_P(Vocabulary, FoldedWordsHaveTheSameStems) { expect_stems(R"("fold", )" + stem()); }

INSTANTIATE_TEST_SUITE_P(Snowball, Vocabulary,
                         testing::Values("english", "finnish", "french", "german", "russian",
                                         "spanish"),
                         [](const auto& language) { return std::string(language.param); });

// What the analyzers of languages do beside stemming does not make other stems, but for a German
// umlaut before an e ("pfüet", "säet"): without its dots it looks like one that is written with an
// e.
class NormalizedVocabulary : public Vocabulary {};

TEST_P(NormalizedVocabulary, StemsStay) {
  const std::string language = GetParam();
  if (language == "german") {
    std::erase_if(pairs_, [](const Pair& pair) {
      return pair.word.find("äe") != std::string::npos || pair.word.find("üe") != std::string::npos;
    });
  }
  if (language == "russian") return expect_stems(R"("fold", "russian_normalize", )" + stem());
  expect_stems(R"("fold", )" + stem() + R"(, ")" + language + R"(_normalize")");
}

INSTANTIATE_TEST_SUITE_P(Snowball, NormalizedVocabulary,
                         testing::Values("german", "russian", "spanish"),
                         [](const auto& language) { return std::string(language.param); });

TEST(Stemmers, HaveTheNamesOfLibstemmer) {
  const auto stem = [](const std::string& language, std::string_view word) {
    return term(word, *make_analyzer(
                          R"({"tokenizer": "keyword", "filters": [{"name": "stem", "language": ")" +
                          language + R"("}]})"));
  };
  // What libstemmer 2 stems otherwise.
  for (const char* name : {"english", "en", "eng"})
    EXPECT_EQ(stem(name, "university"), "universiti");
  for (const char* name : {"french", "fr", "fra", "fre"}) EXPECT_EQ(stem(name, "choux"), "chou");
  for (const char* name : {"german", "de", "deu", "ger"})
    EXPECT_EQ(stem(name, "arbeitet"), "arbeit");
  for (const char* name : {"spanish", "es", "esl", "spa"}) {
    EXPECT_EQ(stem(name, "educacion"), "educ");
  }
  EXPECT_EQ(stem("porter", "university"), "univers");
}

TEST(Stemmers, TakeAnyLetters) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  // Letters of endings, so that most words have some, and a few that are not ASCII.
  constexpr std::string_view kLetters[] = {
      "a",      "b",      "c",      "d",      "e",      "g",      "h",      "i",      "l",
      "m",      "n",      "o",      "q",      "r",      "s",      "t",      "u",      "v",
      "x",      "y",      "z",      "'",      "\u00e0", "\u00e4", "\u00e8", "\u00e9", "\u00eb",
      "\u00ed", "\u00ef", "\u00f3", "\u00f6", "\u00fc", "\u00df", "\u00e7", "\u0436", "\u4e2d"};
  for (const char* language : {"english", "french", "german", "spanish"}) {
    const auto chain =
        make_analyzer(R"({"tokenizer": "keyword", "filters": [{"name": "stem", "language": ")" +
                      std::string(language) + R"("}]})");
    for (int round = 0; round < 20'000; ++round) {
      std::string word;
      for (std::uint64_t i = random.below(14); i > 0; --i) {
        word += kLetters[random.below(std::size(kLetters))];
      }
      const std::string stem = term(word, *chain);
      // A letter may become two (u umlaut is one, sharp s two).
      ASSERT_LE(stem.size(), 2 * word.size() + 1) << language << ' ' << word;
      ASSERT_EQ(stem, term(word, *chain));
    }
    EXPECT_EQ(term("", *chain), "");
  }
}

}  // namespace
}  // namespace lodex
