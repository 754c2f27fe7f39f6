// What readers of each language expect to be found, and what not.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/utf8.h"
#include "lodex/analysis.h"
#include "support/random_text.h"
#include "support/terms.h"

namespace lodex {
namespace {

using test::Terms;
using test::terms;

struct Words {
  const char* language;
  Terms alike;      // each finds the others
  Terms not_alike;  // none of these finds one of those above
};

const std::vector<Words>& examples() {
  static const std::vector<Words> all{
      {"arabic", {"مكتبة", "مكتبه", "المكتبة", "مَكْتَبة", "مكتبـــة"}, {"كاتب"}},
      {"arabic", {"أحمد", "احمد"}, {"محمد"}},
      {"arabic", {"سنة", "سنه"}, {"سنا"}},
      {"arabic", {"مستشفى", "المستشفى"}, {"شفى"}},
      {"arabic", {"٢٠٢٤", "2024"}, {"2025"}},
      {"armenian", {"քաղաք", "քաղաքներ", "Քաղաքների"}, {"տուն"}},
      {"basque", {"mendi", "mendian", "Mendi"}, {"etxe"}},
      {"catalan", {"home", "homes", "l'home", "L’home"}, {"dona"}},
      {"catalan", {"col·legi", "col.legi", "COL·LEGI"}, {"colze"}},
      {"danish", {"huse", "huset", "HUSE"}, {"hose"}},
      {"danish", {"mål", "målet"}, {"mal"}},
      {"dutch", {"coördinatie", "coordinatie", "Coördinatie"}, {"combinatie"}},
      {"dutch", {"boek", "boeken"}, {"bok"}},
      {"english", {"universities", "university"}, {"universal"}},
      {"english", {"dog's", "dog’s", "dogs", "Dog"}, {"dock"}},
      {"finnish", {"talo", "talossa", "talon"}, {"tulo"}},
      {"finnish", {"säde"}, {"sade"}},
      {"french", {"homme", "hommes", "l'homme", "L’HOMME", "d'hommes"}, {"femme", "lhomme"}},
      {"french", {"énergie", "d'énergie", "ÉNERGIES"}, {"energique"}},
      {"french", {"pêche", "pêches"}, {"péché", "peche"}},
      {"french", {"aujourd'hui", "Aujourd’hui"}, {"hui", "jour"}},
      {"german", {"Straße", "Strasse", "STRASSE", "Straßen"}, {"Straus"}},
      {"german", {"Müller", "Mueller", "Muller", "MÜLLERS"}, {"Maler"}},
      {"german", {"Haus", "Häuser", "Haeuser", "HAUSES"}, {"Hase"}},
      {"german", {"neue", "neuen", "neu"}, {"nü", "nun"}},
      {"german", {"Quelle", "Quellen"}, {"Qülle", "Qualle"}},
      {"german", {"Poesie", "Poesien"}, {"Pose", "Posse"}},
      {"greek", {"οδός", "ΟΔΟΣ", "οδος", "οδού"}, {"ώδε"}},
      {"greek", {"Ελλάδα", "ΕΛΛΑΔΑ", "Ελλάδας"}, {"Ελένη"}},
      {"hindi", {"हिन्दी", "हिंदी"}, {"हद"}},
      {"hindi", {"लड़की", "लडकी", "लड़कियाँ", "लड़कियां"}, {"लकड़ी"}},
      {"hindi", {"किताब", "किताबें", "क़िताब"}, {"खिताब"}},
      {"hungarian", {"ház", "házak", "házban"}, {"haz"}},
      {"hungarian", {"kor", "korok"}, {"kór", "kör"}},
      {"indonesian", {"membaca", "dibaca", "pembaca", "bacaan"}, {"becak"}},
      {"irish", {"athair", "nAthair"}, {"nathair"}},
      {"irish", {"bean", "bhean", "BEAN"}, {"bán"}},
      {"irish", {"ól", "d'ól", "d’ól"}, {"dol"}},
      {"italian", {"amico", "amici", "l'amico", "L’AMICO", "dell'amico"}, {"lamico"}},
      {"italian", {"acqua", "dell'acqua", "all’acqua"}, {"dell'acquisto"}},
      {"lithuanian", {"namas", "namai", "namuose"}, {"nemas"}},
      {"nepali", {"नेपाल", "नेपालको", "नेपालमा"}, {"भारत"}},
      {"nepali", {"२०", "20"}, {"21"}},
      {"norwegian", {"huset", "husene"}, {"høset"}},
      {"norwegian", {"gå"}, {"ga"}},
      {"portuguese", {"livro", "livros"}, {"lavra"}},
      {"portuguese", {"falar", "falando"}, {"folha"}},
      {"romanian", {"cărțile", "cărţile", "cărților"}, {"cartile"}},
      {"romanian", {"oraș", "oraş", "orașul", "ORAȘE"}, {"ora"}},
      {"russian", {"ёлка", "елка", "ЁЛКИ"}, {"белка"}},
      {"russian", {"книга", "книги", "кни\u0301гу"}, {"снег"}},
      {"russian", {"йод"}, {"иод"}},
      {"serbian", {"књига", "knjiga", "КЊИГАМА", "knjige"}, {"knez"}},
      {"serbian", {"Београд", "Beograd", "Београду"}, {"град"}},
      {"serbian", {"Ђорђе", "Đorđe"}, {"Doro"}},
      {"spanish", {"canción", "canciones", "Cancion"}, {"cansado"}},
      {"spanish", {"niño", "niños"}, {"nino"}},
      {"swedish", {"bil", "bilar", "bilen"}, {"bal"}},
      {"swedish", {"hår"}, {"har"}},
      {"tamil", {"வீடு", "வீடுகள்", "வீட்டில்"}, {"மரம்"}},
      {"turkish", {"İstanbul", "istanbul", "İSTANBUL'DA", "İstanbul’dan"}, {"ıstanbul"}},
      {"turkish", {"ısı", "ISI"}, {"isi"}},
      {"turkish", {"kitap", "kitaplar", "KİTAPLAR"}, {"katip"}},
      {"yiddish", {"שול", "שולן"}, {"שיל"}},
      {"yiddish", {"האַרץ", "הארץ", "האַרצן"}, {"הויז"}},
  };
  return all;
}

TEST(Languages, WordsThatReadersThinkAlikeAreFound) {
  for (const Words& words : examples()) {
    const Terms expected = terms(words.alike[0], words.language);
    ASSERT_EQ(expected.size(), 1U) << words.alike[0];
    for (const std::string& word : words.alike) {
      EXPECT_EQ(terms(word, words.language), expected) << words.language << ' ' << word;
    }
    for (const std::string& word : words.not_alike) {
      EXPECT_NE(terms(word, words.language), expected) << words.language << ' ' << word;
    }
  }
}

TEST(Languages, AllHaveAnalyzers) {
  const std::vector<std::string> names = analyzer_names();
  for (const char* language :
       {"arabic",  "armenian", "basque",     "catalan", "danish",    "dutch",      "english",
        "finnish", "french",   "german",     "greek",   "hindi",     "hungarian",  "indonesian",
        "irish",   "italian",  "lithuanian", "nepali",  "norwegian", "portuguese", "romanian",
        "russian", "serbian",  "spanish",    "swedish", "tamil",     "turkish",    "yiddish"}) {
    EXPECT_TRUE(std::ranges::count(names, language) == 1) << language;
    EXPECT_TRUE(std::ranges::any_of(examples(), [&](const Words& words) {
      return std::string_view(words.language) == language;
    })) << language;
  }
}

// The letters of a pattern are those that terms have.
TEST(Languages, BeginningsOfWordsAreFound) {
  struct Beginning {
    const char* language;
    const char* beginning;
    const char* word;
  };
  for (const auto& [language, beginning, word] : std::vector<Beginning>{
           {"arabic", "أحم", "احمد"},
           {"catalan", "col·l", "col·legi"},
           {"dutch", "coör", "coördinatie"},
           {"french", "l'ami", "amicalement"},
           {"german", "Mül", "Mueller"},
           {"german", "MUEL", "Müller"},
           {"german", "Muel", "Muller"},
           {"greek", "Ελλά", "ΕΛΛΑΔΑ"},
           {"hindi", "हिन्द", "हिंदी"},
           {"romanian", "oraș", "oraşului"},
           {"russian", "ёл", "ёлки"},
           {"serbian", "Бео", "Beograd"},
           {"spanish", "cánt", "cántaro"},
           {"turkish", "IL", "ılık"},
           {"yiddish", "האַר", "הארץ"},
       }) {
    const std::string normal = find_analyzer(language)->normalize(beginning);
    const Terms of_word = terms(word, language);
    ASSERT_EQ(of_word.size(), 1U);
    EXPECT_TRUE(of_word[0].starts_with(normal)) << language << ' ' << of_word[0] << ' ' << normal;
  }
}

// Letters that the filters look for, beside any bytes.
std::string random_text(test::Random& random) {
  constexpr std::string_view kParts[] = {"a",
                                         "e",
                                         "ue",
                                         "I",
                                         "n",
                                         "hA",
                                         "l'",
                                         "qu’",
                                         "'",
                                         " ",
                                         "\u00df",
                                         "\u00fc",
                                         "\u0130",
                                         "\u0131",
                                         "\u0307",
                                         "\u0301",
                                         "\u0640",
                                         "\u0629",
                                         "\u0928",
                                         "\u094d",
                                         "\u0926",
                                         "\u093c",
                                         "\u0662",
                                         "\u0451",
                                         "\u0219",
                                         "\u0459",
                                         "\u03c2",
                                         "\u03ac",
                                         "\u05d0\u05b7",
                                         "\u05f2",
                                         "\u00b7",
                                         "\u4e2d",
                                         "\xff",
                                         "\xe0\xa4"};
  std::string text;
  for (std::uint64_t i = random.below(60); i > 0; --i) {
    text += random.chance(0.1) ? random.bytes(1 + random.below(3))
                               : std::string(kParts[random.below(std::size(kParts))]);
  }
  return text;
}

TEST(Languages, AnyTextGivesTheSameTwice) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int round = 0; round < 1000; ++round) {
    const std::string text = random_text(random);
    for (const std::string& name : analyzer_names()) {
      const std::vector<OwnedToken> tokens = analyze(text, name);
      ASSERT_EQ(tokens, analyze(text, name)) << name;
      for (const OwnedToken& token : tokens) {
        ASSERT_LT(token.begin, token.end) << name;
        ASSERT_LE(token.end, text.size()) << name;
        ASSERT_FALSE(token.term.empty()) << name;
      }
      (void)find_analyzer(name)->normalize(text);
    }
  }
}

}  // namespace
}  // namespace lodex
