#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <filesystem>
#include <set>

#include "base/utf8.h"
#include "lodex/analysis.h"
#include "lodex/error.h"
#include "support/random_text.h"
#include "support/temporary_folder.h"
#include "support/terms.h"

namespace lodex {
namespace {

using test::Terms;
using test::terms;

TEST(StandardAnalyzer, CutsWordsAndFoldsThem) {
  EXPECT_EQ(
      terms("The QUICK brown-fox can't jump 3.14 m\u00fcLLer \uff21\uff22 stra\u00dfe", "standard"),
      (Terms{"the", "quick", "brown", "fox", "can't", "jump", "3.14", "m\u00fcller", "ab",
             "strasse"}));
  EXPECT_EQ(terms("", "standard"), Terms{});
  EXPECT_EQ(terms(" -- !? \n", "standard"), Terms{});
}

TEST(StandardAnalyzer, OffsetsAreThoseOfTheOriginal) {
  const std::string text = "Caf\u00e9 M\u00dcLLER \U0001F600 \uff21x";
  for (const OwnedToken& token : analyze(text, "standard")) {
    const std::string original = text.substr(token.begin, token.end - token.begin);
    EXPECT_EQ(terms(original, "standard"), Terms{token.term});
  }
}

TEST(StandardAnalyzer, PositionsCountWords) {
  const auto tokens = analyze("a, b -- c", "standard");
  ASSERT_EQ(tokens.size(), 3U);
  for (std::uint32_t i = 0; i < 3; ++i) EXPECT_EQ(tokens[i].position, i);
}

TEST(EnglishAnalyzer, Stems) {
  EXPECT_EQ(terms("dog\u02bcs", "english"), terms("dog's", "english"));
  EXPECT_EQ(terms("Running runners' policies isn\u2019t the dog's dog\u2019s", "english"),
            (Terms{"run", "runner", "polici", "isn't", "the", "dog", "dog"}));
}

TEST(WhitespaceAnalyzer, CutsAsALoopOverTheBytesWould) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int round = 0; round < 500; ++round) {
    std::string text = random.bytes(random.below(300));
    // In some texts most bytes are near those that count as space.
    for (char& c : text) {
      if (round % 2 == 0 && random.chance(0.7)) c = static_cast<char>(random.below(40));
    }
    std::vector<OwnedToken> expected;
    for (std::uint32_t at = 0, begin = 0; at <= text.size(); ++at) {
      const bool space = at == text.size() || text[at] == ' ' || (text[at] >= 9 && text[at] <= 13);
      if (!space) continue;
      if (at > begin) {
        expected.push_back({text.substr(begin, at - begin), begin, at,
                            static_cast<std::uint32_t>(expected.size())});
      }
      begin = at + 1;
    }
    std::erase_if(expected, [](const OwnedToken& token) { return token.term.size() > 255; });
    auto got = analyze(text, "whitespace");
    std::erase_if(got, [](const OwnedToken& token) { return token.end - token.begin > 255; });
    ASSERT_EQ(got, expected) << round;
  }
}

TEST(WhitespaceAnalyzer, ChangesNothing) {
  EXPECT_EQ(terms("  Foo-Bar\tbaz\r\nx  ", "whitespace"), (Terms{"Foo-Bar", "baz", "x"}));
}

TEST(KeywordAnalyzer, TakesTheWholeText) {
  EXPECT_EQ(terms("New York, NY ", "keyword"), (Terms{"New York, NY "}));
  EXPECT_EQ(terms("", "keyword"), Terms{});
}

TEST(Analyzers, LongTermsEndInAHash) {
  const std::string a(300, 'a');
  const std::string b = a + "b";
  for (const char* analyzer : {"whitespace", "keyword", "standard"}) {
    const Terms of_a = terms(a, analyzer);
    const Terms of_b = terms(b, analyzer);
    ASSERT_EQ(of_a.size(), 1U);
    EXPECT_EQ(of_a[0].size(), 255U);
    EXPECT_NE(of_a, of_b);
    EXPECT_EQ(of_a, terms(a, analyzer));
    EXPECT_EQ(terms(std::string(255, 'a'), analyzer)[0], std::string(255, 'a'));
  }
  // Whole characters are kept.
  std::string snowmen;
  for (int i = 0; i < 200; ++i) snowmen += "\u2603";
  EXPECT_TRUE(is_valid_utf8(terms(snowmen, "whitespace")[0]));
}

TEST(Analyzers, UnknownNamesAreListed) {
  try {
    (void)find_analyzer("klingon");
    FAIL();
  } catch (const SchemaError& error) {
    const std::string what = error.what();
    EXPECT_EQ(what.find("there is no analyzer \"klingon\"; there are arabic, "), 0U) << what;
    EXPECT_NE(what.find("english, "), std::string::npos) << what;
  }
}

TEST(Analyzers, TakeAnyBytes) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const std::set<std::string> overlapping = {"auto",     "burmese", "chinese", "cjk", "code",
                                             "japanese", "khmer",   "korean",  "lao", "thai"};
  for (int round = 0; round < 2000; ++round) {
    const std::string text = random.bytes(random.below(200));
    for (const std::string& name : analyzer_names()) {
      std::uint32_t last_end = 0;
      for (const OwnedToken& token : analyze(text, name)) {
        // The names that "code" keeps whole lie over their words, words over their bigrams.
        if (!overlapping.contains(name)) {
          ASSERT_LE(last_end, token.begin) << name;
        }
        ASSERT_LT(token.begin, token.end);
        ASSERT_LE(token.end, text.size());
        ASSERT_LE(token.term.size(), 255U);
        last_end = token.end;
      }
    }
  }
}

// What ICU gives over UTF-16, mapped back to UTF-8: the truth that the standard analyzer follows.
std::vector<OwnedToken> icu_tokens(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8(text);
  std::vector<std::uint32_t> offsets(static_cast<std::size_t>(utf16.length()) + 1);
  std::uint32_t at = 0;
  for (std::int32_t i = 0; i < utf16.length(); i = utf16.moveIndex32(i, 1)) {
    offsets[static_cast<std::size_t>(i)] = at;
    std::string one;
    append_utf8(one, static_cast<char32_t>(utf16.char32At(i)));
    at += static_cast<std::uint32_t>(one.size());
  }
  offsets.back() = at;
  const std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  words->setText(utf16);
  std::vector<OwnedToken> out;
  std::int32_t begin = 0;
  for (std::int32_t end = words->next(); end != icu::BreakIterator::DONE;
       begin = end, end = words->next()) {
    if (words->getRuleStatus() < 100) continue;
    const icu::UnicodeString folded = icu::Normalizer2::getNFKCCasefoldInstance(status)->normalize(
        utf16.tempSubStringBetween(begin, end), status);
    std::string term;
    folded.toUTF8String(term);
    if (term.empty() || term.size() > 255) continue;
    out.push_back({term, offsets[static_cast<std::size_t>(begin)],
                   offsets[static_cast<std::size_t>(end)], static_cast<std::uint32_t>(out.size())});
  }
  return out;
}

TEST(StandardAnalyzer, IsWhatIcuGivesOnTextsOfManyLanguages) {
  const std::filesystem::path folder = std::string(LODEX_SHARED_DATA) + "/languages";
  if (!std::filesystem::exists(folder))
    GTEST_SKIP() << "no " << folder << ": shared data is absent";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    const std::string text = repaired_utf8(test::read_text(entry.path()));
    EXPECT_EQ(analyze(text, "standard"), icu_tokens(text)) << entry.path();
  }
}

}  // namespace
}  // namespace lodex
