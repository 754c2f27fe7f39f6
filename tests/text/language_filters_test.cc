// Filters that make spellings of a language alike.
#include <gtest/gtest.h>

#include "lodex/analysis.h"
#include "lodex/error.h"
#include "support/terms.h"
#include "text/languages/stop_words/stop_words.h"

namespace lodex {
namespace {

using test::Terms;
using test::terms;

std::shared_ptr<const Analyzer> chain(const std::string& filters,
                                      const std::string& tokenizer = "standard") {
  return make_analyzer(R"({"tokenizer": ")" + tokenizer + R"(", "filters": [)" + filters + "]}");
}

std::string error_of(const std::string& filters) {
  try {
    (void)chain(filters);
  } catch (const SchemaError& error) {
    return error.what();
  }
  return "no error";
}

TEST(Accents, LeaveLatinAndGreekLetters) {
  const auto accents = chain(R"("accents")");
  EXPECT_EQ(terms("Crème brûlée Ångström naïve Łódź Đặng Þór œuvre ÆØÅ ŋ", *accents),
            (Terms{"creme", "brulee", "angstrom", "naive", "lodz", "dang", "thor", "oeuvre", "aeoa",
                   "n"}));
  EXPECT_EQ(terms("Ελλάδα ΰ", *accents), (Terms{"ελλαδα", "υ"}));
  EXPECT_EQ(terms("ёлка йод їжак", *accents), (Terms{"елка", "йод", "їжак"}));
  EXPECT_EQ(terms("שָׁלוֹם مُحَمَّد", *accents), (Terms{"שלום", "محمد"}));
  EXPECT_EQ(terms("plain हिन्दी 東京 がぎ", *accents), terms("plain हिन्दी 東京 がぎ", *chain("")));
  EXPECT_EQ(accents->normalize("ÉT*"), "et*");
}

TEST(Accents, KeepWhatTheyAreTold) {
  const auto accents = chain(R"({"name": "accents", "keep": "ñåäö"})");
  EXPECT_EQ(terms("Año SEÑOR café Åäöü", *accents), (Terms{"año", "señor", "cafe", "åäöu"}));
}

TEST(Digits, BecomeThoseOfAscii) {
  EXPECT_EQ(terms("٢٠٢٤ १२ ๓ 7 x", *chain(R"("digits")")), (Terms{"2024", "12", "3", "7", "x"}));
}

TEST(Elision, TakesArticlesOff) {
  const auto french = chain(R"({"name": "elision", "language": "french"})");
  EXPECT_EQ(terms("L'ami d’Anne qu'elle jusqu’ici Lorsqu'il", *french),
            (Terms{"ami", "anne", "elle", "ici", "il"}));
  EXPECT_EQ(terms("aujourd'hui presqu'île quelqu'un rock'n'roll", *french),
            (Terms{"aujourd'hui", "presqu'île", "quelqu'un", "rock'n'roll"}));
  EXPECT_EQ(terms("dell'acqua un'idea", *chain(R"({"name": "elision", "language": "italian"})")),
            (Terms{"acqua", "idea"}));
  EXPECT_EQ(terms("x'y l'y", *chain(R"({"name": "elision", "articles": ["x"]})")),
            (Terms{"y", "l'y"}));
  EXPECT_EQ(french->normalize("L'Am"), "am");
  EXPECT_EQ(french->normalize("l'*"), "l'*");
  EXPECT_EQ(french->normalize("l'"), "l'");
}

TEST(Elision, KnowsItsLanguages) {
  EXPECT_EQ(error_of(R"({"name": "elision", "language": "klingon"})"),
            "filter \"elision\" has no articles of \"klingon\"; it has those of catalan, french, "
            "irish, italian");
  EXPECT_EQ(error_of(R"("elision")"), "filter \"elision\" wants \"language\", a string");
  EXPECT_EQ(error_of(R"({"name": "elision", "articles": "l"})"),
            "filter \"elision\" wants an array of strings for \"articles\", not \"l\"");
}

TEST(GermanNormalize, MakesUmlautsPlain) {
  const auto german = chain(R"("german_normalize")");
  EXPECT_EQ(terms("Müller Mueller Muller", *german), Terms(3, "muller"));
  EXPECT_EQ(terms("Straße Strasse STRASSE", *german), Terms(3, "strasse"));
  EXPECT_EQ(terms("Ärger Aerger Öl Oel Übel Uebel", *german),
            (Terms{"arger", "arger", "ol", "ol", "ubel", "ubel"}));
  EXPECT_EQ(terms("neue Quelle Bauer Feuer Säue", *german),
            (Terms{"neue", "quelle", "bauer", "feuer", "saue"}));
  EXPECT_EQ(terms("Poesie", *german), (Terms{"posie"}));
  // As it is written, before case is folded, as well.
  EXPECT_EQ(terms("groß", *chain(R"("german_normalize")", "words")), (Terms{"gross"}));
  EXPECT_EQ(german->normalize("MUE"), "mu");
  EXPECT_EQ(german->normalize("m?el*"), "m?el*");
}

TEST(Turkish, KnowsFourFormsOfI) {
  const auto turkish = chain(R"("turkish_lower", "fold")", "words");
  EXPECT_EQ(terms("İSTANBUL Istanbul ısı ISI I\u0307zmir i\u0307zmir", *turkish),
            (Terms{"istanbul", "ıstanbul", "ısı", "ısı", "izmir", "izmir"}));
  EXPECT_EQ(turkish->normalize("ILI"), "ılı");
}

TEST(Turkish, EndingsStandBehindApostrophes) {
  EXPECT_EQ(terms("Ankara'da İzmir’in O'Reilly Ş'x ol", *chain(R"("turkish_apostrophe")", "words")),
            (Terms{"Ankara", "İzmir", "O'Reilly", "Ş'x", "ol"}));
}

TEST(ArabicNormalize, MakesOneFormOfLetters) {
  EXPECT_EQ(terms("أحمد إحمد آحمد مكتبة مصطفى كتـــاب مُحَمَّد کتابی", *chain(R"("arabic_normalize")")),
            (Terms{"احمد", "احمد", "احمد", "مكتبة", "مصطفى", "كتاب", "محمد", "كتابي"}));
}

TEST(ArabicFinalLetters, AreThoseTheyLookLike) {
  EXPECT_EQ(terms("سنة مصطفى", *chain(R"("arabic_final_letters")")), (Terms{"سنه", "مصطفي"}));
}

TEST(HindiNormalize, MakesOneSpelling) {
  const auto hindi = chain(R"("hindi_normalize")");
  EXPECT_EQ(terms("हिन्दी सम्बन्ध अण्डा पञ्जाब", *hindi), terms("हिंदी संबंध अंडा पंजाब", *hindi));
  EXPECT_EQ(terms("ज़मीन लड़का चाँद डॉक्टर", *hindi), terms("जमीन लडका चांद डाक्टर", *hindi));
  // A nasal before another consonant is a sound of its own.
  EXPECT_EQ(terms("जन्म उन्नति", *hindi), (Terms{"जन्म", "उन्नति"}));
}

TEST(IrishMutation, GoesBeforeACapitalVowel) {
  const auto irish = chain(R"("irish_mutation", "fold")", "words");
  EXPECT_EQ(terms("nAthair tArd hÉireann nathair hata Nua tOs", *irish),
            (Terms{"athair", "ard", "éireann", "nathair", "hata", "nua", "os"}));
}

TEST(LetterMaps, ChangeTheirLetters) {
  EXPECT_EQ(terms("Ёлка Москва\u0301 йод", *chain(R"("russian_normalize")")),
            (Terms{"елка", "москва", "йод"}));
  EXPECT_EQ(terms("Ştiinţă Știință", *chain(R"("romanian_normalize")")),
            (Terms{"ştiinţă", "ştiinţă"}));
  EXPECT_EQ(terms("Љубав Џак Ђорђе љубав Đorđe", *chain(R"("serbian_latin")")),
            (Terms{"ljubav", "džak", "đorđe", "ljubav", "đorđe"}));
  EXPECT_EQ(terms("coördinatie één scène", *chain(R"("dutch_normalize")")),
            (Terms{"coordinatie", "een", "scène"}));
  EXPECT_EQ(terms("canción año pingüino", *chain(R"("spanish_normalize")")),
            (Terms{"cancion", "año", "pingüino"}));
  EXPECT_EQ(terms("col·legi façana", *chain(R"("catalan_normalize")")),
            (Terms{"col.legi", "façana"}));
}

TEST(Stop, DropsWordsAndKeepsPlaces) {
  const auto stop = chain(R"({"name": "stop", "language": "english"})");
  const auto tokens = analyze("The end of the road", *stop);
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[0].term, "end");
  EXPECT_EQ(tokens[0].position, 1U);
  EXPECT_EQ(tokens[1].term, "road");
  EXPECT_EQ(tokens[1].position, 4U);
  EXPECT_EQ(terms("don't don’t stop", *stop), (Terms{"stop"}));
  EXPECT_EQ(terms("a b", *chain(R"({"name": "stop", "words": ["a"]})")), (Terms{"b"}));
  EXPECT_EQ(stop->normalize("the"), "the");
  // Lists are folded as words are.
  EXPECT_EQ(terms("ΤΗΣ της Αθήνας", *chain(R"({"name": "stop", "language": "greek"})")),
            (Terms{"αθήνασ"}));
  EXPECT_EQ(terms("ОН он дом", *chain(R"({"name": "stop", "language": "russian"})")),
            (Terms{"дом"}));
}

TEST(Stop, StandardKeepsAllWords) {
  EXPECT_EQ(terms("to be", *find_analyzer("english")).size(), 2U);
}

// A word that is cut in two, or is not folded, would drop nothing.
TEST(Stop, ListsHaveWordsAsTextsDo) {
  for (const auto lists : {text::germanic_stop_lists(), text::romance_stop_lists(),
                           text::slavic_and_baltic_stop_lists(), text::other_stop_lists()}) {
    for (const text::StopList& list : lists) {
      const std::vector<std::string> words = text::stop_words(list.language);
      EXPECT_GT(words.size(), 50U) << list.language;
      for (const std::string& word : words) {
        EXPECT_EQ(terms(word, *find_analyzer("standard")), Terms{word}) << list.language;
      }
    }
  }
}

TEST(Stop, SaysWhichListsThereAre) {
  EXPECT_EQ(error_of(R"({"name": "stop", "language": "tamil"})"),
            "filter \"stop\" has no list of \"tamil\", so give it \"words\"; there are lists of "
            "arabic, catalan, danish, dutch, english, finnish, french, german, greek, hindi, "
            "hungarian, indonesian, irish, italian, lithuanian, norwegian, portuguese, romanian, "
            "russian, serbian, spanish, swedish, turkish");
  EXPECT_EQ(error_of(R"("stop")"), "filter \"stop\" wants \"language\", a string");
}

}  // namespace
}  // namespace lodex
