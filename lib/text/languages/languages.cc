#include "text/languages/languages.h"

#include <array>
#include <string>

namespace lodex::text {
namespace {

// Filters that make spellings alike stand before the stemmer, unless it needs the letters that they
// change; they also make patterns of queries ("mül*") what the stemmer makes of terms, as
// stemmers take off diacritics in some languages. Case is folded first, but where letters have to
// be seen as they were written.
constexpr std::array kLanguages{
    Language{"arabic",
             R"(["arabic_normalize", "digits", {"name": "stem", "language": "arabic"},
                 "arabic_final_letters"])"},
    Language{"armenian", R"([{"name": "stem", "language": "armenian"}])"},
    Language{"basque", R"([{"name": "stem", "language": "basque"}])"},
    Language{"burmese", R"(["cjk_bigrams"])"},
    Language{
        "catalan",
        R"([{"name": "elision", "language": "catalan"}, {"name": "stem", "language": "catalan"},
                 "catalan_normalize"])"},
    Language{"chinese", R"(["simplified_chinese", "cjk_bigrams"])"},
    Language{"cjk", R"(["cjk_bigrams"])"},
    Language{"danish", R"([{"name": "stem", "language": "danish"}])"},
    Language{"dutch", R"(["dutch_normalize", {"name": "stem", "language": "dutch"}])"},
    Language{"english", R"([{"name": "stem", "language": "english"}])"},
    Language{"finnish", R"([{"name": "stem", "language": "finnish"}])"},
    Language{
        "french",
        R"([{"name": "elision", "language": "french"}, {"name": "stem", "language": "french"}])"},
    Language{"german", R"([{"name": "stem", "language": "german"}, "german_normalize"])"},
    Language{"greek", R"(["accents", {"name": "stem", "language": "greek"}])"},
    Language{"hindi", R"(["hindi_normalize", "digits", {"name": "stem", "language": "hindi"}])"},
    Language{"hungarian", R"([{"name": "stem", "language": "hungarian"}])"},
    Language{"indonesian", R"([{"name": "stem", "language": "indonesian"}])"},
    Language{"irish",
             R"(["irish_mutation", "fold", {"name": "elision", "language": "irish"},
                 {"name": "stem", "language": "irish"}])",
             "words"},
    Language{
        "italian",
        R"([{"name": "elision", "language": "italian"}, {"name": "stem", "language": "italian"}])"},
    Language{"japanese", R"(["cjk_bigrams", "katakana_stem"])"},
    Language{"khmer", R"(["cjk_bigrams"])"},
    Language{"korean", R"(["cjk_bigrams"])"},
    Language{"lao", R"(["cjk_bigrams"])"},
    Language{"lithuanian", R"([{"name": "stem", "language": "lithuanian"}])"},
    Language{"nepali", R"(["digits", {"name": "stem", "language": "nepali"}])"},
    Language{"norwegian", R"([{"name": "stem", "language": "norwegian"}])"},
    Language{"portuguese", R"([{"name": "stem", "language": "portuguese"}])"},
    Language{"romanian", R"(["romanian_normalize", {"name": "stem", "language": "romanian"}])"},
    Language{"russian", R"(["russian_normalize", {"name": "stem", "language": "russian"}])"},
    Language{"serbian", R"(["serbian_latin", {"name": "stem", "language": "serbian"}])"},
    Language{"spanish", R"([{"name": "stem", "language": "spanish"}, "spanish_normalize"])"},
    Language{"swedish", R"([{"name": "stem", "language": "swedish"}])"},
    Language{"tamil", R"(["digits", {"name": "stem", "language": "tamil"}])"},
    Language{"thai", R"(["cjk_bigrams"])"},
    Language{
        "turkish",
        R"(["turkish_apostrophe", "turkish_lower", "fold", {"name": "stem", "language": "turkish"}])",
        "words"},
    Language{"yiddish", R"([{"name": "stem", "language": "yiddish"}, "accents"])"},
};

}  // namespace

std::span<const Language> languages() { return kLanguages; }

std::shared_ptr<const Analyzer> make_analyzer(const Language& language) {
  return lodex::make_analyzer(R"({"tokenizer": ")" + std::string(language.tokenizer) +
                              R"(", "filters": )" + std::string(language.filters) + "}");
}

}  // namespace lodex::text
