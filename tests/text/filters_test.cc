// Each filter beside a plain statement of what it does, over random text.
#include "text/filters/filters.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "base/utf8.h"
#include "lodex/error.h"
#include "support/random_text.h"
#include "support/terms.h"

namespace lodex {
namespace {

using Tokens = std::vector<OwnedToken>;
using test::Terms;

std::shared_ptr<const Analyzer> chain(const std::string& filters,
                                      const std::string& tokenizer = "whitespace") {
  return make_analyzer(R"({"tokenizer": ")" + tokenizer + R"(", "filters": [)" + filters + "]}");
}

Terms terms(std::string_view text, const std::string& filters) {
  return test::terms(text, *chain(filters));
}

std::string error_of(const std::string& filters) {
  try {
    (void)chain(filters);
  } catch (const SchemaError& error) {
    return error.what();
  }
  return "no error";
}

std::string shown(const Tokens& tokens) {
  std::ostringstream out;
  for (const OwnedToken& token : tokens) {
    out << token.position << ":[" << token.term << "]" << token.begin << '-' << token.end << ' ';
  }
  return out.str();
}

// Letters of several bytes and code points, spaces, and now and then bytes that are not UTF-8.
std::string random_text(test::Random& random) {
  static constexpr std::array<std::string_view, 32> kPieces = {" ",      " ",
                                                               " ",      " ",
                                                               " ",      "a",
                                                               "b",      "c",
                                                               "A",      "B",
                                                               "_",      "-",
                                                               "7",      "9",
                                                               "\u00e9", "e\u0301",
                                                               "ß",      "İ",
                                                               "I",      "ı",
                                                               "Ａ",     "ﬁ",
                                                               "ΑΣ",     "हि",
                                                               "한",     "\u1112\u1161",
                                                               "กำ",     "語",
                                                               "🇩🇪",     "👩‍👩‍👧",
                                                               "1️⃣",      "\u0308"};
  std::string text;
  const bool with_errors = random.chance(0.2);
  for (std::uint64_t left = random.below(40); left > 0; --left) {
    text += with_errors && random.chance(0.2) ? random.bytes(1 + random.below(3))
                                              : std::string(kPieces[random.below(kPieces.size())]);
  }
  return text;
}

// What a reader takes for characters, from ICU's iterator over UTF-16.
Terms characters(std::string_view text) {
  icu::UnicodeString utf16;
  std::vector<std::size_t> bytes;  // of each unit, and the end
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text.substr(at));
    utf16.append(static_cast<UChar32>(decoded.code_point));
    bytes.resize(static_cast<std::size_t>(utf16.length()), at);
    at += decoded.size;
  }
  bytes.push_back(text.size());
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  iterator->setText(utf16);
  Terms out;
  std::size_t begin = 0;
  for (std::int32_t end = iterator->next(); end != icu::BreakIterator::DONE;
       end = iterator->next()) {
    const std::size_t end_byte = bytes[static_cast<std::size_t>(end)];
    out.emplace_back(text.substr(begin, end_byte - begin));
    begin = end_byte;
  }
  return out;
}

Tokens without_repetitions(const Tokens& tokens) {
  Tokens out;
  for (const OwnedToken& token : tokens) {
    const bool repeated = std::ranges::any_of(out, [&](const OwnedToken& other) {
      return other.position == token.position && other.term == token.term;
    });
    if (!repeated) out.push_back(token);
  }
  return out;
}

// Where characters begin, and the end; what is not UTF-8 counts as ICU counts it.
std::set<std::size_t> boundaries(std::string_view text) {
  std::set<std::size_t> out = {text.size()};
  for (std::size_t at = 0; at < text.size(); at += decode_utf8(text.substr(at)).size) {
    out.insert(at);
  }
  return out;
}

// What every analyzer promises.
void expect_sound(std::string_view text, const Tokens& tokens) {
  const std::set<std::size_t> at = boundaries(text);
  std::uint32_t position = 0;
  for (const OwnedToken& token : tokens) {
    ASSERT_FALSE(token.term.empty());
    ASSERT_LT(token.begin, token.end);
    ASSERT_TRUE(at.contains(token.begin) && at.contains(token.end));
    ASSERT_GE(token.position, position);
    position = token.position;
  }
}

