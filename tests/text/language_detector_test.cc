#include <gtest/gtest.h>

#include "lodex/analysis.h"
#include "lodex/error.h"
#include "support/random_text.h"

namespace lodex {
namespace {

struct Sample {
  const char* code;
  const char* analyzer;
  const char* text;
};

TEST(DetectLanguage, TellsTheLanguageOfASentence) {
  const Sample samples[] = {
      {"en", "english", "The library keeps the books that nobody has asked for in a long time."},
      {"de", "german", "Die Bibliothek bewahrt Bücher auf, nach denen lange niemand gefragt hat."},
      {"fr", "french", "La bibliothèque garde les livres que personne ne demande plus."},
      {"ru", "russian", "Библиотека хранит книги, которые давно никто не спрашивал."},
      {"ja", "japanese", "図書館は長い間誰も借りなかった本を保管しています。"},
      {"zh", "chinese", "图书馆保存着很久没有人借阅的书籍。"},
      {"zh-Hant", "chinese", "圖書館保存著很久沒有人借閱的書籍。"},
      {"ko", "korean", "도서관은 오랫동안 아무도 찾지 않은 책을 보관한다."},
      {"th", "thai", "ห้องสมุดเก็บหนังสือที่ไม่มีใครยืมมานานแล้ว"},
      {"pl", "standard", "Biblioteka przechowuje książki, o które od dawna nikt nie pytał."},
  };
  for (const Sample& sample : samples) {
    const DetectedLanguage language = detect_language(sample.text);
    EXPECT_EQ(language.code, sample.code) << sample.text;
    EXPECT_EQ(language.analyzer, sample.analyzer);
    EXPECT_GT(language.confidence, 0.9);
    EXPECT_LE(language.confidence, 1);
    EXPECT_NO_THROW((void)find_analyzer(language.analyzer));
  }
}

TEST(DetectLanguage, SaysThatItDoesNotKnow) {
  for (const char* text : {"", " \n", "12 345", "x", "...", "\xff\xfe\x80"}) {
    const DetectedLanguage language = detect_language(text);
    EXPECT_EQ(language.code, "") << text;
    EXPECT_EQ(language.analyzer, "standard");
    EXPECT_EQ(language.confidence, 0);
  }
}

TEST(DetectLanguage, ReadsWhatCanBeRead) {
  const std::string german = "Die Bibliothek bewahrt Bücher auf, nach denen niemand gefragt hat. ";
  EXPECT_EQ(detect_language(german + "\xff\xc3" + german + '\0' + "\x01\x7f").code, "de");
  std::string long_text;
  while (long_text.size() < 3'000'000) long_text += german;
  EXPECT_EQ(detect_language(long_text).code, "de");
}

TEST(DetectLanguage, TakesAnyBytes) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int round = 0; round < 500; ++round) {
    const DetectedLanguage language = detect_language(random.bytes(random.below(300)));
    ASSERT_GE(language.confidence, 0);
    ASSERT_LE(language.confidence, 1);
  }
}

TEST(Auto, IsTheAnalyzerOfEachText) {
  const std::string german = "Die Häuser der Städte, nach denen lange niemand gefragt hat.";
  EXPECT_EQ(analyze(german, "auto"), analyze(german, "german"));
  EXPECT_EQ(analyze("12 345", "auto"), analyze("12 345", "standard"));
}

TEST(Auto, IsNoTokenizer) {
  EXPECT_THROW((void)make_analyzer(R"({"tokenizer": "auto"})"), SchemaError);
}

}  // namespace
}  // namespace lodex
