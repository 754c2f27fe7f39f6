// Any bytes: the scanner's words are ICU's.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "support/naive_words.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using lodex::text::WordForm;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const WordForm form : {WordForm::kAsWritten, WordForm::kFolded}) {
    if (lodex::test::scanned_words(text, form) != lodex::test::naive_words(text, form))
      std::abort();
  }
  return 0;
}
