// The scanner's words are those of ICU's iterator over the whole text, to the byte.
#include "text/words/word_scanner.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/utf8.h"
#include "support/naive_words.h"
#include "support/random_text.h"
#include "support/temporary_folder.h"
#include "text/words/character_table.h"
#include "text/words/word_block.h"

namespace lodex::text {
namespace {

std::string shown(const std::vector<OwnedToken>& tokens) {
  std::ostringstream out;
  for (const OwnedToken& token : tokens) {
    out << '[' << token.term << ' ' << token.begin << '-' << token.end << ']';
  }
  return out.str();
}

::testing::AssertionResult same_as_icu(std::string_view text) {
  for (const WordForm form : {WordForm::kFolded, WordForm::kAsWritten}) {
    const auto got = test::scanned_words(text, form);
    const auto wanted = test::naive_words(text, form);
    if (got == wanted) continue;
    std::ostringstream code_points;
    for (std::string_view rest = text.substr(0, 400); !rest.empty();) {
      const Decoded decoded = decode_utf8(rest);
      code_points << std::hex << static_cast<std::uint32_t>(decoded.code_point) << ' ';
      rest.remove_prefix(decoded.size);
    }
    return ::testing::AssertionFailure() << "scanner " << shown(got) << "\nICU     "
                                         << shown(wanted) << "\nof      " << code_points.str();
  }
  return ::testing::AssertionSuccess();
}

// Characters that the rules tell apart, the common ones more often.
std::string random_text(test::Random& random, std::size_t characters) {
  static constexpr std::array<char32_t, 96> kTelling = {
      'a',    'b',    'Z',    '0',    '9',    '_',     '.',     '\'',   ',',    ';',    ':',
      '@',    '"',    '-',    ' ',    0x3000, '\n',    '\r',    '\t',   0,      0xe9,   0xc9,
      0xdf,   0x130,  0x131,  0x149,  0xb7,   0xad,    0xa0,    0xaa,   0xbd,   0xb2,   0x300,
      0x301,  0x345,  0x3b1,  0x3a3,  0x3c2,  0x416,   0x436,   0x531,  0x5d0,  0x5e9,  0x5f4,
      0x5b0,  0x627,  0x640,  0x660,  0x66b,  0x6dd,   0x915,   0x94d,  0x93f,  0x966,  0xe01,
      0xe34,  0xe81,  0x1780, 0x1000, 0x10d0, 0x1100,  0x1161,  0x11a8, 0xac00, 0xac01, 0xd55c,
      0x200b, 0x200c, 0x200d, 0x2018, 0x2019, 0x2024,  0x2027,  0x202f, 0x203f, 0x2044, 0x2060,
      0x20e3, 0x2122, 0x231a, 0x263a, 0x3002, 0x3005,  0x3042,  0x30a2, 0x30fc, 0x3164, 0x4e2d,
      0x6587, 0xfb01, 0xfe0f, 0xff0c, 0xff21, 0x16fe4, 0x1f1e9, 0x1f468};
  std::string text;
  const bool mostly_ascii = random.chance(0.5);
  for (std::size_t i = 0; i < characters; ++i) {
    if (mostly_ascii && random.chance(0.8)) {
      append_utf8(text, kTelling[random.below(20)]);
    } else if (random.chance(0.9)) {
      append_utf8(text, kTelling[random.below(kTelling.size())]);
    } else if (random.chance(0.9)) {
      const char32_t any =
          static_cast<char32_t>(random.below(random.chance(0.8) ? 0x3400 : 0x110000));
      append_utf8(text, any >= 0xd800 && any < 0xe000 ? U'x' : any);
    } else {
      text += static_cast<char>(random.below(256));
    }
  }
  return text;
}

TEST(WordScanner, FindsTheWordsOfRandomText) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const std::uint64_t rounds = 20'000 * test::test_effort();
  for (std::uint64_t round = 0; round < rounds; ++round) {
    ASSERT_TRUE(same_as_icu(random_text(random, random.below(random.chance(0.8) ? 12 : 150))));
  }
}

// Each character between others of every kind, so that no class of the table is a guess.
TEST(WordScanner, KnowsHowCharactersBehave) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const bool all = test::test_effort() > 100;
  const auto step_from = [&](char32_t c) {
    return all || c < 0x100 ? 1U : 1U + static_cast<char32_t>(random.below(c < 0x3000 ? 8 : 200));
  };
  for (char32_t c = 0; c < 0x110000; c += step_from(c)) {
    if (c >= 0xd800 && c < 0xe000) continue;
    std::string text;
    append_utf8(text, c);
    std::string in_context = text;
    for (const char* other :
         {"a", "1", "_", "'", ",", "\u00b7", "\u0301", "\u05d0", "\ud55c", "\u4e2d", " "}) {
      in_context += other + text + "b " + other + text + other + text + "2 " + text + other + " ";
    }
    ASSERT_TRUE(same_as_icu(in_context)) << "U+" << std::hex << static_cast<std::uint32_t>(c);
  }
}

