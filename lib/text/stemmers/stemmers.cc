#include "text/stemmers/stemmers.h"

namespace lodex::text {

StemFunction own_stemmer(std::string_view language) {
  if (language == "english") return stem_english;
  if (language == "french") return stem_french;
  if (language == "german") return stem_german;
  if (language == "spanish") return stem_spanish;
  return nullptr;
}

}  // namespace lodex::text