class Filters : public ::testing::Test {
 protected:
  using Naive = std::function<Tokens(const Tokens&)>;

  // `filter` behind `before` makes of tokens what `naive` does.
  void compare(const std::string& before, const std::string& filter, const Naive& naive,
               int rounds = 400) {
    SCOPED_TRACE(filter + ", LODEX_TEST_SEED=" + std::to_string(seed_));
    const auto first = chain(before);
    const auto both = chain(before + (before.empty() ? "" : ",") + filter);
    for (int round = 0; round < rounds; ++round) {
      const std::string text = random_text(random_);
      const Tokens got = analyze(text, *both);
      const Tokens wanted = naive(analyze(text, *first));
      ASSERT_EQ(got, wanted) << shown(got) << "\n" << shown(wanted);
      ASSERT_NO_FATAL_FAILURE(expect_sound(text, got));
    }
  }

  std::uint64_t seed_ = test::test_seed();
  test::Random random_{seed_};
};

TEST_F(Filters, LowercaseIsThatOfUnicode) {
  compare("", R"("lowercase")", [](Tokens tokens) {
    for (OwnedToken& token : tokens) {
      icu::UnicodeString letters = icu::UnicodeString::fromUTF8(token.term);
      token.term.clear();
      letters.toLower(icu::Locale::getRoot()).toUTF8String(token.term);
    }
    return tokens;
  });
  EXPECT_EQ(terms("Straße ＡＢ ﬁN X² ΟΔΟΣ", R"("lowercase")"),
            (Terms{"straße", "ａｂ", "ﬁn", "x²", "οδος"}));
  EXPECT_EQ(chain(R"("lowercase")")->normalize("ÀB*"), "àb*");
}

TEST_F(Filters, LengthCountsCharacters) {
  const auto naive = [](std::size_t min, std::size_t max) {
    return [=](Tokens tokens) {
      std::erase_if(tokens, [&](const OwnedToken& token) {
        const std::size_t length = characters(token.term).size();
        return length < min || length > max;
      });
      return tokens;
    };
  };
  compare("", R"({"name": "length", "min": 2, "max": 4})", naive(2, 4));
  compare("", R"({"name": "length", "min": 3})", naive(3, SIZE_MAX));
  compare("", R"({"name": "length", "max": 1})", naive(0, 1));
  EXPECT_EQ(error_of(R"({"name": "length", "min": 3, "max": 2})"),
            "filter \"length\" has a \"min\" above its \"max\"");
  EXPECT_EQ(error_of(R"({"name": "length", "min": -1})"),
            "filter \"length\" wants an integer from 0 to 1000000 for \"min\", not -1");
}

TEST_F(Filters, PatternReplaces) {
  compare("", R"({"name": "pattern", "pattern": "[ab]+", "replace": ""})", [](Tokens tokens) {
    for (OwnedToken& token : tokens) {
      std::erase_if(token.term, [](char c) { return c == 'a' || c == 'b'; });
    }
    std::erase_if(tokens, [](const OwnedToken& token) { return token.term.empty(); });
    return tokens;
  });
  EXPECT_EQ(terms("2024-03-01 x", R"({"name": "pattern", "pattern": "^(\\d+)-(\\d+)-(\\d+)$",
                                      "replace": "\\3.\\2.\\1"})"),
            (Terms{"01.03.2024", "x"}));
  EXPECT_EQ(chain(R"({"name": "pattern", "pattern": "-", "replace": ""})")->normalize("a-b"), "ab");
}

TEST_F(Filters, PatternKeepsAndDrops) {
  const auto naive = [](bool keep) {
    return [=](Tokens tokens) {
      std::erase_if(tokens, [&](const OwnedToken& token) {
        return (token.term.find_first_of("79") != std::string::npos) != keep;
      });
      return tokens;
    };
  };
  compare("", R"({"name": "pattern", "pattern": "[79]", "keep": true})", naive(true));
  compare("", R"({"name": "pattern", "pattern": "[79]", "keep": false})", naive(false));
}

