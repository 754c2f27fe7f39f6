#include "text/nfkc_casefold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <string>

#include "base/utf8.h"
#include "text/icu_error.h"

namespace lodex::text {
namespace {

const icu::Normalizer2& nfkc_casefold() {
  static const icu::Normalizer2& instance = []() -> const icu::Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    check_icu(status, "cannot load NFKC_Casefold");
    return *normalizer;
  }();
  return instance;
}

}  // namespace

std::string_view fold_in_context(std::string_view word, TokenBuffer& memory) {
  // ICU would leave such bytes as they are.
  if (!is_valid_utf8(word)) return fold_in_context(repaired_utf8(word), memory);
  thread_local std::string folded;
  folded.clear();
  icu::StringByteSink<std::string> sink(&folded);
  UErrorCode status = U_ZERO_ERROR;
  nfkc_casefold().normalizeUTF8(
      0, icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())), sink, nullptr,
      status);
  check_icu(status, "cannot fold a word");
  return memory.copy(folded);
}

bool folds_alone(char32_t code_point) {
  return nfkc_casefold().hasBoundaryBefore(static_cast<UChar32>(code_point)) != 0;
}

}  // namespace lodex::text
