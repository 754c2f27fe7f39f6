#include "text/stemmers/stemmers.h"

namespace lodex::text {
namespace {

// With the codes of ISO 639 that libstemmer takes as well.
constexpr struct {
  std::string_view name;
  StemFunction stem;
} kStemmers[] = {
    {"english", stem_english}, {"en", stem_english},    {"eng", stem_english},
    {"french", stem_french},   {"fr", stem_french},     {"fra", stem_french},
    {"fre", stem_french},      {"german", stem_german}, {"de", stem_german},
    {"deu", stem_german},      {"ger", stem_german},    {"spanish", stem_spanish},
    {"es", stem_spanish},      {"esl", stem_spanish},   {"spa", stem_spanish},
};

}  // namespace

StemFunction own_stemmer(std::string_view language) {
  for (const auto& stemmer : kStemmers) {
    if (stemmer.name == language) return stemmer.stem;
  }
  return nullptr;
}

}  // namespace lodex::text