TEST(PatternFilter, SaysWhatIsWrong) {
  EXPECT_EQ(error_of(R"({"name": "pattern", "pattern": "a"})"),
            "filter \"pattern\" wants either \"replace\", a string, or \"keep\", true or false");
  EXPECT_EQ(error_of(R"({"name": "pattern", "pattern": "(", "keep": true})"),
            "filter \"pattern\": the regular expression /(/ is not valid: missing ): (");
  EXPECT_NE(error_of(R"({"name": "pattern", "pattern": "a", "replace": "\\1"})").find("does not"),
            std::string::npos);
  EXPECT_EQ(error_of(R"({"name": "pattern", "pattern": "a", "keep": "yes"})"),
            "filter \"pattern\" wants true or false for \"keep\", not \"yes\"");
}

Tokens naive_ngrams(const Tokens& tokens, std::size_t min, std::size_t max, bool edge,
                    bool keep_original) {
  Tokens out;
  for (const OwnedToken& token : tokens) {
    if (keep_original) out.push_back(token);
    const Terms letters = characters(token.term);
    for (std::size_t begin = 0; begin < (edge ? 1 : letters.size()); ++begin) {
      std::string gram;
      for (std::size_t end = begin; end < letters.size(); ++end) {
        gram += letters[end];
        const std::size_t length = end - begin + 1;
        if (length < min || length > max) continue;
        out.push_back({gram, token.begin, token.end, token.position});
      }
    }
  }
  return without_repetitions(out);
}

TEST_F(Filters, NgramsAreAllPartsOfWords) {
  compare("", R"("ngrams")", [](const Tokens& t) { return naive_ngrams(t, 2, 3, false, false); });
  compare("", R"({"name": "ngrams", "min": 1, "max": 4, "keep_original": true})",
          [](const Tokens& t) { return naive_ngrams(t, 1, 4, false, true); });
  EXPECT_EQ(terms("e\u0301te\u0301", R"({"name": "ngrams", "min": 1, "max": 2})"),
            (Terms{"e\u0301", "e\u0301t", "t", "te\u0301"}));
}

TEST_F(Filters, EdgeNgramsAreTheirBeginnings) {
  compare("", R"("edge_ngrams")",
          [](const Tokens& t) { return naive_ngrams(t, 2, 10, true, false); });
  compare("", R"({"name": "edge_ngrams", "min": 1, "max": 3, "keep_original": true})",
          [](const Tokens& t) { return naive_ngrams(t, 1, 3, true, true); });
  EXPECT_EQ(error_of(R"({"name": "edge_ngrams", "min": 0})"),
            "filter \"edge_ngrams\" wants an integer from 1 to 32 for \"min\", not 0");
  EXPECT_EQ(error_of(R"({"name": "ngrams", "max": 33})"),
            "filter \"ngrams\" wants an integer from 1 to 32 for \"max\", not 33");
}

TEST(NgramFilter, OfAHugeWordAreOfItsBeginning) {
  const std::string huge(1 << 20, 'x');
  std::string accents = "e";
  for (int i = 0; i < 10'000; ++i) accents += "\u0301";
  std::string varied;
  for (int i = 0; varied.size() < (1 << 20); ++i) append_utf8(varied, 0x4e00 + i % 20'000);
  const auto filter = text::ngram_filter({.min = 1, .max = 32});
  for (const std::string& word : {huge, accents, varied}) {
    TokenBuffer buffer;
    buffer.add({word, 0, static_cast<std::uint32_t>(word.size()), 0});
    filter->filter(buffer, 0);
    EXPECT_LE(buffer.tokens().size(), 32 * text::kMaxNgramBytes);
    for (const Token& token : buffer.tokens()) EXPECT_TRUE(is_valid_utf8(token.term));
  }
}

// From each position on, as many words as it takes; where there is none a filler.
Tokens naive_shingles(const Tokens& tokens, std::size_t min, std::size_t max,
                      const std::string& separator, const std::string& filler, bool unigrams) {
  std::map<std::uint32_t, Tokens> at;
  for (const OwnedToken& token : tokens) at[token.position].push_back(token);
  Tokens out;
  const std::uint32_t end = at.empty() ? 0 : at.rbegin()->first + 1;
  for (std::uint32_t begin = at.empty() ? 0 : at.begin()->first; begin < end; ++begin) {
    if (unigrams) out.insert(out.end(), at[begin].begin(), at[begin].end());
    for (std::size_t length = min; length <= max && begin + length <= end; ++length) {
      OwnedToken shingle{"", UINT32_MAX, 0, begin};
      for (std::size_t i = 0; i < length; ++i) {
        const Tokens& words = at[begin + static_cast<std::uint32_t>(i)];
        shingle.term += (i > 0 ? separator : "") + (words.empty() ? filler : words[0].term);
        if (words.empty()) continue;
        shingle.begin = std::min(shingle.begin, words[0].begin);
        shingle.end = words[0].end;
      }
      if (shingle.end > 0) out.push_back(shingle);
    }
  }
  return without_repetitions(out);
}

TEST_F(Filters, ShinglesAreNeighbours) {
  const std::string gaps = R"({"name": "pattern", "pattern": "[ab79]", "keep": true})";
  for (const std::string& before :
       {std::string(), gaps, gaps + R"(, {"name": "ngrams", "min": 1})"}) {
    compare(before, R"("shingles")",
            [](const Tokens& t) { return naive_shingles(t, 2, 2, " ", "_", true); });
    compare(before, R"({"name": "shingles", "min": 2, "max": 4, "unigrams": false,
                        "separator": "", "filler": "?"})",
            [](const Tokens& t) { return naive_shingles(t, 2, 4, "", "?", false); });
  }
  EXPECT_EQ(terms("a b c", R"("shingles")"), (Terms{"a", "a b", "b", "b c", "c"}));
}

TEST(ShingleFilter, DoesNotFillAHugeGap) {
  TokenBuffer buffer;
  buffer.add({"a", 0, 1, 0});
  buffer.add({"b", 1, 2, 4'000'000'000});
  text::shingle_filter({.min = 2, .max = 3})->filter(buffer, 0);
  Terms got;
  for (const Token& token : buffer.tokens()) {
    got.push_back(std::to_string(token.position) + " " + std::string(token.term));
  }
  EXPECT_EQ(got, (Terms{"0 a", "0 a _", "0 a _ _", "3999999998 _ _ b", "3999999999 _ b",
                        "4000000000 b"}));
}

const std::vector<std::string>& definitions() {
  static const std::vector<std::string> definitions = {
      R"("lowercase")",
      R"("fold")",
      R"({"name": "length", "max": 5})",
      R"({"name": "pattern", "pattern": ".", "replace": "\\0\\0"})",
      R"({"name": "pattern", "pattern": "7", "keep": false})",
      R"({"name": "ngrams", "keep_original": true})",
      R"("edge_ngrams")",
      R"({"name": "shingles", "max": 3})",
      R"({"name": "synonyms", "rules": ["a, b", "c => 7 9, e\u0301", "A => ß"]})"};
  return definitions;
}

// Whatever stands before or behind.
TEST_F(Filters, StaySoundInAnyOrder) {
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed_));
  for (int round = 0; round < 300; ++round) {
    std::string filters;
    for (std::uint64_t left = 1 + random_.below(3); left > 0; --left) {
      filters += (filters.empty() ? "" : ", ") + definitions()[random_.below(definitions().size())];
    }
    std::shared_ptr<const Analyzer> analyzer;
    try {
      analyzer = chain(filters, random_.chance(0.5) ? "standard" : "code");
    } catch (const SchemaError&) {
      continue;  // words of rules that this chain cuts into alternatives, or drops
    }
    for (int i = 0; i < 5; ++i) {
      const std::string text = random_text(random_);
      const Tokens tokens = analyze(text, *analyzer);
      ASSERT_NO_FATAL_FAILURE(expect_sound(text, tokens)) << filters << "\n" << shown(tokens);
    }
  }
}

TEST(HugeWords, AreTakenByAllFilters) {
  std::string accents = "e";
  while (accents.size() < (1 << 19)) accents += "\u0301";
  for (const std::string& text :
       {std::string(1 << 20, 'a'), accents, std::string(1 << 20, '\x80')}) {
    for (const std::string& filter : definitions()) {
      EXPECT_LE(analyze(text, *chain(filter, "keyword")).size(), 32U * 1024U) << filter;
      (void)chain(filter)->normalize(text);
    }
  }
}

}  // namespace
}  // namespace lodex