// What the scanner makes of the bits that the kernels give for a byte.
WordClass class_of_bits(const simd::TextClasses& bits, char byte) {
  if (bits.letters != 0) return WordClass::kLetter;
  if (bits.digits != 0) return WordClass::kDigit;
  if (bits.connectors != 0) return WordClass::kConnector;
  if (bits.mid_numbers != 0) return WordClass::kMidNumber;
  if (bits.mid_both != 0) return WordClass::kMidBoth;
  if (bits.colons != 0 && ask_word_class(':') == WordClass::kMidLetter) {
    return WordClass::kMidLetter;
  }
  if (bits.ats != 0 && ask_word_class('@') == WordClass::kLetter) return WordClass::kLetter;
  return byte == '"' ? WordClass::kDependent : WordClass::kOther;
}

TEST(WordScanner, HasTheClassesOfAsciiInBitsAndInTheTable) {
  for (char32_t c = 0; c < 0x80; ++c) {
    const auto byte = static_cast<char>(c);
    std::array<char, simd::kTextBlock> block{};
    std::array<char, simd::kTextBlock> lowered{};
    block.fill(byte);
    const simd::TextClasses bits = simd::kernels().classify_text(block.data(), lowered.data());
    EXPECT_EQ(class_of_bits(bits, byte), character(c).word_class) << static_cast<unsigned>(c);
    EXPECT_EQ(classify_first({&byte, 1}).word_class, character(c).word_class);
  }
}

TEST(WordScanner, FindsWordsAtEveryPlaceOfABlock) {
  for (const std::string_view word :
       {"don't", "3.14", "a\u2019b", "e\u0301a", "x\u4e2dy", "_", "__", "\u05d0\"\u05d0"}) {
    for (std::size_t before = 0; before < 140; ++before) {
      ASSERT_TRUE(same_as_icu(std::string(before, ' ') + std::string(word) + " end"));
      ASSERT_TRUE(same_as_icu(std::string(before, 'x') + std::string(word)));
    }
  }
}

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Whole files, and then their lines.
void compare_files(const char* folder) {
  const std::filesystem::path root = std::filesystem::path(LODEX_SHARED_DATA) / folder;
  if (!std::filesystem::exists(root)) GTEST_SKIP() << "no " << root;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    const std::string text = content(entry.path());
    EXPECT_TRUE(same_as_icu(text)) << entry.path();
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      ASSERT_TRUE(same_as_icu(line)) << entry.path();
    }
  }
}

TEST(WordScanner, FindsTheWordsOfUnicodesTests) {
  compare_files("unicode");
  const std::filesystem::path file =
      std::filesystem::path(LODEX_SHARED_DATA) / "unicode/WordBreakTest-15.0.0.txt";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no " << file;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::string text;
    for (std::string word; words >> word;) {
      if (word.size() < 4) continue;  // the signs for breaks
      append_utf8(text, static_cast<char32_t>(std::stoul(word, nullptr, 16)));
    }
    ASSERT_TRUE(same_as_icu(text)) << line;
  }
}

TEST(WordScanner, FindsTheWordsOfLanguages) { compare_files("languages"); }

TEST(WordScanner, FindsTheWordsOfMessyInput) { compare_files("messy"); }

// 100 MB of paragraphs, or as much as there is in the file that LODEX_TEST_TEXT names.
TEST(WordScanner, FindsTheWordsOfALargeText) {
  const char* file = std::getenv("LODEX_TEST_TEXT");
  if (file == nullptr) GTEST_SKIP() << "LODEX_TEST_TEXT names no file";
  std::ifstream in(file, std::ios::binary);
  std::string line;
  for (std::size_t bytes = 0; bytes < 100'000'000 && std::getline(in, line); bytes += line.size()) {
    ASSERT_TRUE(same_as_icu(line));
  }
}

}  // namespace
}  // namespace lodex::text
